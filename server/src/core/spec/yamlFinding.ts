/** Tells what is wrong with the YAML itself in the words of the rules. */

import type { Finding } from '../base/problem';
import { spanOf } from '../base/span';
import type { YamlProblem } from '../yaml/nodes';

/** `firstBlock`: where the key of a duplicate stands first, when that is another block. */
export function yamlFinding(problem: YamlProblem, block: string, firstBlock = block): Finding {
	const { code, detail, first } = problem;
	const related = first && [{ span: spanOf(firstBlock, first.start, first.end), message: `"${detail}" stands here first` }];
	return { code, span: spanOf(block, problem.start, problem.end), args: { detail }, related };
}
