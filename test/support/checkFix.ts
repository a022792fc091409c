/**
 * Checks quick fixes: applies one to a fixture and compares the whole spec; the problem must be gone from what it makes. What the user is
 * to write over is shown as `${1:reason}`, and an empty place to write, which the check fills with NULL, as `$1`.
 */

import { expect } from 'vitest';

import { linesOf } from '../../server/src/core/base/lines';
import { codeActions, fixAll, type LspCodeAction } from '../../server/src/features/codeActions';
import { readFixture } from './fixture';
import { openFixture } from './openFixture';

/** `catalogs` begins the fixture; `before` and `after` are the spec, `before` with the cursor in the problem. */
export function checkFix(catalogs: string, before: string, title: string, after: string): void {
	const head = `${catalogs}\n#- /spec.migration.yaml\n`;
	const found = actionsAt(`${head}${before}`);
	const action = found.actions.find(one => one.title === title);
	if (!action) throw new Error(`No fix "${title}", but: ${found.actions.map(one => one.title).join('; ')}`);
	const [code = ''] = action.diagnostics.map(one => one.code);
	const withSnippet = apply(found.text, action);
	expect(withSnippet).toBe(after);
	const plain = withSnippet
		.replace(/\$\{1:([^}]*)\}/g, '$1')
		.replace('$1', 'null')
		.replace(/\\([$}\\])/g, '$1');
	const count = (text: string) => openFixture(readFixture(`${head}${text}`).files).problems.filter(one => one.code === code).length;
	expect(count(plain)).toBeLessThan(count(found.text));
}

/** Applies what leaves no choice in the spec of a fixture; the spec as it was when there is nothing. */
export function fixAllOf(source: string): string {
	const { files } = readFixture(source);
	const { facts, problems, file } = openFixture(files);
	const name = '/spec.migration.yaml';
	const action = fixAll(facts, problems, name, { uriOf: one => one, versionOf: () => 1, snippets: true });
	return action ? apply(file(name).text, action) : file(name).text;
}

/** The titles offered at the cursor, the preferred ones with a star. */
export function fixTitles(source: string): readonly string[] {
	return actionsAt(source).actions.map(({ title, isPreferred }) => `${title}${isPreferred ? ' *' : ''}`);
}

function actionsAt(source: string) {
	const { files, cursor } = readFixture(source);
	if (!cursor) throw new Error('The fixture has no <|>');
	const { facts, problems, file } = openFixture(files);
	const options = { uriOf: (name: string) => name, versionOf: () => 1, snippets: true };
	return { text: file(cursor.path).text, actions: codeActions(facts, problems, cursor.path, cursor.offset, cursor.offset, options) };
}

function apply(text: string, { edit }: LspCodeAction): string {
	const lines = linesOf(text);
	const edits = 'changes' in edit ? Object.values(edit.changes).flat() : edit.documentChanges.flatMap(one => one.edits);
	if (edits.length === 0) throw new Error('The fix has no edit');
	// From the end, so that what is applied moves nothing that is to come.
	const at = (position: (typeof edits)[number]['range']['start']) => lines.offsetAt(position);
	const sorted = [...edits].sort((one, other) => at(other.range.start) - at(one.range.start) || at(other.range.end) - at(one.range.end));
	return sorted.reduce((sofar, one) => {
		const written = 'newText' in one ? one.newText : one.snippet.value;
		return sofar.slice(0, at(one.range.start)) + written + sofar.slice(at(one.range.end));
	}, text);
}
