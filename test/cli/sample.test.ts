/** The proof that it works: the sample on two real servers, and exactly what its list of defects promises. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';

import { compareFound, type FoundReport, isComplete, type Planted } from '../../scripts/demo/found';
import { loadSample } from '../../scripts/sample/load';
import type { FitResult } from '../../server/src/core/fit/fit';
import { type CliResult, copyOfExample, filesIn, runCliIn } from '../support/cliOnDisk';
import { faultsOf } from '../support/judge';
import { freshDatabase, secondCluster } from '../support/postgres';

interface Expected {
	readonly source: number;
	readonly ignored: Readonly<Record<string, number>>;
	readonly mapped: number;
	readonly rejected: Readonly<Record<string, number>>;
	readonly target: number;
	readonly missing: number;
	readonly extra: number;
	readonly changed: number;
}

interface Defects extends Planted {
	readonly mappings: Readonly<Record<string, Expected>>;
	readonly reconciliation: readonly { readonly check: string; readonly different: readonly object[] }[];
}

interface Check {
	readonly mapping?: string;
	readonly check: string;
	readonly verdict: string;
	readonly source?: number;
	readonly target?: number;
	readonly groups?: {
		readonly compared: number;
		readonly differing: number;
		readonly rows: readonly Readonly<Record<'group' | 'source' | 'target', string>>[];
	};
	readonly compared?: { readonly source: number; readonly target: number };
	readonly differences?: Readonly<Record<'missing' | 'extra' | 'changed' | 'rejected' | 'duplicate' | 'accepted', number>>;
	readonly rows?: readonly { readonly kind: string; readonly key: object; readonly columns?: readonly { readonly name: string }[] }[];
	readonly patterns?: readonly {
		readonly kind: string;
		readonly text: string;
		readonly count: number;
		readonly suggestion?: { readonly yaml?: string };
	}[];
	readonly balance?: {
		readonly rows: number;
		readonly mapped: number;
		readonly rejected: number;
		readonly ignored: readonly { readonly rows: number }[];
		readonly filtered: number;
		readonly notJoined: number;
		readonly target: number;
	};
}

const second = secondCluster();
const spec = 'legacy-erp.migration.yaml';
const folder = copyOfExample('legacy-erp-to-cloud');
const database = path.join(folder, 'database');
const defects: Defects = JSON.parse(readFileSync(path.join(database, 'defects.json'), 'utf8'));
const mappings = Object.keys(defects.mappings);

let env: Readonly<Record<string, string>>;
let firstIntrospection: CliResult;
let report: { readonly verdict: string; readonly checks: readonly Check[] } & FoundReport;
let reconciliation: CliResult;

beforeAll(async () => {
	const [erp, cloud] = [await freshDatabase(), await second.freshDatabase()];
	const [source, target] = [erp, cloud].map(({ url }) => new pg.Client({ connectionString: url }));
	if (!source || !target) throw new Error('no clients');
	await Promise.all([source.connect(), target.connect()]);
	await loadSample(database, source, target, 'with-defects');
	await Promise.all([source.end(), target.end()]);
	env = { ERP_URL: erp.url, CLOUD_URL: cloud.url };
	firstIntrospection = await runCliIn(folder, ['introspect', '--all'], { env });
	reconciliation = await runCliIn(folder, ['reconcile', spec, '--format', 'json'], { env });
	report = JSON.parse(reconciliation.stdout);
});

test('introspection writes both catalogs, and a second one changes nothing', async () => {
	expect(firstIntrospection.code).toBe(0);
	const written = filesIn(folder);
	const { stdout, code } = await runCliIn(folder, ['introspect', '--all'], { env });
	expect(code).toBe(0);
	expect(stdout).toMatch(/^legacy_erp: 16 tables, 112 columns; .* unchanged\ncloud: 14 tables, 101 columns; .* unchanged\n$/);
	expect(filesIn(folder)).toEqual(written);
});

test('the committed catalogs are what introspection finds', async () => {
	const committed = copyOfExample('legacy-erp-to-cloud');
	for (const connection of ['legacy_erp', 'cloud']) {
		expect(await runCliIn(committed, ['catalog', 'diff', connection], { env })).toMatchObject({
			stdout: `${connection}: as committed\n`,
			code: 0,
		});
	}
});

test('the spec has no problem, and the servers agree with every SELECT: what is told live is of the data', async () => {
	const { stdout, code } = await runCliIn(folder, ['validate', spec, '--format', 'json'], { env });
	expect(JSON.parse(stdout)).toMatchObject({ specs: [{ problems: [] }], summary: { errors: 0, warnings: 0, informations: 0 } });
	expect(code).toBe(0);
	const live = await runCliIn(folder, ['validate', spec, '--live', '--format', 'json'], { env });
	const [validated] = JSON.parse(live.stdout).specs;
	expect(faultsOf('report#/$defs/validate', JSON.parse(live.stdout))).toBe('');
	expect(live.code).toBe(1);
	expect(validated.problems.every((one: { message: string }) => one.message.includes('(validated '))).toBe(true);
	const results: readonly FitResult[] = validated.fit.results;
	for (const [mapping, { ignored, rejected }] of Object.entries(defects.mappings)) {
		const { rows, rejected: refused, findings = [] } = results.find(one => one.mapping === mapping) ?? {};
		expect({ mapping, refused, mapped: (rows ?? 0) - (refused ?? 0) }).toEqual({
			mapping,
			refused: sum(Object.values(rejected)),
			mapped: defects.mappings[mapping]?.mapped,
		});
		const byReason = findings.filter(one => one.kind === 'left-out' && one.at.part === 'rows').map(one => one.rows);
		expect(byReason).toEqual(Object.values(ignored));
		// A row that two columns refuse is counted at both: here the days of orders that have lost theirs.
		for (const [column, count] of Object.entries(rejected)) {
			expect([mapping, column, sum(findings.filter(one => one.reject && one.at.column === column).map(one => one.rows))]).toEqual([
				mapping,
				column,
				count,
			]);
		}
	}
	expect(results.find(one => one.mapping === 'customers')).toMatchObject({ masked: 'samples are off: customers holds personal data' });
	expect(live.stdout).not.toContain('@');
	// What is known of the data is told without a server, too, and by nothing else than the text of the spec.
	const again = await runCliIn(folder, ['validate', spec, '--format', 'json'], { env });
	expect(JSON.parse(again.stdout).specs[0].problems).toEqual(validated.problems);
});

test('the spec covers both sides whole', async () => {
	const { stdout, code } = await runCliIn(folder, ['coverage', spec, '--min-source', '100', '--min-target', '100', '--format', 'json'], {
		env,
	});
	expect(JSON.parse(stdout)).toMatchObject({ summary: { sourcePercent: 100, targetPercent: 100 } });
	expect(faultsOf('report#/$defs/coverage', JSON.parse(stdout))).toBe('');
	expect(code).toBe(0);
});

test('the report has the published shape, and no run with a difference is clean', () => {
	expect(faultsOf('report#/$defs/reconcile', report)).toBe('');
	expect(report.verdict).toBe('different');
	expect(reconciliation).toMatchObject({ code: 1, stderr: '' });
});

test.each(mappings)('every row of %s is counted and compared', mapping => {
	const { mapped, target, missing, extra, changed, rejected } = expectedOf(mapping);
	expect(checkOf(mapping, 'count')).toMatchObject({ source: mapped, target });
	const { compared, differences } = checkOf(mapping, 'rows');
	expect(compared).toEqual({ source: mapped, target });
	expect(differences).toEqual({ missing, extra, changed, rejected: sum(Object.values(rejected)), duplicate: 0, accepted: 0, exact: true });
});

test.each(mappings)('rejected rows of %s name the column that refuses', mapping => {
	const byColumn: Record<string, number> = {};
	for (const { kind, columns } of checkOf(mapping, 'rows').rows ?? []) {
		const column = columns?.[0]?.name ?? '';
		if (kind === 'rejected') byColumn[column] = (byColumn[column] ?? 0) + 1;
	}
	expect(byColumn).toEqual(expectedOf(mapping).rejected);
});

test('the balance accounts for every row of the source', () => {
	const balanced = report.checks.filter(({ check }) => check === 'balance');
	const without = ['product_texts', 'ref_currency', 'ref_unit', 'ref_carrier'];
	expect(balanced.map(({ mapping }) => mapping).sort()).toEqual(mappings.filter(name => !without.includes(name)).sort());
	for (const { mapping, balance } of balanced) {
		const expected = expectedOf(mapping ?? '');
		const ignored = sum((balance?.ignored ?? []).map(({ rows }) => rows));
		expect({ mapping, rows: (balance?.rows ?? 0) - (balance?.filtered ?? 0), ignored, ...pick(balance) }).toEqual({
			mapping,
			rows: expected.source,
			ignored: sum(Object.values(expected.ignored)),
			mapped: expected.mapped,
			rejected: sum(Object.values(expected.rejected)),
			notJoined: 0,
			target: expected.target,
		});
	}
});

test('every planted defect is found at its rows, and nothing else', () => {
	const comparison = compareFound(report, defects);
	expect(comparison.unexplained).toEqual([]);
	expect(comparison.defects.filter(({ defect, found }) => found !== defect.count)).toEqual([]);
	expect(isComplete(comparison)).toBe(true);
});

test('the sums show which planted defects move a total, and in which group', () => {
	const sums = report.checks.filter(({ check }) => check.startsWith('sum('));
	const told = sums.map(({ mapping, check, source, target, groups }) => {
		const lines = groups?.rows.map(row => `${row.group}: ${row.source} → ${row.target}`) ?? [`${source} → ${target}`];
		return `${mapping} ${check}: ${lines.join(', ')}`;
	});
	expect(told).toEqual([
		'customers sum(credit_limit) by country_code: AT: 28334765.5 → 28319065.5, DE: 127319972.5 → 127314172',
		'orders sum(total) by status: open: 459359.99 → 469222.91, shipped: 179214008.33 → 180173467.28',
		'order_lines sum(quantity): 770288.5 → 770296.5',
		'payments sum(amount) by method: bank_transfer: 35615820.78 → 35612878.83, direct_debit: 35814447.28 → 35817389.23',
		'stock sum(on_hand) by warehouse_id: 1: 864286 → 864287, 2: 867367 → 867368, 4: 881369 → 881370',
	]);
});

test('each planted defect is explained as a person would', () => {
	const explained = (mapping: string) =>
		(checkOf(mapping, 'rows').patterns ?? []).flatMap(({ kind, count, text }) => (kind === 'rejected' ? [] : [`${count}  ${text}`]));
	expect(Object.fromEntries(mappings.map(mapping => [mapping, explained(mapping)]).filter(([, lines]) => lines?.length))).toEqual({
		customers: [
			"218  created_at is 2 hours later, all with country_code 'DK'",
			'5  email differs only in case: upper case in the target',
			'3  missing in the target',
			'2  not in the source, all with city NULL and street NULL',
			'1  name is cut at 20 characters',
		],
		products: ['2  list_price is 0.01 higher'],
		product_texts: ['2  body has a damaged encoding (UTF-8 read as Latin-1)'],
		stock: ['3  on_hand is 1 higher'],
		orders: [
			"4  status is 'open' instead of 'shipped'",
			'3  total is off by a factor of 100',
			"2  customer_id: two rows have each other's value",
			"2  warehouse_id: two rows have each other's value",
		],
		order_lines: ['1  missing in the target', '1  not in the source'],
		payments: ["2  amount: two rows have each other's value"],
	});
	const rejected = mappings.flatMap(mapping => (checkOf(mapping, 'rows').patterns ?? []).filter(({ kind }) => kind === 'rejected'));
	expect(rejected.map(({ count, text }) => `${count}  ${text}`)).toContain("6  rejected: status cannot take the value 'Z'");
});

test('the free pairs of queries differ where they must', () => {
	const pairs = report.checks.filter(({ mapping }) => mapping === undefined);
	expect(pairs.map(({ check, rows }) => ({ check, different: (rows ?? []).map(({ key }) => key) }))).toEqual(defects.reconciliation);
});

function expectedOf(mapping: string): Expected {
	const expected = defects.mappings[mapping];
	if (!expected) throw new Error(`defects.json does not know ${mapping}`);
	return expected;
}

function checkOf(mapping: string, check: string): Check {
	const found = report.checks.find(one => one.mapping === mapping && one.check === check);
	if (!found) throw new Error(`${mapping} has no ${check}`);
	return found;
}

function pick(balance: Check['balance']): object {
	const { mapped, rejected, notJoined, target } = balance ?? {};
	return { mapped, rejected, notJoined, target };
}

function sum(counts: readonly number[]): number {
	return counts.reduce((all, one) => all + one, 0);
}

/** A number that one of both databases says. */
async function asked(url: string | undefined, sql: string): Promise<number> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	const { rows } = await client.query<{ n: string }>(sql);
	await client.end();
	return Number(rows[0]?.n);
}

