/** Puts every difference into the group of those to which the same happened. Holds a bounded number of groups and rows, whatever comes. */

import type { FoundDifference } from '../foundDifference';
import type { ChangedColumn, RowDifference } from '../result';
import type { Row } from '../rowCursor';
import type { RowLayout } from '../rowLayout';
import { columnsAbout, detailsAbout, exchangedAbout, kindsAbout, movedAbout, othersAbout, withSource } from './changedGroup';
import { detailsId, explainRow, kindsId, type Part } from './changedRow';
import type { ColumnAbout } from './detector';
import { exchanges } from './exchanged';
import { columnAbout } from './explain';
import { type About, addDetail, count, detailOf, fold, type Group, type Held, type Holding, makeGroup, move, resolve } from './groups';
import { fewestOfRun, type KeyRun, keyRuns, mostRuns } from './keyRuns';
import { otherKeyAbout, plainAbout, runAbout } from './oneSided';
import { type OneSided, otherKeys } from './otherKey';
import { duplicateAbout, refusedDetail, rejectedAbout } from './refused';
import { type Background, background, withRow } from './sharedValues';
import { foldRareDetails, sum } from './tell';

export interface Explainer {
	/** Rows of that layout follow; `isWhole`: with all equal ones, in the order of the key. */
	begin(layout: RowLayout, isWhole: boolean): void;
	add(found: FoundDifference, rows: number, make: () => RowDifference): void;
	equal(row: Row): void;
	/** All groups as they are, details among them. */
	groups(): readonly Group[];
	/** The groups to tell of, once all rows are known. */
	settled(): readonly Group[];
	readonly layout: RowLayout | undefined;
	readonly background: Background | undefined;
}

/** Where a row is, so that it can go to another group. */
interface Placed {
	group: Group;
	readonly rows: number;
	held: Held | undefined;
	readonly row?: Row;
}

/** Wide rows may differ in another way each: so many groups of kinds, and as many of columns; what comes after them is one more. */
const mostGroups = 100;

