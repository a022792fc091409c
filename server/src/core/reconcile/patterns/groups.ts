/**
 * Groups of differences that are alike. A group may have details (the rows of one offset, of one value) and takes their rows when a detail
 * turns out to be rare: so all counts stay exact, and what is held is bounded whatever comes. Frequent details are found about as by Misra
 * and Gries, so that one of many rows is found among any number of rare ones, however late it comes.
 */

import type { Span } from '../../base/span';
import type { LedgerEntry } from '../ledger';
import type { DifferenceKind, RowDifference, Suggestion } from '../result';
import { charactersOf } from './charactersOf';
import type { SharedValues } from './sharedValues';

export interface Group {
	readonly kind: DifferenceKind;
	/** The entry of the ledger that accepts its rows, while it holds. */
	readonly accepted?: LedgerEntry;
	/** How to tell of it. */
	readonly about: About;
	/** Undefined for a group that is no detail. */
	readonly parent?: Group;
	/** By what sets them apart. */
	readonly details: Map<string, Group>;
	/** Rows, without those of its details. */
	count: number;
	/** Differences: several rows may be one. */
	found: number;
	held: Held[];
	/** What all of its rows and those of its details have in common. */
	shared?: SharedValues;
	/** Of one column: the few values that its rows have in the source; 'many' when they are not few. */
	sources: string[] | 'many';
	/** The widest detail that it took. */
	widest?: string;
	/** How many details it took. */
	taken: number;
	/** Rows that found no place among its details, and the names of the last of them: what comes twice gets one. */
	misses: number;
	readonly recent: Set<string>;
	/** A detail gives way once its group has as many misses. */
	credit: number;
	/** Where its rows are, once it was folded. */
	into?: Group;
}

/** A difference to show, with its place among all. */
export interface Held {
	readonly order: number;
	readonly difference: RowDifference;
}

export interface About {
	/** Stable, for programs. */
	readonly explanation?: string;
	/** The sentence that people read. */
	text(group: Group): string;
	suggest?(group: Group): Suggestion | undefined;
	/** Whether it says more than which columns differ. */
	readonly isSpecific?: boolean;
	/** The columns that it is about, and where the spec makes the one. */
	readonly columns?: readonly string[];
	readonly span?: Span;
	/** Of a detail: what it is, how it widens others, and how many rows it needs (1 when not said). */
	readonly detail?: string;
	readonly widest?: (one: string, other: string) => string;
	readonly minimum?: number;
	/** How many of its details are told at most, and the share of its rows that each of them needs. */
	readonly detailsTold?: { readonly most: number; readonly share: number };
}

/** Details of a group at a time. */
export const mostDetails = 16;
/** Names that are remembered of rows without a place. */
const mostRecent = 64;
/** Of every pattern some are held, however many there are of others. */
const alwaysHeld = 3;
/** Documents may be values, too: what is held of all rows together, in characters. */
const mostCharacters = 20_000_000;

export interface Holding {
	readonly limit: number;
	/** How many differences are held, whatever their pattern, beside the first of each. */
	readonly most: number;
	held: number;
	characters: number;
}

export function makeGroup(kind: DifferenceKind, about: About, accepted: LedgerEntry | undefined): Group {
	return {
		kind,
		...(accepted ? { accepted } : {}),
		about,
		details: new Map(),
		count: 0,
		found: 0,
		held: [],
		sources: [],
		taken: 0,
		misses: 0,
		recent: new Set(),
		credit: 1,
	};
}

export function addDetail(group: Group, name: string, about: About): Group {
	const made: Group = { ...makeGroup(group.kind, about, group.accepted), parent: group, credit: group.misses + 1 };
	group.details.set(name, made);
	return made;
}

/** How rows of different details are told of together, if they can be. */
export interface Wide {
	readonly detail: string;
	readonly widest?: About['widest'];
}

/** The detail of that name; the group itself when frequent ones leave no room. */
export function detailOf(holding: Holding, group: Group, name: string, wide: Wide, about: () => About): Group {
	const known = group.details.get(name);
	if (known) {
		known.credit++;
		return known;
	}
	if (group.details.size < mostDetails) return addDetail(group, name, about());
	group.misses++;
	const isSeenBefore = group.recent.has(name);
	if (!isSeenBefore) {
		if (group.recent.size >= mostRecent) group.recent.clear();
		group.recent.add(name);
	} else {
		for (const detail of [...group.details.values()]) if (detail.credit <= group.misses) fold(holding, detail);
		if (group.details.size < mostDetails) return addDetail(group, name, about());
	}
	group.taken++;
	widen(group, wide.detail, wide.widest);
	return group;
}

/** Gives all rows of a detail to its group. */
export function fold(holding: Holding, detail: Group): void {
	const { parent, about } = detail;
	if (!parent || detail.into) return;
	remove(parent, detail);
	detail.into = parent;
	parent.count += detail.count;
	parent.found += detail.found;
	parent.taken += 1 + detail.taken;
	widen(parent, about.detail ?? '', about.widest);
	for (const held of detail.held) {
		if (hasRoom(holding, parent, holding.held - 1)) parent.held.push(held);
		else drop(holding, held);
	}
	detail.held = [];
}

function remove(group: Group, detail: Group): void {
	for (const [name, one] of group.details) if (one === detail) group.details.delete(name);
}

function widen(group: Group, detail: string, widest: About['widest']): void {
	if (widest) group.widest = group.widest === undefined ? widest(detail, detail) : widest(group.widest, detail);
}

function hasRoom({ limit, most }: Holding, group: Group, held: number): boolean {
	return group.held.length < Math.min(alwaysHeld, limit) || (group.held.length < limit && held < most);
}

/** Counts a difference; `make` is called only when it is kept. */
export function count(holding: Holding, group: Group, rows: number, order: number, make: () => RowDifference): Held | undefined {
	group.count += rows;
	group.found++;
	if (holding.characters > mostCharacters || !hasRoom(holding, group, holding.held)) return undefined;
	const held = { order, difference: make() };
	holding.held++;
	holding.characters += charactersOf(held.difference);
	group.held.push(held);
	return held;
}

function drop(holding: Holding, { difference }: Held): void {
	holding.held--;
	holding.characters -= charactersOf(difference);
}

/** Where the rows of a group are. */
export function resolve(group: Group): Group {
	let at = group;
	while (at.into) at = at.into;
	return at;
}

/** Gives one difference to another group. */
export function move(source: Group, target: Group, rows: number, held: Held | undefined): void {
	source.count -= rows;
	source.found--;
	target.count += rows;
	target.found++;
	if (source.found === 0 && source.parent) remove(source.parent, source);
	const at = held ? source.held.indexOf(held) : -1;
	if (!held || at < 0) return;
	source.held.splice(at, 1);
	target.held.push(held);
}
