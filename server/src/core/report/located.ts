/** Problems with their places in files, for readers outside of the editor. */

import { type Lines, linesOf, type Range } from '../base/lines';
import type { Problem, Severity } from '../base/problem';
import type { Span } from '../base/span';
import type { SpecFacts } from '../mapping/facts';
import { sideFilesOf, spanResolver } from '../spec/locate';

export interface LocatedProblem {
	readonly code: string;
	readonly severity: Severity;
	readonly message: string;
	/** As shown to the user. */
	readonly file: string;
	readonly range: Range;
	/** The line that it begins on. */
	readonly lineText: string;
	readonly mapping?: string;
}

export interface Place {
	readonly file: string;
	readonly range: Range;
	readonly lineText: string;
}

/** Where a span stands. Lines of each file are counted once. */
export function placeFinder(
	facts: Pick<SpecFacts, 'spec' | 'connections' | 'settings'>,
	shown: (file: string) => string,
): (span: Span) => Place {
	const texts = new Map(facts.spec.files.map(file => [file.file, file.text]));
	for (const { file, text } of sideFilesOf(facts)) texts.set(file, text);
	const resolve = spanResolver(facts);
	const lines = new Map<string, Lines>();
	return span => {
		const { file, start, end } = resolve(span);
		const text = texts.get(file) ?? '';
		const known = lines.get(file) ?? linesOf(text);
		lines.set(file, known);
		const range = known.rangeOf({ start, end });
		const lineStart = start - range.start.character;
		return { file: shown(file), range, lineText: /^[^\r\n]*/.exec(text.slice(lineStart))?.[0] ?? '' };
	};
}

/** Sorted by file, place and code. */
export function locateProblems(problems: readonly Problem[], facts: SpecFacts, shown: (file: string) => string): readonly LocatedProblem[] {
	const find = placeFinder(facts, shown);
	return problems
		.map(({ code, severity, message, span, mapping }) => ({ code, severity, message, mapping, ...find(span) }))
		.sort(
			(one, other) =>
				compare(one.file, other.file) ||
				one.range.start.line - other.range.start.line ||
				one.range.start.character - other.range.start.character ||
				compare(one.code, other.code),
		);
}

function compare(one: string, other: string): number {
	return one < other ? -1 : one > other ? 1 : 0;
}
