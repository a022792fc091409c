/** Puts every difference into the group of those to which the same happened. Holds a bounded number of groups and rows, whatever comes. */

import type { FoundDifference } from '../foundDifference';
import type { ChangedColumn, RowDifference } from '../result';
import type { Row } from '../rowCursor';
import type { RowLayout } from '../rowLayout';
import { columnsAbout, detailsAbout, kindsAbout, othersAbout, withSource } from './changedGroup';
import { detailsId, explainRow, kindsId, type Part } from './changedRow';
import type { ColumnAbout } from './detector';
import { columnAbout } from './explain';
import { type About, count, detailOf, type Group, type Holding, makeGroup } from './groups';
import { oneSidedRows } from './oneSidedRows';
import { duplicateAbout, refusedDetail, rejectedAbout } from './refused';
import { columnRows } from './settle';
import { type Background, background, withRow } from './sharedValues';
import { foldRareDetails } from './tell';

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

/** Wide rows may differ in another way each: so many groups of kinds, and as many of columns; what comes after them is one more. */
const mostGroups = 100;

export function explainer(holding: Holding): Explainer {
	const groups = new Map<string, Group>();
	const sizes = { kinds: 0, columns: 0 };
	let layout: RowLayout | undefined;
	let rowsBehind: Background | undefined;
	let columns = new Map<string, ColumnAbout>();
	let places = new Map<string, number>();
	let isWhole = false;
	let order = 0;
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
	const ofColumns = columnRows(holding, groups, groupFor, columnOf);
	const oneSided = oneSidedRows({
		holding,
		groupFor,
		count: (group, rows, make) => count(holding, group, rows, order++, make),
		share: (group, row) => share(group, row),
		layout: () => layout,
		isWhole: () => isWhole,
	});

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
			if (!found.accepted) ofColumns.add(only, parts, { group, rows, ...(held ? { held } : {}) });
		}
		share(group, found.row, changes);
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
			oneSided.interrupt(found.kind);
			const { kind, changes, refused } = found;
			if (kind === 'changed' && changes) return addChanged(found, changes, rows, make);
			if (kind === 'missing' || kind === 'extra') return oneSided.add(found, kind, rows, make);
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
			oneSided.interrupt();
			rowsBehind?.see(row);
		},
		groups: all,
		settled() {
			ofColumns.settle();
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
