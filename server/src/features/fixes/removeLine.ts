/** Removes an entry that does nothing, or that says what is not so. */

import type { Fix, FixContext } from './fix';
import { removeEntry } from './yamlEdit';

const removable: ReadonlyMap<string, string> = new Map([
	['unknown-key', 'Remove this key'],
	['duplicate-key', 'Remove the second one'],
	['mapped-and-ignored', 'Remove this ignore'],
	['unused-ignore', 'Remove this ignore'],
	['unused-lookup', 'Remove this lookup'],
	['unused-view', 'Remove this view'],
	['unused-parameter', 'Remove this parameter'],
]);

export function removeLine({ problem, block }: FixContext): readonly Fix[] {
	const title = removable.get(problem.code);
	const edit = title === undefined ? undefined : removeEntry(block.text, problem.span.start);
	if (title === undefined || !edit) return [];
	return [{ title, edit: { file: block.file, start: block.offset + edit.start, end: block.offset + edit.end, newText: '' } }];
}
