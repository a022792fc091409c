/**
 * Tells rows that are on their way from rows that are wrong: only what differs at two looks, some time apart, is a difference. Remembers
 * the keys that differed at the first look, up to a limit; beyond it, whatever differs at the second look counts.
 */

import type { Differences } from './differences';
import type { Row } from './rowCursor';
import type { RowLayout } from './rowLayout';

/** The rows of one check that differed at the first look. */
export interface FirstLook {
	readonly keys: Set<string>;
	/** Whether some were not remembered. */
	isFull: boolean;
}

/** What the second look saw of them. */
export interface SecondLook {
	/** Differing rows that did not differ at first: they are not counted. */
	fresh: number;
	/** Keys that still differ. */
	readonly still: Set<string>;
}

const mostKeys = 1_000_000;

export function firstLook(): FirstLook {
	return { keys: new Set(), isFull: false };
}

/** Remembers what is added. */
export function remembering(differences: Differences, first: FirstLook): Differences {
	return watched(differences, key => {
		if (first.keys.size >= mostKeys) first.isFull = true;
		else if (key !== undefined) first.keys.add(key);
		return true;
	});
}

/** Passes on only what differed at the first look, too. */
export function confirming(differences: Differences, first: FirstLook, second: SecondLook): Differences {
	return watched(differences, (key, rows) => {
		const isFresh = key !== undefined && !first.isFull && !first.keys.has(key);
		if (isFresh) second.fresh += rows;
		else if (key !== undefined) second.still.add(key);
		return !isFresh;
	});
}

/** Adds what `passes`, given its key; undefined for what has no row to tell it. */
function watched(differences: Differences, passes: (key: string | undefined, rows: number) => boolean): Differences {
	let layout: RowLayout | undefined;
	return {
		...differences,
		begin(rows, isWhole) {
			layout = rows;
			differences.begin(rows, isWhole);
		},
		add(found, rows, make) {
			if (passes(layout && found.row && keyText(layout, found.row), rows)) differences.add(found, rows, make);
		},
	};
}

/** Parts of different keys never read alike. */
function keyText(layout: RowLayout, row: Row): string {
	return JSON.stringify(row.slice(0, layout.key.length));
}

/** What the reader should know of the two looks. `later`: `30 s later`. */
export function lookNotes(first: FirstLook, second: SecondLook, later: string): readonly string[] {
	const gone = first.isFull ? 0 : first.keys.size - second.still.size;
	const notes = [`looked at again ${later}: what differs differed both times`];
	if (gone > 0) notes.push(`on their way at the first look: ${rowsText(gone)}`);
	if (second.fresh > 0) notes.push(`on their way at the second look, and not counted: ${rowsText(second.fresh)}`);
	return notes;
}

function rowsText(count: number): string {
	return `${count} ${count === 1 ? 'row' : 'rows'}`;
}
