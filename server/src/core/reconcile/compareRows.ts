/**
 * Compares two streams of rows that are ordered by the same key, in one pass and with bounded memory: no more than a row of each side and
 * the kept differences are held, however many rows share a key. Throws when a stream is not in the agreed order: rather no answer than a
 * false one.
 */

import { changedColumns } from './compareColumns';
import type { Differences } from './differences';
import { compareKeyPart } from './keyOrder';
import { acceptedBy, type LedgerEntry } from './ledger';
import type { DifferenceKind } from './result';
import type { Row, RowCursor } from './rowCursor';
import { rowCursor } from './rowCursor';
import type { RowLayout } from './rowLayout';
import { aboutSource, acceptedAnswers, keyOf, sourceRowOf } from './rowLayout';

export interface RowsRead {
	readonly source: number;
	readonly target: number;
}

export interface CompareOptions {
	/** Keys. */
	readonly yieldEvery?: number;
	/** Whether these are all rows of both sides. */
	readonly isWhole?: boolean;
}

type Batches = AsyncIterable<readonly Row[]>;

/** Yields how far it is about every `yieldEvery` keys, and returns the rows compared. Differences go to `differences`. */
export async function* compareRows(
	differences: Differences,
	layout: RowLayout,
	batches: { readonly source: Batches; readonly target: Batches },
	{ yieldEvery = 5000, isWhole = false }: CompareOptions = {},
): AsyncGenerator<RowsRead, RowsRead> {
	const source = rowCursor(batches.source);
	const target = rowCursor(batches.target);
	differences.begin(layout, isWhole);
	let rejected = 0;
	const isRejected = (row: Row) => {
		if (!tellRejected(differences, layout, row)) return false;
		rejected++;
		return true;
	};
	const read = () => ({ source: source.rowsRead - rejected, target: target.rowsRead });
	try {
		await Promise.all([source.advance(), target.advance()]);
		for (let keys = 1; source.row || target.row; keys++) {
			const order = compareCursors(layout, source.row, target.row);
			const fromSource = order <= 0 ? takeKey(layout, source, isRejected) : nothing;
			// Waits only at the end of a batch: a promise for every row would cost more than the comparison.
			const sourceRows = fromSource instanceof Promise ? await fromSource : fromSource;
			const fromTarget = order >= 0 ? takeKey(layout, target, isNever) : nothing;
			const targetRows = fromTarget instanceof Promise ? await fromTarget : fromTarget;
			compareKey(differences, layout, sourceRows, targetRows);
			if (keys % yieldEvery === 0) yield read();
		}
		return read();
	} finally {
		// Not awaited: a server may be in the middle of a long sort, and whoever opened the streams ends that.
		source.close();
		target.close();
	}
}

/** The rows of one key on one side: the first of them, and how many there are. */
interface KeyRows {
	readonly first?: Row;
	readonly count: number;
	/** Mappings that yield the key, in a group. */
	readonly members: ReadonlySet<string>;
}

const nothing: KeyRows = { count: 0, members: new Set() };

/** A rejected row is not loaded, so it is not compared; a row of the target with its key is one too many. */
function tellRejected(differences: Differences, layout: RowLayout, row: Row): boolean {
	const { rejected: column, value, code, member } = aboutSource(layout, row);
	if (column === null) return false;
	const span = member?.spans.get(column);
	const accepted = accepts(layout, 'rejected', row, [column]);
	const refused = { column, value, ...(code === null ? {} : { code }), span };
	differences.add({ kind: 'rejected', refused, accepted }, 1, () => ({
		kind: 'rejected',
		key: keyOf(layout, row),
		...refused,
	}));
	return true;
}

function isNever(): boolean {
	return false;
}

function compareCursors(layout: RowLayout, source: Row | undefined, target: Row | undefined): number {
	if (!source) return 1;
	return target ? compareKeys(layout, source, target) : -1;
}

function compareKeys(layout: RowLayout, source: Row, target: Row): number {
	for (let i = 0; i < layout.key.length; i++) {
		const order = compareKeyPart(layout.key[i]?.order ?? 'text', source[i] ?? null, target[i] ?? null);
		if (order !== 0) return order;
	}
	return 0;
}

