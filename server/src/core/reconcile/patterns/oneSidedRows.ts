/** Puts rows that only one side has into groups: of the same row under another key, of a run of keys, or of neither. */

import type { FoundDifference } from '../foundDifference';
import type { RowDifference } from '../result';
import type { Row } from '../rowCursor';
import type { RowLayout } from '../rowLayout';
import { type About, addDetail, fold, type Group, type Held, type Holding, move, resolve } from './groups';
import { fewestOfRun, type KeyRun, keyRuns, mostRuns } from './keyRuns';
import { otherKeyAbout, plainAbout, runAbout } from './oneSided';
import { type OneSided, otherKeys } from './otherKey';

export interface OneSidedRows {
	add(found: FoundDifference, side: OneSided, rows: number, make: () => RowDifference): void;
	/** A row of another kind has come; `unless`: of that side. */
	interrupt(unless?: string): void;
}

/** What the explainer lends. */
export interface OneSidedSetting {
	readonly holding: Holding;
	groupFor(id: string, found: FoundDifference, about: () => About): Group;
	count(group: Group, rows: number, make: () => RowDifference): Held | undefined;
	/** What rows have in common is told of their group. */
	share(group: Group, row: Row | undefined): void;
	layout(): RowLayout | undefined;
	isWhole(): boolean;
}

/** Where a row is, so that it can go to another group. */
interface Placed {
	group: Group;
	readonly rows: number;
	held: Held | undefined;
	readonly row?: Row;
}

export function oneSidedRows({ holding, groupFor, count, share, layout: layoutOf, isWhole }: OneSidedSetting): OneSidedRows {
	const others = otherKeys<Placed>();
	const runs = { missing: keyRuns(isWhole), extra: keyRuns(isWhole) };
	const runGroups = new WeakMap<KeyRun, Group>();
	/** The rows of runs that are too short yet. */
	const runRows: Readonly<Record<OneSided, Placed[]>> = { missing: [], extra: [] };
	let started = 0;

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
		const group = addDetail(plain, `run ${started++}`, runAbout(side, run));
		runGroups.set(run, group);
		for (const one of known.filter(({ group: at }) => at === plain)) {
			move(plain, group, one.rows, one.held);
			one.group = group;
			share(group, one.row);
		}
		known.length = 0;
	}

	return {
		add(found, side, rows, make) {
			const layout = layoutOf();
			const plain = groupFor('', found, () => plainAbout(side, !layout?.columns.some(({ origin }) => origin === 'query')));
			const { row } = found;
			if (!layout || !row || found.accepted) {
				count(plain, rows, make);
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
				count(elsewhere(side), rows, make);
				return;
			}
			const placed: Placed = { group: plain, rows, held: undefined, row };
			const run = layout.mode === 'by-key' ? runs[side].follow(layout, row) : undefined;
			const known = run && runGroups.get(run);
			if (known) placed.group = resolve(known);
			placed.held = count(placed.group, rows, make);
			share(placed.group, row);
			others.wait(layout, side, row, placed);
			if (run && !known) startRun(plain, side, run, placed);
		},
		interrupt(unless) {
			if (unless !== 'missing') runs.missing.interrupt();
			if (unless !== 'extra') runs.extra.interrupt();
		},
	};
}
