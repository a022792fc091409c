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

async function counted(phases: string, on = databases, written = mappings): Promise<PhaseRowsResult> {
	const facts = await factsOf(on, `strategy:\n  phases:\n${phases}${written}`);
	const open = (side: 'source' | 'target', name: string) => postgresEngine.connect({ ...on[side].settings, name });
	const sessions = { source: await open('source', 'erp'), target: await open('target', 'cloud') };
	try {
		return await countPhaseRows(facts, sessions, 'all');
	} finally {
		await sessions.source.close();
		await sessions.target.close();
	}
}

/** Customers 1 to 4 and their orders; of customer 9 there is none. */
const family = {
	source: `
create schema erp;
create table erp.cust(no int primary key, region text);
insert into erp.cust values (1, 'north'), (2, 'north'), (3, 'south'), (4, null);
create table erp.ord(no int primary key, cust_no int, day date);
insert into erp.ord select 10 * c + i, c, date '2024-01-01' + i from unnest(array[1, 2, 3, 4, 9, null]) c, generate_series(1, 3) i where c is not null;
insert into erp.ord values (1, null, '2024-01-02');
analyze;`,
	target: `
create schema app;
create table app.cust(id int generated always as identity primary key, no int not null unique, region text);
create table app.ord(no int primary key, cust_id int references app.cust(id), cust_no int references app.cust(no), other_id int references app.cust(id), day date);`,
};

describe('rows that come before what they refer to', () => {
	let own: FitDatabases;
	beforeAll(async () => {
		const [one, other] = await Promise.all([freshDatabase(family.source), freshDatabase(family.target)]);
		own = { source: one, target: other };
	});

	const columns = {
		lookup: 'cust_id: { lookup: cust, by: o.cust_no, otherwise: reject }',
		'foreign key': 'cust_no: o.cust_no',
		both: 'cust_no: o.cust_no\n      other_id: o.cust_no',
	};
	async function early(phases: string, by: keyof typeof columns) {
		const { early, findings, inOrder, skipped } = await counted(
			phases,
			own,
			`mappings:
  cust: { source: erp.cust, target: app.cust, key: [no], columns: { no: no, region: region } }
  ord:
    source: erp.ord o
    target: app.ord
    columns:
      no: o.no
      day: o.day
      ${columns[by]}
`,
		);
		return {
			rows: early.map(({ phase, rows }) => `${phase} ${rows}`),
			told: findings.filter(({ code }) => code !== 'phase-leaves-rows').map(({ code, args }) => [code, args]),
			inOrder: inOrder.map(({ code, mapping, parents }) => [code, mapping.name, ...parents.map(({ name }) => name)]),
			skipped,
		};
	}

	test.each(['lookup', 'foreign key'] as const)('by a %s, counted by phase', async by => {
		const code = by === 'lookup' ? 'lookup-before-load' : 'foreign-key-order';
		const told = (phase: string, rows: number) => [
			code,
			{ mapping: 'ord', parent: 'cust', by: by === 'lookup' ? 'cust_id' : 'ord_cust_no_fkey', phase, rows },
		];
		const north = `    first: { mappings: [cust, ord], where: { cust: "region = 'north'", ord: "day < '2024-01-03'" } }
    rest: { mappings: [cust, ord], after: [first] }
`;
		// The second of January, of customers 3 and 4.
		expect(await early(north, by)).toEqual({ rows: ['first 2'], told: [told('first', 2)], inOrder: [], skipped: [] });
		const none = `    first: { mappings: [cust, ord], where: { cust: "region = 'north'", ord: "no < 30" } }
    rest: { mappings: [cust, ord], after: [first] }
`;
		expect(await early(none, by)).toEqual({ rows: [], told: [], inOrder: [[code, 'ord', 'cust']], skipped: [] });
		// By the first phases alone, orders come before customers.
		const turned = `    young: { mappings: [ord], where: { ord: "no < 0" } }
    all: { mappings: [cust, ord], after: [young] }
`;
		expect(await early(turned, by)).toMatchObject({ rows: [], inOrder: [[code, 'ord', 'cust']] });
		const lost = `    all: { mappings: [cust, ord], where: { cust: "region <> 'south'" } }
`;
		// Customer 3 is in no phase, and neither is 4, whose region is NULL.
		expect(await early(lost, by)).toMatchObject({ rows: ['all 6'], told: [told('all', 6)] });
	});

	test('two references, of which only one can be asked for, prove nothing', async () => {
		const none = `    first: { mappings: [cust, ord], where: { cust: "region = 'north'", ord: "no < 30" } }
    rest: { mappings: [cust, ord], after: [first] }
`;
		expect(await early(none, 'both')).toEqual({
			rows: [],
			told: [],
			inOrder: [],
			skipped: [{ mapping: 'ord', reason: '"ord_other_id_fkey" has no value that "ord" and "cust" both yield' }],
		});
	});

	test('what no filter decides is not asked of the servers', async () => {
		const plain = `    orders: { mappings: [ord] }
    customers: { mappings: [cust], after: [orders] }
`;
		expect(await early(plain, 'lookup')).toEqual({ rows: [], told: [], inOrder: [], skipped: [] });
	});
});

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
