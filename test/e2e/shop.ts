/** A small migration of its own for the tests in VS Code: two databases, a spec between them, and values that no page may take for markup. */

import { folderWith, runCliIn } from '../support/cliOnDisk';
import { freshDatabase, type TestDatabase } from '../support/postgres';

export interface Shop {
	readonly erp: TestDatabase;
	readonly cloud: TestDatabase;
	/** Where the connections of `folder` are. */
	readonly env: Readonly<Record<string, string>>;
	/** Makes the target what the source is. */
	readonly repair: string;
	/** Makes it what it was at the beginning. */
	readonly spoil: string;
	/** A folder with a spec and both catalogs, removed after the test file. */
	folder(options?: { readonly spec?: keyof typeof specs /** Of the source. */; readonly environment?: string }): Promise<string>;
}

/** What would run, or turn the line around, if it were taken for more than text. */
export const hostile = {
	image: `<img src=x onerror="document.body.dataset.owned='1'">`,
	script: `</script><script>document.body.dataset.owned='1'</script>`,
	/** Right-to-left override, as it is shown. */
	override: 'user\u202egnp.exe',
};

export async function makeShop(): Promise<Shop> {
	const [erp, cloud] = [await freshDatabase(source), await freshDatabase(target)];
	const env = { ERP_URL: erp.url, CLOUD_URL: cloud.url };
	return {
		erp,
		cloud,
		env,
		repair: `truncate app.customers; insert into app.customers values ${customers}`,
		spoil: `truncate app.customers; ${spoilt}`,
		async folder({ spec = 'shop', environment = 'test' } = {}) {
			const folder = folderWith({
				[`${spec}.migration.yaml`]: specs[spec],
				'.crosswalk/connections.yaml': connections(environment),
			});
			await runCliIn(folder, ['introspect', '--all'], { env });
			return folder;
		},
	};
}

const connections = (environment: string) => `erp: { engine: postgres, url: "\${env:ERP_URL}", environment: ${environment}, schemas: [erp] }
cloud: { engine: postgres, url: "\${env:CLOUD_URL}", environment: test, schemas: [app] }
`;

const specs = {
	shop: `crosswalk: 1
name: shop
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }

ignore:
  source: { erp.endless: Made for a run that takes too long }

mappings:
  customers:
    source: erp.customer c
    target: app.customers
    key: [id]
    columns:
      id: c.no
      name: c.name
      city: c.city

quality:
  every name has a letter:
    on: target
    table: app.customers
    rows: name ~ '[a-z]'
  no city is Atlantis: { on: target, table: app.customers, rows: city <> 'Atlantis' }

acceptance:
  nobody is lost:
    owner: sales
    query: select count(*) = 6 from app.customers
`,
	/** A run of it does not end by itself. */
	slow: `crosswalk: 1
name: slow
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }

reconciliation:
  an endless sum:
    source: select sum(no) as total from erp.endless
    target: select sum(id) as total from app.customers
`,
};

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

const customers = `(1, 'Ada Lovelace', 'London'), (2, 'Huber & Söhne KG', 'Wien'), (3, ${quoted(hostile.image)}, 'Paris'),
	(4, ${quoted(hostile.script)}, 'Rome'), (5, ${quoted(hostile.override)}, 'Oslo'), (6, 'Grace Hopper', 'New York')`;

const source = `create schema erp;
create table erp.customer (no int primary key, name text not null, city text not null);
insert into erp.customer values ${customers};
create function erp.nap() returns int language plpgsql as 'begin perform pg_sleep(120); return 1; end';
create view erp.endless as select no, erp.nap() as nap from erp.customer where erp.nap() = 1;`;

const spoilt = `insert into app.customers values (1, 'Ada Lovelace', 'London'), (2, 'Huber &', 'Wien'), (3, 'an image', 'Paris'), (4, 'a script', 'Rome'),
	(5, 'a file', 'Oslo'), (6, 'Grace Hopper', 'Atlantis');`;

const target = `create schema app;
create table app.customers (id int primary key, name text not null, city text not null);
${spoilt}`;
