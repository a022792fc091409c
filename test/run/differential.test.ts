/**
 * The comparison that the product makes against a naive one, on random tables of every type. The seed is in the message of a failure:
 * `CROSSWALK_SEED=N npx vitest run test/run/differential.test.ts` repeats it, and `CROSSWALK_TABLES=N` makes a longer run.
 */

import { beforeAll, expect, test } from 'vitest';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import type { NarrowingLimits } from '../../server/src/core/reconcile/narrow/limits';
import { planReconciliation } from '../../server/src/core/reconcile/planReconciliation';
import type { CheckResult, RowDifference } from '../../server/src/core/reconcile/result';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import type { Engine } from '../../server/src/engines/engine';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { runReconcile } from '../../server/src/run/reconcile';
import { memorySources } from '../support/memorySources';
import type { TestDatabase } from '../support/postgres';
import { freshDatabase, secondCluster } from '../support/postgres';
import { compareNaively, type Differences, readSide } from './differentialNaive';
import { canonicalOf, makePair, mappingsOf, sideSql, type TablePair } from './differentialTables';
import { targetTypesSql, typesSql } from './differentialTypes';
import { type Random, randomFrom } from './random';
import { rowsOf } from './reconcileHarness';

const tablesAtOnce = 24;
const tables = Number(process.env.CROSSWALK_TABLES ?? 240);
const firstSeed = Number(process.env.CROSSWALK_SEED ?? Date.now() % 1_000_000_000);
const second = secondCluster();
let target: TestDatabase;

beforeAll(async () => {
	await loadSqlParser();
	target = await second.freshDatabase(targetTypesSql);
});

test(`${tables} pairs of random tables: exactly the keys and columns that a naive comparison finds`, { timeout: 3_600_000 }, async () => {
	const source = await freshDatabase(typesSql);
	const counted = { rows: 0, values: 0, differences: 0 };
	for (let seed = firstSeed; seed < firstSeed + tables / tablesAtOnce; seed++) {
		for (const { pair, expected } of await comparePairs({ source, engine: postgresEngine }, seed)) {
			counted.rows += pair.source.length;
			counted.values += pair.source.length * pair.columns.length;
			counted.differences += expected.length;
		}
	}
	// A generator that has gone dull must not pass for a product that has become good.
	expect(counted.rows).toBeGreaterThan(tables * 15);
	expect(counted.differences).toBeGreaterThan(tables * 3);
	if (process.env.CROSSWALK_TABLES) process.stdout.write(`${JSON.stringify(counted)}\n`);
});

test('servers that keep text in different encodings', async () => {
	const source = await freshDatabase(typesSql, 'LATIN1');
	for (const seed of [firstSeed, firstSeed + 1]) await comparePairs({ source, engine: postgresEngine, onlyLatin: true }, seed);
});

test('servers that have no hash in common', async () => {
	const source = await freshDatabase(typesSql);
	const connect: Engine['connect'] = async (...args) => {
		const session = await postgresEngine.connect(...args);
		return { ...session, info: { ...session.info, version: 130000 } };
	};
	for (const seed of [firstSeed, firstSeed + 1]) await comparePairs({ source, engine: { ...postgresEngine, connect } }, seed);
});

interface Setting {
	readonly source: TestDatabase;
	readonly engine: Engine;
	readonly onlyLatin?: boolean;
}

/** Makes tables, compares them in both ways, and throws when the answers are not the same. */
async function comparePairs(
	{ source, engine, onlyLatin }: Setting,
	seed: number,
): Promise<readonly { readonly pair: TablePair; readonly expected: Differences }[]> {
	const random = randomFrom(seed);
	// Tables this small are read by places only when the planner may not read them whole.
	const seqscan = random.pick(['on', 'off']);
	await Promise.all(
		[source, target].map(one =>
			one.run(`do $$ begin execute format('alter database %I set enable_seqscan = ${seqscan}', current_database()); end $$`),
		),
	);
	const pairs = Array.from({ length: tablesAtOnce }, (_, index) => makePair(random, index)).map(pair => (onlyLatin ? inLatin(pair) : pair));
	const drop = pairs.map(({ name }) => `drop table if exists ${name}`).join('; ');
	await Promise.all([
		source.run(`${drop}; ${sideSql(pairs, 'source', random)}`),
		target.run(`${drop}; ${sideSql(pairs, 'target', random)}`),
	]);
	const expected = await naive(source, pairs);
	const narrowing = limits(random);
	const checks = await reconcile({ source, engine }, pairs, narrowing);
	pairs.forEach((pair, index) => {
		const where = `seed ${seed}, ${JSON.stringify(narrowing)}, ${describePair(pair)}`;
		compareAnswers(where, pair, checks[index], expected[index] ?? []);
	});
	return pairs.map((pair, index) => ({ pair, expected: expected[index] ?? [] }));
}

