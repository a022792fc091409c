/** What was counted in the data stands in the strategy document, in figures alone. */

import { expect, test } from 'vitest';
import { projectWith, runCliIn } from '../support/cliOnDisk';
import { faultsOf } from '../support/judge';
import { freshDatabase } from '../support/postgres';

const spec = `crosswalk: 1
name: shop
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
mappings:
  customers: { source: erp.cust c, target: app.customers, columns: { no: c.no, name: c.name } }
  cities: { source: erp.city c, target: app.cities, columns: { no: c.no } }
`;

test('rows that will not fit, and when they were counted', async () => {
	const source = await freshDatabase(
		`create schema erp; create table erp.cust (no int primary key, name text); create table erp.city (no int primary key);
		insert into erp.cust select n, repeat('x', n) from generate_series(1, 20) n; insert into erp.city values (1)`,
	);
	const target = await freshDatabase(
		'create schema app; create table app.customers (no int primary key, name varchar(12)); create table app.cities (no int primary key)',
	);
	const env = { ERP_URL: source.url, CLOUD_URL: target.url };
	const folder = await projectWith(spec, env);
	const report = async (...options: readonly string[]) =>
		(await runCliIn(folder, ['report', 'test.migration.yaml', ...options], { env })).stdout;
	expect(await report('--format', 'markdown')).not.toContain('will not fit');
	await runCliIn(folder, ['validate', 'test.migration.yaml', '--live'], { env });
	const [[count] = []] = await source.run('select count(*) from erp.cust where length(name) > 12');
	const markdown = await report('--format', 'markdown');
	expect(markdown).toMatch(new RegExp(`\\| \`customers\` \\| 20 \\| .* \\| \`app.customers.name\`: ${count} \\(\`narrowing-length\`\\)`));
	expect(markdown).toMatch(/\| `cities` \| 1 \| .* \| every row fits \|/);
	expect(await report('--format', 'markdown', '--language', 'de')).toContain('jede Zeile passt');
	const json = JSON.parse(await report('--format', 'json')) as { readonly dataFit: readonly { readonly findings: unknown }[] };
	expect(faultsOf('report#', json)).toBe('');
	expect(json.dataFit.map(({ findings }) => findings)).toEqual([
		[{ about: 'app.customers.name', code: 'narrowing-length', rows: Number(count) }],
		[],
	]);
});
