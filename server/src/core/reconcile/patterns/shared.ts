/** What the rows of a pattern have in common, as names and values: only what others do not have as well. */

import type { NamedValue } from '../result';
import type { RowLayout } from '../rowLayout';
import { cellValue } from '../rowLayout';
import type { Group } from './groups';
import { type Background, type SharedValues, tellingPlaces } from './sharedValues';
import { sum } from './tell';

export function sharedOf(
	group: Group,
	groups: readonly Group[],
	{ layout, background }: { readonly layout: RowLayout | undefined; readonly background: Background | undefined },
): readonly NamedValue[] {
	const shared = group.shared ?? group.parent?.shared;
	if (!layout || !shared || group.count < 2) return [];
	const shareOf = (place: number, value: string | null) =>
		background?.share(place, value) ??
		shareOfOthers(
			groups.filter(one => one !== group && one.shared !== undefined),
			place,
			value,
		);
	const cells = [...layout.key, ...layout.columns];
	return tellingPlaces(shared, group.count, shareOf).flatMap(({ place, value }) => {
		const cell = cells[place];
		// A run of keys has told what it has of the key.
		const isTold = group.about.explanation === 'key-run' && place < layout.key.length;
		return cell && !isTold ? [{ name: cell.name, value: cellValue(value, cell.type) }] : [];
	});
}

/** Where no equal rows were seen, other differing ones must do; what is not known of them counts for a half. */
function shareOfOthers(others: readonly Group[], place: number, value: string | null): number {
	const having = sum(others.map(({ shared, count }) => count * partOf(shared, place, value)));
	return (having + 1) / (sum(others.map(({ count }) => count)) + 2);
}

function partOf(shared: SharedValues | undefined, place: number, value: string | null): number {
	const index = shared?.places.indexOf(place) ?? -1;
	if (!shared || index < 0) return 0.5;
	return shared.values[index] === value ? 1 : 0;
}