/** With another character for each that LATIN1 does not have. */
function inLatin(pair: TablePair): TablePair {
	const substitutes: Readonly<Record<string, string>> = { '\u{1f600}': '\u00bf', '\ufffd': '\u00a7', '\u0301': '\u00b4' };
	const side = (rows: TablePair['source']) =>
		rows.map(row => row.map(value => value?.replace(/[\u0100-\u{10ffff}]/gu, found => substitutes[found] ?? '?') ?? null));
	return { ...pair, source: side(pair.source), target: side(pair.target) };
}

/** Mostly by hashes, with buckets of few rows and of all; sometimes row by row. */
function limits(random: Random): Partial<NarrowingLimits> {
	if (random.chance(0.2)) return { fromRows: Number.POSITIVE_INFINITY };
	return { fromRows: 0, mostShare: Number.POSITIVE_INFINITY, bucketRows: random.pick([1, 3, 20, 1000]) };
}

async function naive(source: TestDatabase, pairs: readonly TablePair[]): Promise<readonly Differences[]> {
	const [left, right] = await Promise.all([readSide(source, pairs), readSide(target, pairs)]);
	return pairs.map((pair, index) => compareNaively(pair, left[index] ?? [], right[index] ?? []));
}

async function reconcile(
	{ source, engine }: Setting,
	pairs: readonly TablePair[],
	narrowing: Partial<NarrowingLimits>,
): Promise<readonly CheckResult[]> {
	const [erp, cloud] = await Promise.all([source, target].map(one => postgresEngine.introspect(one.settings)));
	if (!erp || !cloud) throw new Error('no catalogs');
	const files = new Map([
		['/.crosswalk/catalogs/erp.json', renderSnapshot(erp)],
		['/.crosswalk/catalogs/cloud.json', renderSnapshot(cloud)],
		[
			'/.crosswalk/connections.yaml',
			'erp: { engine: postgres, host: h, database: d }\ncloud: { engine: postgres, host: h, database: d }\n',
		],
		['/spec.migration.yaml', specOf(pairs)],
	]);
	const { facts } = openSpec('/spec.migration.yaml', memorySources(files));
	const running = runReconcile(
		planReconciliation(facts),
		{
			source: { engine, settings: { ...source.settings, name: 'erp' } },
			target: { engine, settings: { ...target.settings, name: 'cloud' } },
		},
		{ narrowing, maxDifferences: 100_000 },
	);
	let step = await running.next();
	while (!step.done) step = await running.next();
	return step.value.checks;
}

function specOf(pairs: readonly TablePair[]): string {
	return `crosswalk: 1
name: test
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
${mappingsOf(pairs)}`;
}

function compareAnswers(where: string, pair: TablePair, check: CheckResult | undefined, expected: Differences): void {
	if (!check?.found) throw new Error(`${where}: ${check?.verdict}, ${check?.reason}`);
	const { rows, truncated, notCompared, differences } = rowsOf(check);
	const found = rows.map(row => lineOf(pair, row)).sort();
	expect({ where, found, truncated, notCompared, isExact: differences.exact, verdict: check.verdict }).toEqual({
		...{ where, found: expected, truncated: false, notCompared: [], isExact: true },
		verdict: expected.length === 0 ? 'identical' : 'different',
	});
}

function describePair({ name, keys, columns, source: rows }: TablePair): string {
	const types = columns.map(
		(kind, i) => `c${i} ${kind.source}${kind.source === kind.target ? '' : `→${kind.target}`}${i < keys ? ' key' : ''}`,
	);
	return `${name} (${types.join(', ')}), ${rows.length} rows`;
}

/** A difference as the naive comparison writes it. */
function lineOf({ columns, keys }: TablePair, row: RowDifference): string {
	const cells = row.key.map(({ value }, i) => (value === null ? null : canonicalOf(columns[i], String(value))));
	const key = JSON.stringify(keys === 0 ? columns.map((_, i) => cells[row.key.findIndex(({ name }) => name === `c${i}`)] ?? null) : cells);
	switch (row.kind) {
		case 'changed':
			return `changed ${key} ${row.columns.map(({ name }) => name).join(' ')}`;
		case 'duplicate':
			return `duplicate ${key} ${row.source}/${row.target}`;
		case 'rejected':
			return `rejected ${key} ${row.column}`;
		default:
			return keys === 0 ? `${row.kind} ${key} ×${row.rows ?? 1}` : `${row.kind} ${key}`;
	}
}
