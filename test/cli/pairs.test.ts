/** Free pairs of queries on two real servers, with the spec's own views and lookups in them. */

import { beforeAll, expect, test } from 'vitest';

import { folderWith, runCliIn } from '../support/cliOnDisk';
import { freshDatabase, secondCluster } from '../support/postgres';

const second = secondCluster();
let env: Readonly<Record<string, string>>;

const folder = folderWith({
	'.crosswalk/connections.yaml': `
old: { url: "\${env:OLD_URL}", engine: postgres, schemas: [old] }
young: { url: "\${env:YOUNG_URL}", engine: postgres, schemas: [app] }
`,
	'pairs.migration.yaml': `crosswalk: 1
name: pairs
source: { connection: old, schemas: [old] }
target: { connection: young, schemas: [app] }
lookups:
  land: { D: DE, F: FR }
  shop: { on: target, query: "select code, id from app.shop" }
views:
  paid: select * from old.sale where paid
mappings:
  sales: { source: old.sale s, target: app.sale, key: [no], columns: { no: s.no, land: { source: s.land, map: land } } }
reconciliation:
  by land:
    source: select l.value as land, count(*) as sales from paid p join lookup.land l on l.key = p.land group by 1
    target: select land, count(*) as sales from app.sale group by 1
    key: [land]
  by shop:
    source: select s.id, count(*) as sales from paid p join lookup.shop s on s.code = p.shop group by 1
    target: select id, 1 as sales from app.shop
    key: [id]
`,
});

beforeAll(async () => {
	const source = await freshDatabase(`
		create schema old;
		create table old.sale (no integer primary key, land text, shop text, paid boolean);
		insert into old.sale values (1, 'D', 'x', true), (2, 'F', 'y', true), (3, 'F', 'y', false);
	`);
	const target = await second.freshDatabase(`
		create schema app;
		create table app.shop (id integer primary key, code text);
		create table app.sale (no integer primary key, land text);
		insert into app.shop values (7, 'x'), (8, 'y');
		insert into app.sale values (1, 'DE'), (2, 'FR'), (3, 'FR');
	`);
	env = { OLD_URL: source.url, YOUNG_URL: target.url };
	expect(await runCliIn(folder, ['introspect', '--all'], { env })).toMatchObject({ code: 0 });
});

test('views and lookups of the spec may be read, also those that live on the other side', async () => {
	const argv = ['reconcile', 'pairs.migration.yaml', '--mapping', 'by land', '--mapping', 'by shop', '--format', 'json'];
	const { stdout, code } = await runCliIn(folder, argv, { env });
	expect(JSON.parse(stdout)).toMatchObject({
		checks: [
			{
				check: 'by land',
				verdict: 'different',
				compared: { source: 2, target: 2 },
				rows: [{ kind: 'changed', key: { land: 'FR' }, columns: [{ name: 'sales', source: 1, target: 2 }] }],
			},
			{ check: 'by shop', verdict: 'identical', compared: { source: 2, target: 2 }, rows: [] },
		],
	});
	expect(code).toBe(1);
});
