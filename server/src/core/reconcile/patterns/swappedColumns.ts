/** Two columns of one row that have each other's value. */

import type { ChangedColumn } from '../result';
import type { Detector } from './detector';

export const swappedColumns: Omit<Detector, 'detect'> = {
	kind: 'swapped-columns',
	phrase: () => "has each other's value",
	suggest: () => ({ text: 'Two columns changed places: compare their lines in the mapping with the order of columns in the load.' }),
};

/** The pairs of columns that changed places; NULL against NULL is none. */
export function swappedPairs(changes: readonly ChangedColumn[]): readonly (readonly [ChangedColumn, ChangedColumn])[] {
	const pairs: (readonly [ChangedColumn, ChangedColumn])[] = [];
	const taken = new Set<ChangedColumn>();
	for (const [index, one] of changes.entries()) {
		const other = changes.slice(index + 1).find(column => !taken.has(column) && isSwapped(one, column));
		if (!other || taken.has(one)) continue;
		taken.add(one).add(other);
		pairs.push([one, other]);
	}
	return pairs;
}

function isSwapped(one: ChangedColumn, other: ChangedColumn): boolean {
	return (
		one.dangling === undefined &&
		other.dangling === undefined &&
		one.source === other.target &&
		one.target === other.source &&
		one.source !== one.target
	);
}
