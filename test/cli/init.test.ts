/** What `crosswalk init` writes, and that it never writes over anything. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { copyOfExample, folderWith, runCliIn } from '../support/cliOnDisk';
import { faultsOf } from '../support/judge';

test('without a project: the connections to fill in', async () => {
	const folder = folderWith({});
	const { stdout, code } = await runCliIn(folder, ['init', '--source', 'legacy erp', '--target', 'cloud']);
	expect({ stdout, code }).toEqual({
		stdout: '.crosswalk/connections.yaml written: fill in where both databases are, and run this again\n',
		code: 0,
	});
	const written = readFileSync(path.join(folder, '.crosswalk/connections.yaml'), 'utf8');
	expect(written).toContain('password: ${env:LEGACY_ERP_PASSWORD}');
	const next = await runCliIn(folder, ['init'], { env: { LEGACY_ERP_PASSWORD: 'x', CLOUD_PASSWORD: 'x' } });
	expect(next.stderr).toMatch(/^crosswalk: "legacy erp" \(.*\) cannot be reached/);
	expect(next.code).toBe(3);
});

test('of the committed catalogs of a sample: a spec whose columns go where its own engineers put them', async () => {
	const folder = copyOfExample('legacy-erp-to-cloud');
	const { stdout, code } = await runCliIn(folder, ['init', 'draft.migration.yaml', '--format', 'json']);
	expect(code).toBe(0);
	const report = JSON.parse(stdout);
	expect(faultsOf('report#/$defs/init', report)).toBe('');
	const pairs = report.mappings.map((mapping: { source: string; target: string }) => `${mapping.source} ${mapping.target}`);
	expect(pairs.sort()).toEqual([
		'erp.cust_addr app.delivery_addresses',
		'erp.cust_mst app.customers',
		'erp.ord_hdr app.orders',
		'erp.ord_lin app.order_lines',
		'erp.pay_trx app.payments',
		'erp.prod_mst app.products',
		'erp.prod_txt app.product_texts',
		'erp.stk_bal app.stock_levels',
		'erp.whs_mst app.warehouse',
	]);
	const checked = await runCliIn(folder, ['validate', 'draft.migration.yaml', '--format', 'json']);
	const codes = JSON.parse(checked.stdout).specs[0].problems.filter((one: { severity: string }) => one.severity === 'error');
	expect(new Set(codes.map((one: { code: string }) => one.code))).toEqual(new Set(['unmapped-required-column']));
});

test('a file that is there stays as it is', async () => {
	const folder = copyOfExample('northwind');
	const [file = ''] = ['northwind.migration.yaml'].filter(name => existsSync(path.join(folder, name)));
	const before = readFileSync(path.join(folder, file), 'utf8');
	const { stderr, code } = await runCliIn(folder, ['init', file]);
	expect({ stderr, code }).toEqual({
		stderr: `crosswalk: "${file}" is there already; name another file, or move that one away\n`,
		code: 3,
	});
	expect(readFileSync(path.join(folder, file), 'utf8')).toBe(before);
});

test.each([
	[['init', 'draft.yaml'], 'a spec is called NAME.migration.yaml, not "draft.yaml"', 2],
	[['init', '--source', 'shp'], 'connections.yaml has no connection "shp"; it has "northwind", "shop"', 3],
])('%s: %s', async (argv, message, code) => {
	const result = await runCliIn(copyOfExample('northwind'), argv);
	expect([result.stderr.split('\n')[0], result.code]).toEqual([`crosswalk: ${message}`, code]);
});