export function explainer(holding: Holding): Explainer {
	const groups = new Map<string, Group>();
	const sizes = { kinds: 0, columns: 0 };
	const exchanged = exchanges<Placed & { readonly about: About }>();
	const others = otherKeys<Placed>();
	let layout: RowLayout | undefined;
	let rowsBehind: Background | undefined;
	let columns = new Map<string, ColumnAbout>();
	let places = new Map<string, number>();
	let isWhole = false;
	let order = 0;
	const runs = { missing: keyRuns(() => isWhole), extra: keyRuns(() => isWhole) };
	const runGroups = new WeakMap<KeyRun, Group>();
	/** The rows of runs that are too short yet. */
	const runRows: Readonly<Record<OneSided, Placed[]>> = { missing: [], extra: [] };

	const idOf = (id: string, { kind, accepted }: FoundDifference) => `${kind}\n${accepted?.name ?? ''}\n${id}`;
	const groupFor = (id: string, found: FoundDifference, about: () => About): Group => {
		const own = idOf(id, found);
		const known = groups.get(own);
		if (known) return known;
		const group = makeGroup(found.kind, about(), found.accepted);
		groups.set(own, group);
		return group;
	};
	const isKnown = (id: string, found: FoundDifference) => groups.has(idOf(id, found));
	const columnOf = (name: string): ColumnAbout => columns.get(name) ?? { name, family: 'text' };

	function groupOfChanged(found: FoundDifference, parts: readonly Part[]): Group {
		const kinds = `kinds ${kindsId(parts)}`;
		if (isKnown(kinds, found) || sizes.kinds < mostGroups) {
			if (!isKnown(kinds, found)) sizes.kinds++;
			const group = groupFor(kinds, found, () => kindsAbout(parts));
			const details = detailsId(parts);
			if (details === '') return group;
			const [only] = parts;
			const wide = only && parts.length === 1 ? { detail: only.detail, widest: only.detector.widest } : noWide;
			return detailOf(holding, group, details, wide, () => detailsAbout(parts));
		}
		const names = (found.changes ?? []).map(({ name }) => name);
		const own = `columns ${names.join('\n')}`;
		if (isKnown(own, found) || sizes.columns < mostGroups) {
			if (!isKnown(own, found)) sizes.columns++;
			return groupFor(own, found, () => columnsAbout(names));
		}
		return groupFor('others', found, () => othersAbout);
	}

	function addChanged(found: FoundDifference, changes: readonly ChangedColumn[], rows: number, make: () => RowDifference): void {
		const parts = explainRow(changes, columnOf);
		const group = groupOfChanged(found, parts);
		const held = count(holding, group, rows, order++, make);
		const [only] = changes;
		if (only && changes.length === 1) {
			withSource(group, only.source);
			if (!found.accepted) exchanged.add(only, () => ({ group, rows, held, about: kindsAbout(parts) }));
		}
		share(group, found.row, changes);
	}

	function addOneSided(found: FoundDifference, side: OneSided, rows: number, make: () => RowDifference): void {
		const plain = groupFor('', found, () => plainAbout(side, !layout?.columns.some(({ origin }) => origin === 'query')));
		const { row } = found;
		if (!layout || !row || found.accepted) {
			count(holding, plain, rows, order++, make);
			share(plain, row);
			return;
		}
		const met = others.meet(layout, side, row);
		if (met) {
			const { partner, how } = met;
			const otherSide = side === 'missing' ? 'extra' : 'missing';
			const elsewhere = (of: OneSided) => groupFor(`elsewhere ${how}`, { kind: of }, () => otherKeyAbout(of, how));
			const there = elsewhere(otherSide);
			move(resolve(partner.group), there, partner.rows, partner.held);
			partner.group = there;
			count(holding, elsewhere(side), rows, order++, make);
			return;
		}
		const placed: Placed = { group: plain, rows, held: undefined, row };
		const run = layout.mode === 'by-key' ? runs[side].follow(layout, row) : undefined;
		const known = run && runGroups.get(run);
		if (known) placed.group = resolve(known);
		placed.held = count(holding, placed.group, rows, order++, make);
		share(placed.group, row);
		others.wait(layout, side, row, placed);
		if (run && !known) startRun(plain, side, run, placed);
	}

	/** A run has a group of its own once it is long enough, and while it is among the longest. */
	function startRun(plain: Group, side: OneSided, run: KeyRun, placed: Placed): void {
		const known = runRows[side];
		if (run.rows === 1) known.length = 0;
		known.push(placed);
		if (run.rows < fewestOfRun) return;
		if (plain.details.size >= mostRuns) {
			const [shortest] = [...plain.details.values()].sort((one, other) => one.count - other.count);
			if (shortest) fold(holding, shortest);
		}
		const group = addDetail(plain, `run ${order}`, runAbout(side, run));
		runGroups.set(run, group);
		for (const one of known.filter(({ group: at }) => at === plain)) {
			move(plain, group, one.rows, one.held);
			one.group = group;
			share(group, one.row);
		}
		known.length = 0;
	}

	/** What rows of the group, and of the one that it may go back to, have in common. */
	function share(group: Group, row: Row | undefined, changes: readonly ChangedColumn[] = []): void {
		if (!layout || !row) return;
		const width = layout.key.length + layout.columns.length;
		const isLeftOut = (place: number) => isConstant(place) || changes.some(({ name }) => places.get(name) === place);
		group.shared = withRow(group.shared, row, width, isLeftOut);
		if (group.parent) group.parent.shared = withRow(group.parent.shared, row, width, isLeftOut);
	}

	function isConstant(place: number): boolean {
		return layout?.columns[place - layout.key.length]?.origin === 'value';
	}

	function settleExchanges(): void {
		for (const [column, one, other] of exchanged.pairs()) {
			const [a, b] = [resolve(one.group), resolve(other.group)];
			const isOpen = (group: Group) => group.parent === undefined || group.count === 1;
			if (!isOpen(a) || !isOpen(b) || !isOfVague(a) || !isOfVague(b)) continue;
			const group = groupFor(`exchanged ${column}`, { kind: 'changed' }, () => exchangedAbout(column, one.about));
			move(a, group, one.rows, one.held);
			move(b, group, other.rows, other.held);
		}
	}

	/** Of columns whose rows have the right values, all of them, unless some are explained otherwise. */
	function settleMoved(): void {
		for (const column of exchanged.moved()) {
			const open = [...groups.values()].filter(group => {
				const { about, accepted, kind } = group;
				const isOfColumn = kind === 'changed' && !accepted && about.columns?.length === 1 && about.columns[0] === column;
				return isOfColumn && about.explanation !== 'exchanged-rows' && rowsOf(group) > 0;
			});
			const [first] = open;
			if (!first || !open.every(isOfVague) || sum(open.map(rowsOf)) < fewestMoved) continue;
			const group = groupFor(`moved ${column}`, { kind: 'changed' }, () => movedAbout(column, first.about));
			for (const one of open) {
				for (const detail of [...one.details.values()]) fold(holding, detail);
				group.count += one.count;
				group.found += one.found;
				group.held.push(...one.held);
				Object.assign(one, { count: 0, found: 0, held: [] });
			}
		}
	}

	const all = () => [...groups.values()].flatMap(group => [group, ...group.details.values()]);
	return {
		begin(ofRows, whole) {
			isWhole = whole;
			if (layout) return;
			layout = ofRows;
			const cells = [...ofRows.key, ...ofRows.columns];
			columns = new Map(cells.map(cell => [cell.name, columnAbout(cell)]));
			places = new Map(cells.map(({ name }, place) => [name, place]));
			rowsBehind = background(cells.length);
		},
		add(found, rows, make) {
			if (found.kind !== 'missing') runs.missing.interrupt();
			if (found.kind !== 'extra') runs.extra.interrupt();
			const { kind, changes, refused } = found;
			if (kind === 'changed' && changes) return addChanged(found, changes, rows, make);
			if (kind === 'missing' || kind === 'extra') return addOneSided(found, kind, rows, make);
			if (kind === 'rejected' && refused) {
				const plain = groupFor(`${refused.column}\n${refused.code ?? ''}`, found, () => rejectedAbout(refused));
				const detail = refusedDetail(refused.value);
				const group = detail === undefined ? plain : detailOf(holding, plain, detail, noWide, () => rejectedAbout(refused, detail));
				count(holding, group, rows, order++, make);
				return;
			}
			const plain = groupFor('', found, () => (kind === 'duplicate' ? duplicateAbout() : othersAbout));
			const { source, target } = found.rows ?? {};
			const group = found.rows ? detailOf(holding, plain, `${source} ${target}`, noWide, () => duplicateAbout(source, target)) : plain;
			count(holding, group, rows, order++, make);
		},
		equal(row) {
			runs.missing.interrupt();
			runs.extra.interrupt();
			rowsBehind?.see(row);
		},
		groups: all,
		settled() {
			settleExchanges();
			settleMoved();
			for (const group of [...groups.values()]) foldRareDetails(holding, group);
			return all().filter(group => group.found > 0);
		},
		get layout() {
			return layout;
		},
		get background() {
			return rowsBehind;
		},
	};
}

const noWide = { detail: '' };

/** Two rows are a pair. */
const fewestMoved = 3;

function rowsOf(group: Group): number {
	return group.count + sum([...group.details.values()].map(detail => detail.count));
}

/** Kinds that say of a row no more than that it differs: of such rows a better explanation may be found in others. */
const vague: ReadonlySet<string> = new Set(['replaced', 'offset', 'time-shift']);

function isOfVague({ about }: Group): boolean {
	return about.columns?.length === 1 && vague.has(about.explanation ?? '');
}
