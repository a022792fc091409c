/** Where what hides personal data may be lost with a part of the spec, nobody looks at data. */

import { expect, test } from 'vitest';
import { projectWith, runCliIn } from '../support/cliOnDisk';
import { freshDatabase } from '../support/postgres';

const spec = (scope: string) => `crosswalk: 1
name: shop
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
scope: ${scope}
mappings:
  customers: { source: erp.cust c, target: app.customers, columns: { no: c.no, name: c.name } }
`;

test.each([
	['read whole, and nothing is hidden', '{ data: { customers: public } }', { counted: true, shown: true }],
	['read whole, and the data is personal', '{ data: { customers: personal } }', { counted: true, shown: false }],
	['read in part', '{ data: { customers: personal ]', { counted: false, shown: false }],
])('a spec that is %s', async (_, scope, expected) => {
	const source = await freshDatabase(
		"create schema erp; create table erp.cust (no int primary key, name text); insert into erp.cust values (4711, 'far too long')",
	);
	const target = await freshDatabase('create schema app; create table app.customers (no int primary key, name varchar(3))');
	const env = { ERP_URL: source.url, CLOUD_URL: target.url };
	const folder = await projectWith(spec(scope), env);
	const { code, stdout } = await runCliIn(folder, ['validate', 'test.migration.yaml', '--live', '--format', 'json'], { env });
	expect(code).toBe(1);
	expect({ counted: stdout.includes('1 of 1 row'), shown: stdout.includes('4711') }).toEqual(expected);
	expect(stdout.includes('cannot be read whole')).toBe(!expected.counted);
});
