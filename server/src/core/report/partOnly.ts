/**
 * Why a spec could be read only in part, in one sentence that says where to mend it. What is lost of such a spec, a mapping or a rule, would be
 * missing without a word from whatever is said of the whole: what is green, what is covered, how long it takes.
 */

import type { Finding, Problem } from '../base/problem';
import type { SpecFacts } from '../mapping/facts';
import { placeFinder } from './located';

/** Undefined when it was read whole. `problems`: of the spec, which are asked for where something is lost. `shownFile`: a file's name, as shown. */
export function partOnly(facts: SpecFacts, problems: () => readonly Problem[], shownFile: (file: string) => string): string | undefined {
	const finding = facts.spec.findings.find(losesPart);
	if (!finding) return undefined;
	const problem = problems().find(({ code, span }) => code === finding.code && isSame(span, finding.span));
	// Who has set it to "off" has decided.
	if (problem?.severity !== 'error') return undefined;
	const { file, range } = placeFinder(facts, shownFile)(finding.span);
	const spec = shownFile(facts.spec.files[0]?.file ?? '');
	return `"${spec}" cannot be read whole, and what is lost would be missing without a word. Mend ${file}:${range.start.line + 1}:${range.start.character + 1} first: ${problem.message}`;
}

const losing: ReadonlySet<string> = new Set(['yaml-syntax', 'include-not-found', 'duplicate-key', 'duplicate-name']);

function losesPart({ code, args }: Finding): boolean {
	return losing.has(code) || (code === 'unknown-key' && (args.where === 'a spec' || args.where === 'a fragment'));
}

function isSame(one: Finding['span'], other: Finding['span']): boolean {
	return one.block === other.block && one.start === other.start && one.end === other.end;
}
