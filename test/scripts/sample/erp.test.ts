/** The sample's rows: the same every time, and with exactly the faults that defects.json promises. */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { renderCopyText } from '../../../scripts/sample/copyText';
import { sourceRows } from '../../../scripts/sample/erp';

interface Defects {
	readonly mappings: Readonly<Record<string, Expected>>;
	readonly rejected: readonly { readonly mapping: string; readonly what: string; readonly keys?: readonly Record<string, number>[] }[];
}

interface Expected {
	readonly source: number;
	readonly ignored: Readonly<Record<string, number>>;
	readonly mapped: number;
	readonly rejected: Readonly<Record<string, number>>;
	readonly target: number;
	readonly missing: number;
	readonly extra: number;
}

interface Table {
	rows: number;
	readonly width: Set<number>;
	readonly columns: readonly string[];
	readonly values: Map<string, string | null>[];
}

function tables(): Map<string, Table> {
	const found = new Map<string, Table>();
	for (const { table, columns, rows } of sourceRows()) {
		digest.update(renderCopyText(rows));
		const entry: Table = found.get(table) ?? { rows: 0, width: new Set(), columns, values: [] };
		entry.rows += rows.length;
		for (const row of rows) {
			entry.width.add(row.length - columns.length);
			entry.values.push(new Map(columns.map((column, index) => [column, row[index] ?? null])));
		}
		found.set(table, entry);
	}
	return found;
}

function keysOf(table: string, key: string, accept: (row: Map<string, string | null>) => boolean): number[] {
	return (sample.get(table)?.values ?? []).filter(accept).map(row => Number(row.get(key)));
}

function promised(mapping: string, what: string): unknown[] {
	const entry = defects.rejected.find(each => each.mapping === mapping && each.what === what);
	return (entry?.keys ?? []).flatMap(key => Object.values(key));
}

const file = new URL('../../../examples/legacy-erp-to-cloud/database/defects.json', import.meta.url);
const defects: Defects = JSON.parse(readFileSync(file, 'utf8'));
const digest = createHash('sha256');
const sample = tables();

test('every row has a value for every column', () => {
	expect([...sample].filter(([, { width }]) => width.size !== 1 || !width.has(0)).map(([name]) => name)).toEqual([]);
});

test('the rows are the same on every machine', () => {
	expect(digest.digest('hex')).toBe('93069da2a44eb84471dfaae4dd618be79b205141307c118435d6b201237101be');
});

test.each([
	['erp.cust_mst', 'customers'],
	['erp.prod_mst', 'products'],
	['erp.stk_bal', 'stock'],
	['erp.ord_hdr', 'orders'],
	['erp.ord_lin', 'order_lines'],
	['erp.pay_trx', 'payments'],
])('%s has as many rows as defects.json says of %s', (table, mapping) => {
	expect(sample.get(table)?.rows).toBe(defects.mappings[mapping]?.source);
});

test('unknown status codes and impossible days are where defects.json says', () => {
	const days = new Set(['20190231', '20201301', '19990000', '20210431']);
	expect(keysOf('erp.cust_mst', 'cust_no', row => row.get('stat_cd') === 'Z')).toEqual(promised('customers', "Status code 'Z'"));
	expect(keysOf('erp.cust_mst', 'cust_no', row => days.has(row.get('crt_dt') ?? ''))).toEqual(
		promised('customers', 'No day of the calendar'),
	);
	expect(keysOf('erp.ord_hdr', 'ord_no', row => row.get('stat') === '?')).toEqual(promised('orders', "Status code '?'"));
	expect(keysOf('erp.ord_hdr', 'ord_no', row => row.get('whs') === 'Z1')).toEqual(promised('orders', "Warehouse 'Z1' is closed"));
});

test('orders without a customer are where defects.json says', () => {
	const customers = new Set(sample.get('erp.cust_mst')?.values.map(row => row.get('cust_no')));
	expect(keysOf('erp.ord_hdr', 'ord_no', row => !customers.has(row.get('cust_no')))).toEqual(promised('orders', 'No such customer'));
});

test('every mapping adds up: source rows are mapped, left out or rejected', () => {
	const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((total, count) => total + count, 0);
	const wrong = Object.entries(defects.mappings).filter(([, { source, ignored, rejected, mapped, target, missing, extra }]) => {
		return source - sum(ignored) - sum(rejected) !== mapped || mapped - missing + extra !== target;
	});
	expect(wrong).toEqual([]);
});
