/** Checks what completion offers at the `<|>` of a fixture, and what accepting an offer makes of the text. */

import { expect } from 'vitest';

import { linesOf } from '../../server/src/core/base/lines';
import {
	type CompletionOptions,
	complete,
	type LspCompletionItem,
	type LspCompletionList,
} from '../../server/src/features/completion/complete';
import { readFixture } from './fixture';
import { openFixture } from './openFixture';

export interface CompletionCheck extends Partial<CompletionOptions> {
	/** Only what begins like this is compared: functions and keywords stand in every expression. */
	readonly first?: number;
}

/** `LABEL DETAIL` of each item, in the order shown. */
export function checkCompletion(source: string, expected: readonly string[], options: CompletionCheck = {}): void {
	const { items } = completeAt(source, options).list;
	const ordered = [...items].sort((one, other) => (one.sortText < other.sortText ? -1 : 1));
	expect(ordered.slice(0, options.first).map(render)).toEqual(expected);
}

/** Accepts `label`: the text of the line that the cursor was in must be the expected one (several lines where it makes several). */
export function checkCompletionEdit(source: string, label: string, expected: string, options: CompletionCheck = {}): void {
	const { list, text, offset } = completeAt(source, options);
	const item = list.items.find(one => one.label === label);
	if (!item) throw new Error(`"${label}" is not offered: ${list.items.map(one => one.label).join(', ')}`);
	const lines = linesOf(text);
	const { range, newText } = item.textEdit;
	expect([range.start.line, range.end.line]).toEqual([lines.positionAt(offset).line, lines.positionAt(offset).line]);
	const start = lines.offsetAt(range.start);
	const end = lines.offsetAt(range.end);
	expect(start <= offset && offset <= end).toBe(true);
	const edited = text.slice(0, start) + newText + text.slice(end);
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	expect(edited.slice(lineStart, lineStart + expected.length)).toBe(expected);
}

export function completeAt(source: string, options: CompletionCheck = {}) {
	const { files, cursor } = readFixture(source);
	if (!cursor) throw new Error('The fixture has no <|>');
	const file = openFixtureFile(files, cursor.path);
	const list: LspCompletionList = complete(file.facts, file.file, linesOf(file.file.text), cursor.offset, { snippets: false, ...options });
	return { list, text: file.file.text, offset: cursor.offset };
}

function openFixtureFile(files: ReadonlyMap<string, string>, path: string) {
	const opened = openFixture(files);
	return { facts: opened.facts, file: opened.file(path) };
}

function render({ label, labelDetails }: LspCompletionItem): string {
	return labelDetails ? `${label} ${labelDetails.description}` : label;
}