/** Walks over all rows of the key on which the cursor stands; rows that `isLeftOut` takes are not counted, so there may be none. */
function takeKey(layout: RowLayout, cursor: RowCursor, isLeftOut: (row: Row) => boolean): KeyRows | Promise<KeyRows> {
	const start = cursor.row;
	if (!start) return nothing;
	const first = isLeftOut(start) ? undefined : start;
	const waiting = cursor.advance();
	if (waiting) return waiting.then(() => takeMore(layout, cursor, start, first, isLeftOut));
	if (!isNextKey(layout, start, cursor.row)) return takeMore(layout, cursor, start, first, isLeftOut);
	return first ? { first, count: 1, members: noMembers } : nothing;
}

const noMembers: ReadonlySet<string> = new Set();

async function takeMore(
	layout: RowLayout,
	cursor: RowCursor,
	start: Row,
	counted: Row | undefined,
	isLeftOut: (row: Row) => boolean,
): Promise<KeyRows> {
	let first = counted;
	let count = first ? 1 : 0;
	const members = new Set<string>();
	const remember = (row: Row) => {
		const member = layout.members.length > 1 ? aboutSource(layout, row).member : undefined;
		if (member) members.add(member.mapping);
	};
	if (first) remember(first);
	while (!isNextKey(layout, start, cursor.row)) {
		const { row } = cursor;
		if (row && !isLeftOut(row)) {
			first ??= row;
			count++;
			remember(row);
		}
		const waiting = cursor.advance();
		if (waiting) await waiting;
	}
	return { ...(first && { first }), count, members };
}

function isNextKey(layout: RowLayout, current: Row, next: Row | undefined): boolean {
	if (!next) return true;
	const order = compareKeys(layout, current, next);
	if (order > 0) throw new Error('The rows of a server are not in the agreed order');
	return order < 0;
}

function compareKey(differences: Differences, layout: RowLayout, source: KeyRows, target: KeyRows): void {
	const row = source.first ?? target.first;
	if (!row) return;
	if (layout.mode === 'multiset') {
		if (source.count === target.count) differences.equal(row);
		else compareCounts(differences, layout, row, target.count - source.count);
	} else if (source.count > 1 || target.count > 1) {
		const rows = { source: source.count, target: target.count };
		differences.add({ kind: 'duplicate', rows }, 1, () => ({
			kind: 'duplicate',
			key: keyOf(layout, row),
			...rows,
			...(source.members.size > 1 ? { mappings: [...source.members] } : {}),
		}));
	} else if (source.first && target.first) {
		compareColumns(differences, layout, source.first, target.first);
	} else if (source.first) addMissing(differences, layout, source.first, 1);
	else addExtra(differences, layout, row, 1);
}

function compareColumns(differences: Differences, layout: RowLayout, source: Row, target: Row): void {
	const columns = changedColumns(layout, source, target);
	if (!columns) {
		differences.equal(source);
		return;
	}
	const names = columns.map(column => column.name);
	const accepted = accepts(layout, 'changed', target, names);
	differences.add({ kind: 'changed', row: source, changes: columns, accepted }, 1, () => ({
		kind: 'changed',
		key: keyOf(layout, source),
		columns,
		...sourceRowOf(layout, source),
	}));
}

/** The entry of the ledger that accepts a difference: by what it says of the target's row, or of the source's where there is no other. */
function accepts(layout: RowLayout, kind: DifferenceKind, row: Row, columns: readonly string[] = []): LedgerEntry | undefined {
	return layout.ledger && acceptedBy(layout.ledger, kind, columns, acceptedAnswers(layout, row));
}

function compareCounts(differences: Differences, layout: RowLayout, row: Row, rows: number): void {
	if (rows < 0) addMissing(differences, layout, row, -rows);
	if (rows > 0) addExtra(differences, layout, row, rows);
}

function addExtra(differences: Differences, layout: RowLayout, row: Row, rows: number): void {
	differences.add({ kind: 'extra', row, accepted: accepts(layout, 'extra', row) }, rows, () => ({
		kind: 'extra',
		key: keyOf(layout, row),
		...(rows > 1 ? { rows } : {}),
	}));
}

function addMissing(differences: Differences, layout: RowLayout, row: Row, rows: number): void {
	differences.add({ kind: 'missing', row, accepted: accepts(layout, 'missing', row) }, rows, () => ({
		kind: 'missing',
		key: keyOf(layout, row),
		...(rows > 1 ? { rows } : {}),
		...(layout.members.length > 1 ? { mapping: aboutSource(layout, row).member?.mapping } : {}),
		...sourceRowOf(layout, row),
	}));
}
