/** Checks where the name at the `<|>` of a fixture leads, where it stands, and what renaming it changes. */

import { expect } from 'vitest';

import { linesOf } from '../../server/src/core/base/lines';
import type { FileSpan } from '../../server/src/core/base/span';
import type { SpecFacts } from '../../server/src/core/mapping/facts';
import { definition } from '../../server/src/features/definition';
import type { RenameEdit } from '../../server/src/features/names/renamedScalar';
import { fileOf, useAt } from '../../server/src/features/names/uses';
import { references } from '../../server/src/features/references';
import { prepareRename, rename } from '../../server/src/features/rename';
import { readFixture } from './fixture';
import { memorySources } from './memorySources';
import { openFixture } from './openFixture';

/** `FILE:LINE text` of each place, a file alone for its beginning; `nothing` where it leads nowhere. */
export function checkDefinition(source: string, expected: string): void {
	const { facts, path, offset, files } = asked(source);
	const sources = memorySources(files);
	const found = definition(facts, path, offset, {
		included: pattern => sources.glob('/spec.migration.yaml', pattern),
		named: (from, name) => [sources.resolve(from, name)].find(file => files.has(file)),
	});
	expect(rendered(facts, found)).toBe(expected);
}

/** The same of every place that has the name. */
export function checkReferences(source: string, expected: string): void {
	const { facts, path, offset } = asked(source);
	const name = useAt(facts, path, offset)?.name;
	expect(rendered(facts, name ? references(facts, name, 'all') : [])).toBe(expected);
}

/** The lines that renaming changes, as they are then, or why it is refused. */
export function checkRename(source: string, newName: string, expected: string): void {
	const { facts, path, offset, files } = asked(source);
	const prepared = prepareRename(facts, path, offset);
	const made = 'refused' in prepared ? prepared : rename(facts, prepared.name, newName);
	if ('refused' in made) expect(made.refused).toBe(expected);
	else expect(changedLines(files, renamed(files, made))).toBe(expected.replace(/^\n|\n$/g, ''));
}

/** The files after the edits. */
export function renamed(files: ReadonlyMap<string, string>, edits: readonly RenameEdit[]): ReadonlyMap<string, string> {
	const changed = new Map(files);
	for (const { file, start, end, newText } of [...edits].sort((one, other) => other.start - one.start)) {
		const text = changed.get(file) ?? '';
		changed.set(file, text.slice(0, start) + newText + text.slice(end));
	}
	return changed;
}

function asked(source: string) {
	const { files, cursor } = readFixture(source);
	if (!cursor) throw new Error('The fixture has no <|>');
	return { ...openFixture(files), path: cursor.path, offset: cursor.offset, files };
}

function rendered(facts: SpecFacts, places: readonly FileSpan[]): string {
	const shown = places.map(({ file, start, end }) => {
		const text = fileOf(facts, file)?.text ?? '';
		return end === 0 ? file : `${file}:${linesOf(text).positionAt(start).line + 1} ${text.slice(start, end)}`;
	});
	return shown.length > 0 ? shown.join('\n') : 'nothing';
}

function changedLines(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string {
	return [...after]
		.flatMap(([file, text]) => {
			const old = (before.get(file) ?? '').split('\n');
			return text.split('\n').filter((line, index) => line !== old[index]);
		})
		.join('\n');
}
