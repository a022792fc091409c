/**
 * Missing rows that are there all the same: an extra row has their key but for case, blanks or leading zeros, or has all of their other
 * values. Looks at so many rows only; of others nothing is said.
 */

import type { Row } from '../rowCursor';
import type { RowLayout } from '../rowLayout';
import { outerBlanks } from './blanks';
import { leadingZeros } from './leadingZeros';
import { letterCase } from './letterCase';

export type OneSided = 'missing' | 'extra';

/** A row that has no partner yet; `data` is the caller's. */
interface Waiting<T> {
	readonly side: OneSided;
	readonly key: string;
	readonly data: T;
}

export interface OtherKeys<T> {
	/** The row of the other side that it is, and how their keys differ; without one it waits for such a row. `data` is made then. */
	meet(layout: RowLayout, side: OneSided, row: Row): { readonly partner: T; readonly how: string } | undefined;
	/** After `meet` found none. */
	wait(layout: RowLayout, side: OneSided, row: Row, data: T): void;
}

const mostWaiting = 20_000;
const mostCharacters = 5_000_000;
/** Rows with fewer other values may be alike by chance. */
const fewestValues = 3;
const separator = '\u0001';

export function otherKeys<T>(): OtherKeys<T> {
	const byId = new Map<string, Waiting<T>[]>();
	let waiting = 0;
	let characters = 0;
	const met = new Set<T>();
	return {
		meet(layout, side, row) {
			if (waiting === 0) return undefined;
			const key = keyText(layout, row);
			for (const id of idsOf(layout, row)) {
				const found = byId.get(id)?.find(one => one.side !== side && !met.has(one.data));
				if (!found) continue;
				met.add(found.data);
				return { partner: found.data, how: howDifferent(found.key, key, id) };
			}
			return undefined;
		},
		wait(layout, side, row, data) {
			if (waiting >= mostWaiting || characters > mostCharacters) return;
			const entry: Waiting<T> = { side, key: keyText(layout, row), data };
			for (const id of idsOf(layout, row)) {
				const known = byId.get(id);
				// Many rows alike are no row in particular.
				if (known && known.length >= 8) continue;
				if (known) known.push(entry);
				else byId.set(id, [entry]);
				characters += id.length;
			}
			waiting++;
		},
	};
}

function keyText(layout: RowLayout, row: Row): string {
	return row.slice(0, layout.key.length).join(separator);
}

/** What an equal row under another key has in common with this one. */
function idsOf(layout: RowLayout, row: Row): readonly string[] {
	const ids: string[] = [];
	if (layout.key.some(({ order }) => order === 'text') && row.slice(0, layout.key.length).every(part => part !== null)) {
		const parts = row.slice(0, layout.key.length).map(part =>
			(part ?? '')
				.trim()
				.toLowerCase()
				.replace(/^0+(?=.)/, ''),
		);
		ids.push(`key${separator}${parts.join(separator)}`);
	}
	const others = row.slice(layout.key.length, layout.key.length + layout.columns.length);
	if (layout.mode === 'by-key' && others.filter(value => value !== null && value !== '').length >= fewestValues) {
		ids.push(`row${separator}${others.map(value => (value === null ? '' : `=${value}`)).join(separator)}`);
	}
	return ids.filter(id => id.length <= 2000);
}

function howDifferent(one: string, other: string, id: string): string {
	if (id.startsWith('row')) return 'all other values are the same';
	const values = { family: 'text' as const, source: one, target: other };
	if (letterCase.detect(values) !== undefined) return 'the keys differ only in case';
	const parts = one.split(separator).map((source, index) => ({ ...values, source, target: other.split(separator)[index] ?? '' }));
	const isOnly = (detect: typeof letterCase.detect) => parts.every(part => part.source === part.target || detect(part) !== undefined);
	if (isOnly(outerBlanks.detect)) return 'the keys differ only in blanks';
	if (isOnly(leadingZeros.detect)) return 'the keys differ only in leading zeros';
	return 'the keys differ only in case, blanks and leading zeros';
}
