/** Profiles as text and as a page. */

import { describe, expect, test } from 'vitest';
import { parseProfile, renderProfile } from '../../../server/src/core/profile/profileFile';
import { renderProfileHtmlFile } from '../../../server/src/core/report/profileHtmlFile';
import { renderProfileJson } from '../../../server/src/core/report/profileJson';
import { type ProfileReport, shareWords } from '../../../server/src/core/report/profileModel';
import { renderProfileText } from '../../../server/src/core/report/profileText';
import { allValues, tableProfile } from '../../support/profiles';

const hostile = `<script>alert("1")</script>\u001b[31m&'`;

const report: ProfileReport = {
	spec: 'shop.migration.yaml',
	connection: 'erp',
	tables: [
		tableProfile('erp.orders', 91_004, [
			{
				name: 'total',
				type: 'numeric(12,2)',
				nulls: 1820,
				min: '-5.00',
				max: '1000.50',
				average: '27.1234567890123',
				distinct: { count: 40_000, method: 'sample' },
				histogram: { min: '-5', max: '1000.5', buckets: [1, 0, 4, 8], rows: 13 },
			},
			{ name: 'state', type: 'text', values: allValues({ open: 91_000, ' ': 4 }), shapes: allValues({ aaaa: 91_000, ' ': 4 }) },
			{
				name: 'customer',
				type: 'bigint',
				orphans: [{ mapping: 'orders', targetColumn: 'customer_id', lookup: 'customers', rows: 12, values: 7 }],
			},
		]),
		tableProfile(hostile, 1, [{ name: hostile, type: hostile, values: allValues({ [hostile]: 1 }), shapes: allValues({ [hostile]: 1 }) }]),
	],
	failures: [{ table: 'erp.secret', message: 'no permission' }],
	stopped: 'the time budget was used up',
	wanted: 4,
};

test('as text', () => {
	expect(renderProfileText({ ...report, tables: report.tables.slice(0, 1) }, { color: false })).toBe(`shop.migration.yaml  erp

erp.orders  91,004 rows  2026-11-22 20:15 UTC
  total     numeric(12,2)  2 % null, about 40,000 distinct, -5.00 to 1000.50, average 27.1235
            -5 ▕▁ ▄█▏ 1000.5
  state     text           0 % null
            'open' 91,000, ' ' 4
            aaaa 91,000, ' ' 4
  customer  bigint         0 % null
            12 rows (7 values) of orders.customer_id without a partner in customers

erp.secret  failed: no permission

1 of 4 tables, as the time budget was used up; --resume goes on from here
`);
});

test('nothing of a database is obeyed by a terminal or a browser', () => {
	expect(renderProfileText(report, { color: false })).not.toContain('\u001b');
	const page = renderProfileHtmlFile(report);
	expect(page).not.toMatch(/<script|\son\w+=/i);
	expect(page).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
	expect(page).toContain("default-src 'none'");
});

test('a page with histograms, for light and dark', () => {
	const page = renderProfileHtmlFile(report);
	expect(page.match(/<svg class="histogram"/g)).toHaveLength(1);
	expect(page.match(/<rect x="/g)).toHaveLength(4);
	expect(page).toContain('color-scheme: light dark');
	expect(page).toContain('12 without a partner in customers (orders.customer_id)');
});

test('as JSON', () => {
	const { tables, summary, partial } = JSON.parse(renderProfileJson(report));
	expect([tables, summary, partial]).toEqual([report.tables, { tables: 2, failed: 1, left: 1 }, 'the time budget was used up']);
});

describe('the file of a table', () => {
	test('gives the profile back', () => {
		for (const table of report.tables) expect(parseProfile(renderProfile(table))).toEqual(table);
	});

	test('is no profile when anything else stands there', () => {
		const [table] = report.tables;
		if (!table) throw new Error('no table');
		const text = renderProfile(table);
		const others = [
			'',
			'{',
			'null',
			'[]',
			'{"format":1}',
			text.slice(0, -3),
			text.replace('"format":1', '"format":2'),
			text.replace('"nulls":1820', '"nulls":"x"'),
		];
		for (const other of others) expect(parseProfile(other)).toBeUndefined();
	});
});

test('a share is 0 or 100 % only when it is', () => {
	const shares = [
		[0, 0],
		[0, 9],
		[1, 100_000],
		[1, 1000],
		[1, 50],
		[15, 100],
		[99_999, 100_000],
		[996, 1000],
		[9, 9],
	] as const;
	expect(shares.map(([part, whole]) => shareWords(part, whole))).toEqual([
		'0 %',
		'0 %',
		'below 0.1 %',
		'0.1 %',
		'2 %',
		'15 %',
		'above 99.9 %',
		'99 %',
		'100 %',
	]);
});
