/**
 * The comparison that nobody would run on a large table: every row of both sides fetched as text and compared in memory, by the rules of
 * `docs/reconciliation.md` and by nothing of the house.
 */

import pg from 'pg';
import type { TestDatabase } from '../support/postgres';
import { canonicalOf, type TablePair } from './differentialTables';

/** A line for each difference: its kind, its key, and the columns that differ. Sorted. */
export type Differences = readonly string[];

type Cells = readonly (string | null)[];

/** The tables of one side, each with its rows as canonical texts of what the target's columns hold. */
export async function readSide(database: TestDatabase, pairs: readonly TablePair[]): Promise<readonly (readonly Cells[])[]> {
	const client = new pg.Client({ connectionString: database.url, types: { getTypeParser: () => (value: string) => value } });
	await client.connect();
	try {
		await client.query(`set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601'; set extra_float_digits = 1`);
		const tables = [];
		for (const { name, columns } of pairs) {
			const items = columns.map((kind, i) => {
				const type = kind.comparedAs ?? kind.target;
				return kind.source === kind.target ? `c${i}::text` : `(c${i}::${type})::text`;
			});
			const { rows } = await client.query<(string | null)[]>({ text: `select ${items.join(', ')} from ${name}`, rowMode: 'array' });
			tables.push(rows.map(row => row.map((text, i) => (text === null ? null : canonicalOf(columns[i], text)))));
		}
		return tables;
	} finally {
		await client.end();
	}
}

export function compareNaively({ keys }: TablePair, source: readonly Cells[], target: readonly Cells[]): Differences {
	const sources = byKey(source, keys);
	const targets = byKey(target, keys);
	const found: string[] = [];
	for (const key of new Set([...sources.keys(), ...targets.keys()])) {
		const [left, right] = [sources.get(key) ?? [], targets.get(key) ?? []];
		const line = keys === 0 ? countLine(key, left.length - right.length) : keyLine(key, left, right, keys);
		if (line !== undefined) found.push(line);
	}
	return found.sort();
}

function byKey(rows: readonly Cells[], keys: number): ReadonlyMap<string, readonly Cells[]> {
	const groups = new Map<string, Cells[]>();
	for (const row of rows) {
		const key = JSON.stringify(keys === 0 ? row : row.slice(0, keys));
		groups.set(key, [...(groups.get(key) ?? []), row]);
	}
	return groups;
}

function countLine(key: string, more: number): string | undefined {
	return more === 0 ? undefined : `${more > 0 ? 'missing' : 'extra'} ${key} ×${Math.abs(more)}`;
}

function keyLine(key: string, source: readonly Cells[], target: readonly Cells[], keys: number): string | undefined {
	if (source.length > 1 || target.length > 1) return `duplicate ${key} ${source.length}/${target.length}`;
	const [left] = source;
	const [right] = target;
	if (!right) return `missing ${key}`;
	if (!left) return `extra ${key}`;
	const columns = left.flatMap((value, i) => (i >= keys && value !== right[i] ? [`c${i}`] : []));
	return columns.length === 0 ? undefined : `changed ${key} ${columns.join(' ')}`;
}
