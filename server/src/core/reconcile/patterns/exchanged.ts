/**
 * Rows of one column that have each other's values, or the right values in the wrong rows: neither a count nor a sum shows it. Pairs are
 * looked for among so many rows; whether values only moved is known of any number, by sums of hashes.
 */

import type { ChangedColumn } from '../result';

/** Rows that are waiting for the one with their value. */
export interface Exchanges<T> {
	add(change: ChangedColumn, data: () => T): void;
	/** Pairs of rows of one column, of which each has the value of the other. */
	pairs(): readonly (readonly [column: string, one: T, other: T])[];
	/** The columns whose rows, all together, have the same values on both sides, and not a few values again and again. */
	moved(): ReadonlySet<string>;
}

interface Column<T> {
	/** Sums of hashes, the source's less the target's. */
	first: number;
	second: number;
	waiting: number;
	/** By the values of both sides. */
	readonly rows: Map<string, T[]>;
}

const mostWaiting = 2000;
const longest = 200;

export function exchanges<T>(): Exchanges<T> {
	const columns = new Map<string, Column<T>>();
	let waiting = 0;
	return {
		add({ name, source, target, dangling }, data) {
			const column: Column<T> = columns.get(name) ?? { first: 0, second: 0, waiting: 0, rows: new Map() };
			columns.set(name, column);
			const [one, other] = [textOf(source), dangling === undefined ? textOf(target) : `dangling ${dangling}`];
			column.first = (column.first + hash(one, 1) - hash(other, 1)) | 0;
			column.second = (column.second + hash(one, 2) - hash(other, 2)) | 0;
			if (waiting >= mostWaiting || one.length + other.length > longest) return;
			waiting++;
			column.waiting++;
			const id = `${one}\u0001${other}`;
			const known = column.rows.get(id);
			if (known) known.push(data());
			else column.rows.set(id, [data()]);
		},
		pairs() {
			return [...columns].flatMap(([name, { rows }]) =>
				[...rows].flatMap(([id, ones]) => {
					const [one = '', other = ''] = id.split('\u0001');
					// Each pair once.
					if (one >= other) return [];
					const others = rows.get(`${other}\u0001${one}`);
					const [a, b] = [ones[0], others?.[0]];
					return others?.length === 1 && ones.length === 1 && a !== undefined && b !== undefined ? [[name, a, b] as const] : [];
				}),
			);
		},
		moved() {
			const isMoved = ([, column]: [string, Column<T>]) =>
				column.first === 0 && column.second === 0 && column.rows.size * 2 > column.waiting;
			return new Set([...columns].filter(isMoved).map(([name]) => name));
		},
	};
}

function textOf(value: ChangedColumn['source']): string {
	return value === null ? '\u0002' : String(value);
}

/** 32 bits of a text (FNV-1a, then mixed, so that sums of them do not follow the text). */
function hash(text: string, seed: number): number {
	let value = 0x811c9dc5 ^ Math.imul(seed, 0x9e3779b1);
	for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
	value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
	return (value ^ (value >>> 16)) | 0;
}
