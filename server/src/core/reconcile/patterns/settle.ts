/**
 * Explanations that only all rows of a column together give, once they are known: values that rows have of each other, one factor, one zone.
 * They take the rows of groups that say no more than that a value is another one.
 */

import type { FoundDifference } from '../foundDifference';
import type { CellValue, ChangedColumn } from '../result';
import { exchangedAbout, factorAbout, kindsAbout, movedAbout, zoneAbout } from './changedGroup';
import type { Part } from './changedRow';
import { type CommonFactor, commonFactor } from './commonFactor';
import { type CommonZone, commonZone } from './commonZone';
import { parseNumber } from './decimal';
import type { ColumnAbout } from './detector';
import { exchanges } from './exchanged';
import { type About, fold, type Group, type Held, type Holding, move, resolve } from './groups';
import { sum } from './tell';
import { parseTime } from './time';

export interface ColumnRows {
	/** A row of which only this column differs, where it was put. */
	add(change: ChangedColumn, parts: readonly Part[], placed: { readonly group: Group; readonly rows: number; readonly held?: Held }): void;
	/** Gives rows to better explanations. */
	settle(): void;
}

interface Placed {
	readonly group: Group;
	readonly rows: number;
	readonly held?: Held;
	readonly about: About;
}

/** Two rows are a pair. */
const fewestMoved = 3;

/** `groupFor` finds or makes a group of that name. */
export function columnRows(
	holding: Holding,
	groups: ReadonlyMap<string, Group>,
	groupFor: (id: string, found: FoundDifference, about: () => About) => Group,
	columnOf: (name: string) => ColumnAbout,
): ColumnRows {
	const exchanged = exchanges<Placed>();
	const factors = new Map<string, CommonFactor>();
	const zones = new Map<string, CommonZone>();

	/** The groups of one column whose rows may be explained better. */
	const openOf = (column: string) =>
		[...groups.values()].filter(({ about, accepted, kind, ...group }) => {
			const isOfColumn = kind === 'changed' && !accepted && about.columns?.length === 1 && about.columns[0] === column;
			return isOfColumn && about.explanation !== 'exchanged-rows' && rowsOf(group) > 0;
		});

	function gather(open: readonly Group[], column: string, about: () => About, id: string): void {
		const group = groupFor(`${id} ${column}`, { kind: 'changed' }, about);
		for (const one of open) {
			for (const detail of [...one.details.values()]) fold(holding, detail);
			group.count += one.count;
			group.found += one.found;
			group.held.push(...one.held);
			if (open.length === 1 && id === 'common' && one.shared) group.shared = one.shared;
			Object.assign(one, { count: 0, found: 0, held: [] });
		}
	}

	function settlePairs(): void {
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
			const open = openOf(column);
			const [first] = open;
			if (!first || !open.every(isOfVague) || sum(open.map(rowsOf)) < fewestMoved) continue;
			gather(open, column, () => movedAbout(column, first.about), 'moved');
		}
	}

	function settleCommon(): void {
		const settleBy = (explanation: string, column: string, rows: number, about: (of: About) => About | undefined) => {
			const open = openOf(column).filter(group => group.about.explanation === explanation);
			const [first] = open;
			const made = first && about(first.about);
			// Some may have gone to another explanation, or have been accepted.
			if (made && sum(open.map(rowsOf)) === rows) gather(open, column, () => made, 'common');
		};
		for (const [column, common] of factors) {
			settleBy('offset', column, common.rows, of => {
				const factor = common.factor();
				return factor === undefined ? undefined : factorAbout(columnOf(column), factor, of);
			});
		}
		for (const [column, common] of zones) {
			settleBy('time-shift', column, common.rows, of => {
				const shift = common.zone();
				return shift && zoneAbout(columnOf(column), shift, of);
			});
		}
	}

	return {
		add(change, parts, placed) {
			exchanged.add(change, () => ({ ...placed, about: kindsAbout(parts) }));
			const [source, target] = [textOf(change.source), textOf(change.target)];
			const kind = parts[0]?.detector.kind;
			if (kind === 'offset') {
				const [one, other] = [parseNumber(source), parseNumber(target)];
				if (one && other) commonOf(factors, change.name, commonFactor).add(one, other, placed.rows);
			}
			if (kind === 'time-shift') {
				const [one, other] = [parseTime(source), parseTime(target)];
				if (one && other) commonOf(zones, change.name, commonZone).add(one, other, placed.rows);
			}
		},
		settle() {
			settlePairs();
			settleMoved();
			settleCommon();
		},
	};
}

function commonOf<Value>(known: Map<string, Value>, column: string, make: () => Value): Value {
	const value = known.get(column) ?? make();
	known.set(column, value);
	return value;
}

function textOf(value: CellValue): string {
	return value === null ? '' : String(value);
}

function rowsOf(group: Pick<Group, 'count' | 'details'>): number {
	return group.count + sum([...group.details.values()].map(detail => detail.count));
}

/** Kinds that say of a row no more than that it differs: of such rows a better explanation may be found in others. */
const vague: ReadonlySet<string> = new Set(['replaced', 'offset', 'time-shift']);

function isOfVague({ about }: Group): boolean {
	return about.columns?.length === 1 && vague.has(about.explanation ?? '');
}
