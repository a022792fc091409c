/**
 * Reads the fixture language of our tests: files, one cursor, ranges, expected problems. Knows neither specs nor catalogs.
 *
 *     #- /spec.migration.yaml      starts a file; what stands before the first is /spec.migration.yaml; `crlf` behind it: its line ends
 *     <|>   <|text|>               the cursor, a range (`|` and `$` are live in our files)
 *     # ^^^^ error code: message   expects a problem at these columns of the line above; the message may be left out
 *
 * Expectations are removed before the file is read: inside a YAML block they would be text, not comments. The `#` may be left out where
 * the carets start at the margin.
 */

import type { Severity } from '../../server/src/core/base/problem';

export interface Fixture {
	/** Texts by path. */
	readonly files: ReadonlyMap<string, string>;
	readonly cursor?: { readonly path: string; readonly offset: number };
	readonly ranges: readonly { readonly path: string; readonly start: number; readonly end: number }[];
	readonly expected: readonly ExpectedProblem[];
}

/** Lines and columns count from 0. */
export interface ExpectedProblem {
	readonly path: string;
	readonly line: number;
	readonly start: number;
	readonly end: number;
	readonly severity: Severity;
	readonly code: string;
	readonly message?: string;
}

const fileLine = /^#- (\S+)( crlf)?$/;
const expectationLine = /^\s*#?\s*(\^+) (error|warning|information|hint) ([\w-]+)(?:: (.*))?$/;
const marker = /<\|>|<\||\|>/g;

export function readFixture(source: string): Fixture {
	const files = new Map<string, string>();
	const expected: ExpectedProblem[] = [];
	const ranges: { path: string; start: number; end: number }[] = [];
	let cursor: Fixture['cursor'];
	for (const { path, lines, lineEnd } of sectionsOf(source)) {
		const kept: string[] = [];
		for (const line of lines) {
			const expectation = expectationLine.exec(line);
			if (expectation) expected.push(expectedOf(path, kept.length - 1, line, expectation));
			else kept.push(line);
		}
		const taken = takeMarkers(kept.join(lineEnd));
		files.set(path, taken.text);
		if (taken.cursor !== undefined) cursor = { path, offset: taken.cursor };
		ranges.push(...taken.ranges.map(range => ({ path, ...range })));
	}
	return { files, cursor, ranges, expected };
}

function sectionsOf(source: string) {
	const found = [{ path: '/spec.migration.yaml', lineEnd: '\n', lines: [] as string[] }];
	for (const line of source.replace(/^\n/, '').split('\n')) {
		const [, path, crlf] = fileLine.exec(line) ?? [];
		if (path !== undefined) found.push({ path, lineEnd: crlf === undefined ? '\n' : '\r\n', lines: [] });
		else found.at(-1)?.lines.push(line);
	}
	return found.filter((section, index) => index > 0 || section.lines.some(line => line.trim() !== ''));
}

function expectedOf(path: string, line: number, text: string, [, carets = '', severity, code = '', message]: RegExpExecArray) {
	const start = text.indexOf('^');
	return { path, line, start, end: start + carets.length, severity: severity as Severity, code, message };
}

function takeMarkers(marked: string) {
	let text = '';
	let last = 0;
	let start = 0;
	let cursor: number | undefined;
	const ranges: { start: number; end: number }[] = [];
	for (const { 0: found, index } of marked.matchAll(marker)) {
		text += marked.slice(last, index);
		last = index + found.length;
		if (found === '<|>') cursor = text.length;
		else if (found === '<|') start = text.length;
		else ranges.push({ start, end: text.length });
	}
	return { text: text + marked.slice(last), cursor, ranges };
}
