/** Tells what is wrong with the YAML itself in the words of the rules. */

import type { Finding } from '../base/problem';
import { spanOf } from '../base/span';
import type { YamlProblem } from '../yaml/nodes';

export function yamlFinding(problem: YamlProblem, block: string): Finding {
	const { code, detail, first } = problem;
	const related = first && [{ span: spanOf(block, first.start, first.end), message: `"${detail}" stands here first` }];
	return { code, span: spanOf(block, problem.start, problem.end), args: { detail }, related };
}
