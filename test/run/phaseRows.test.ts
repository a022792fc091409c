/** Rows by phase, counted on a real server: every planted row that no phase takes is found, whatever the filters are. */

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { countPhaseRows, type PhaseRowsResult } from '../../server/src/run/phaseRows';
import { freshDatabase } from '../support/postgres';
import { type FitDatabases, factsOf } from './fitHarness';

/** Every pair of small values and NULLs, four times. */
const source = `
create schema erp;
create table erp.ord(no int primary key, qty int, kind text);
insert into erp.ord select row_number() over (), qty, kind
	from generate_series(1, 4), unnest(array[1, 2, 3, null]) qty, unnest(array['A', 'B', 'X', null]) kind;
create table erp.cust(no int primary key);
insert into erp.cust values (1);
analyze;
`;

const target = `
create schema app;
create table app.cust(id int generated always as identity primary key, no int not null unique);
create table app.ord(no int primary key, qty int, kind text, cust_id int references app.cust(id));
`;

let databases: FitDatabases;

beforeAll(async () => {
	const [one, other] = await Promise.all([freshDatabase(source), freshDatabase(target)]);
	databases = { source: one, target: other };
});

const mappings = `mappings:
  cust: { source: erp.cust, target: app.cust, key: [no], columns: { no: no } }
  ord:
    source: erp.ord o
    target: app.ord
    columns:
      no: o.no
      qty: o.qty
      kind: { source: o.kind, map: { A: a, B: b }, otherwise: reject }
`;

async function counted(phases: string): Promise<PhaseRowsResult> {
	const facts = await factsOf(databases, `strategy:\n  phases:\n${phases}${mappings}`);
	const open = (side: 'source' | 'target', name: string) => postgresEngine.connect({ ...databases[side].settings, name });
	const sessions = { source: await open('source', 'erp'), target: await open('target', 'cloud') };
	try {
		return await countPhaseRows(facts, sessions, 'all');
	} finally {
		await sessions.source.close();
		await sessions.target.close();
	}
}

describe('rows by phase', () => {
	test('a row is of the first phase that takes it; rejected rows are of none', async () => {
		const { counts, findings } = await counted(`    few: { mappings: [ord], where: { ord: qty < 2 } }
    more: { mappings: [ord], where: { ord: qty <= 2 }, after: [few] }
    named: { mappings: [ord, cust], where: { ord: kind = 'a' }, after: [more] }
`);
		// Of each quantity 12 rows are loaded: 4 each of a, b and NULL. X is rejected.
		expect(counts).toEqual([
			{
				mapping: 'ord',
				phases: [
					{ phase: 'few', rows: 12 },
					{ phase: 'more', rows: 12 },
					{ phase: 'named', rows: 8 },
				],
				left: 16,
			},
		]);
		expect(findings.map(({ code, args }) => [code, args])).toEqual([['phase-leaves-rows', { mapping: 'ord', phase: 'named', rows: 16 }]]);
	});

	test('a filter that the source cannot answer is told, and others are counted', async () => {
		const { counts, skipped } = await counted(`    one: { mappings: [ord], where: { ord: id > 1 } }
    two: { mappings: [cust], where: { cust: no > 1 } }
    three: { mappings: [cust] }
`);
		expect(counts).toEqual([
			{
				mapping: 'cust',
				phases: [
					{ phase: 'two', rows: 0 },
					{ phase: 'three', rows: 1 },
				],
				left: 0,
			},
		]);
		expect(skipped).toEqual([
			{
				mapping: 'ord',
				reason: 'the filter of "one" cannot be used: its SQL has problems (unknown-column); run crosswalk validate to see them',
			},
		]);
	});

	test('every planted row that no phase takes is found', async () => {
		/** Conditions with what they say of a row: NULL is not true. */
		const conditions: readonly (readonly [sql: string, holds: (qty: number | null, kind: string | null) => boolean])[] = [
			['qty > 1', qty => qty !== null && qty > 1],
			['qty is null', qty => qty === null],
			["kind = 'a'", (_, kind) => kind === 'a'],
			["kind <> 'a'", (_, kind) => kind !== null && kind !== 'a'],
			["not (qty = 2 and kind = 'b')", (qty, kind) => (qty !== null && qty !== 2) || (kind !== null && kind !== 'b')],
			['no % 2 = 0 and no < 0', () => false],
		];
		const rows = [1, 2, 3, null].flatMap(qty => ['a', 'b', null].map(kind => [qty, kind] as const));
		await fc.assert(
			fc.asyncProperty(fc.array(fc.constantFrom(...conditions), { minLength: 1, maxLength: 4 }), async chosen => {
				const phases = chosen.map(([sql], index) => `    p${index}: { mappings: [ord], where: { ord: "${sql}" } }\n`).join('');
				const { counts } = await counted(`${phases}    others: { mappings: [cust] }\n`);
				const taker = rows.map(([qty, kind]) => chosen.findIndex(([, holds]) => holds(qty, kind)));
				const of = (index: number) => taker.filter(one => one === index).length * 4;
				expect(counts).toEqual([
					{ mapping: 'ord', phases: chosen.map((_, index) => ({ phase: `p${index}`, rows: of(index) })), left: of(-1) },
				]);
			}),
			{ numRuns: 12 },
		);
	});
});