test('quality rules, acceptance tests and examples of the sample find what plain queries find', async () => {
	const { stdout, code } = await runCliIn(folder, ['check', spec, '--format', 'json'], { env });
	expect(code).toBe(1);
	expect(faultsOf('report#/$defs/reconcile', JSON.parse(stdout))).toBe('');
	const { checks }: { readonly checks: readonly Trial[] } = JSON.parse(stdout);
	const told = checks.filter(({ section }) => section !== 'examples').map(({ check, verdict }) => [check, verdict]);
	expect(Object.fromEntries(told)).toEqual({
		'every order has a living customer': 'different',
		'every line has its order': 'different',
		'emails look like emails': 'different',
		'no order is shipped before it is placed': 'identical',
		'products have a price': 'identical',
		'nothing is below zero': 'accepted',
		'a known customer sees her orders': 'identical',
		'the order list is fast': 'identical',
	});
	const counted: Readonly<Record<string, string>> = {
		'every order has a living customer': `select count(*) as n from erp.ord_hdr
			where not exists (select from erp.cust_mst c where c.cust_no = ord_hdr.cust_no and c.del_flag is distinct from 'Y')`,
		'every line has its order': 'select count(*) as n from erp.ord_lin where ord_no not in (select ord_no from erp.ord_hdr)',
		'emails look like emails': `select count(*) as n from erp.cust_mst where trim(email) <> '' and strpos(email, '@') = 0`,
	};
	for (const [name, query] of Object.entries(counted)) {
		const found = checks.find(({ check }) => check === name)?.violations;
		expect([name, found?.count]).toEqual([name, await asked(env.ERP_URL, query)]);
		// Customers are personal data: the key is all that is shown of them.
		if (name.startsWith('emails')) expect(found?.rows.map(row => Object.keys(row))).toEqual(Array(5).fill(['cust_no']));
	}
	const examples = checks.filter(({ section }) => section === 'examples');
	expect(examples.map(({ mapping, verdict }) => `${mapping}: ${verdict}`)).toEqual([
		...Array(5).fill('customers: identical'),
		...Array(2).fill('orders: identical'),
		...examples.slice(7).map(({ mapping }) => `${mapping}: identical`),
	]);
});

interface Trial {
	readonly section: string;
	readonly mapping?: string;
	readonly check: string;
	readonly verdict: string;
	readonly violations?: { readonly count: number; readonly rows: readonly object[] };
}
