/** From groups to the patterns that are told: rare details go back to their group, alike ones become one, the most rows come first. */

import type { LedgerEntry } from '../ledger';
import type { CellValue, DifferenceKind, NamedValue } from '../result';
import { listed } from './changedRow';
import { fold, type Group, type Held, type Holding } from './groups';

/** Groups that are told of in one sentence. */
export interface Told {
	readonly text: string;
	readonly kind: DifferenceKind;
	readonly accepted?: LedgerEntry;
	/** The one with the most rows speaks for them. */
	readonly group: Group;
	readonly count: number;
	readonly found: number;
	/** In the order of adding. */
	readonly held: readonly Held[];
	readonly shared: readonly NamedValue[];
}

const fewDetails = { most: 3, share: 0.1 };

/** Folds the details that are no pattern of their own: too few rows, or one of many. */
export function foldRareDetails(holding: Holding, group: Group): void {
	const details = [...group.details.values()];
	const { most, share } = group.about.detailsTold ?? fewDetails;
	// What all rows have in common is told, be they ever so few; a run of keys is none when it is short.
	if (details.length === 1 && group.count === 0 && group.about.detailsTold === undefined) return;
	const total = group.count + sum(details.map(detail => detail.count));
	const told = details
		.filter(({ about, count }) => count >= (about.minimum ?? 1) && count >= share * total)
		.sort((one, other) => other.count - one.count)
		.slice(0, most);
	for (const detail of details) if (!told.includes(detail)) fold(holding, detail);
}

/** `, all with country_code 'DK'`. */
export function sharedText(shared: readonly NamedValue[]): string {
	return shared.length === 0 ? '' : `, all with ${listed(shared.map(({ name, value }) => `${name} ${valueText(value)}`))}`;
}

function valueText(value: CellValue): string {
	if (value === null) return 'NULL';
	return typeof value === 'number' ? String(value) : `'${value}'`;
}

/** Groups of one sentence are one pattern. Most rows first, of as many rows what says more first, accepted ones last. */
export function mergedByText(all: readonly Told[]): readonly Told[] {
	const byText = new Map<string, Told>();
	for (const one of all) {
		// What an entry of the ledger accepts is one, whatever it is.
		const id = one.accepted ? `accepted\n${one.accepted.name}` : `${one.kind}\n${one.text}`;
		const known = byText.get(id);
		byText.set(id, known ? merged(known, one) : one);
	}
	return [...byText.values()].sort(byRank);
}

function merged(one: Told, other: Told): Told {
	return {
		...(other.count > one.count ? other : one),
		count: one.count + other.count,
		found: one.found + other.found,
		held: [...one.held, ...other.held].sort((a, b) => a.order - b.order),
	};
}

const kinds: readonly DifferenceKind[] = ['missing', 'extra', 'changed', 'duplicate', 'rejected'];

function byRank(one: Told, other: Told): number {
	return (
		Number(one.accepted !== undefined) - Number(other.accepted !== undefined) ||
		other.count - one.count ||
		Number(isSpecific(other)) - Number(isSpecific(one)) ||
		kinds.indexOf(one.kind) - kinds.indexOf(other.kind) ||
		(one.text < other.text ? -1 : 1)
	);
}

function isSpecific({ group }: Told): boolean {
	return group.about.isSpecific === true;
}

export function sum(counts: readonly number[]): number {
	return counts.reduce((all, one) => all + one, 0);
}
