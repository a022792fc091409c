/** Opens the spec of a fixture for the tests of editor features: its facts, its problems, and the file that the cursor is in. */

import type { Problem } from '../../server/src/core/base/problem';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import type { SpecFacts } from '../../server/src/core/mapping/facts';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import { checkSpec } from '../../server/src/core/rules/checkSpec';
import type { SpecFile } from '../../server/src/core/spec/spec';
import { catalogText } from './catalogText';
import { memorySources } from './memorySources';

export interface OpenedFixture {
	readonly facts: SpecFacts;
	readonly problems: readonly Problem[];
	file(path: string): SpecFile;
}

/** A file `/NAME.catalog` is the committed catalog of the connection NAME; connections of that name are there without being written. */
export function openFixture(files: ReadonlyMap<string, string>): OpenedFixture {
	const all = new Map(files);
	const connections = new Set(['source', 'target']);
	for (const [path, text] of files) {
		const name = /^\/(.+)\.catalog$/.exec(path)?.[1];
		if (name === undefined) continue;
		connections.add(name);
		all.set(`/.crosswalk/catalogs/${name}.json`, renderSnapshot(catalogText(text)));
	}
	const entries = [...connections].map(name => `${name}: { engine: postgres, host: db, database: ${name}, environment: test }\n`);
	if (!files.has('/.crosswalk/connections.yaml')) all.set('/.crosswalk/connections.yaml', entries.join(''));
	const spec = [...files.keys()].find(path => /\.migration\.ya?ml$/.test(path)) ?? '/spec.migration.yaml';
	const { facts } = openSpec(spec, memorySources(all));
	const problems = checkSpec(facts, {
		onBug: (code, cause) => {
			throw new Error(`The rule ${code} failed`, { cause });
		},
	});
	return {
		facts,
		problems,
		file(path) {
			const found = facts.spec.files.find(one => one.file === path);
			if (!found) throw new Error(`The spec has no file ${path}`);
			return found;
		},
	};
}

/** Two small databases and the head of a spec over them, for the tests of editor features. */
export const shop = `
#- /source.catalog
schema erp
erp.cust_mst(cust_no bigint pk, name text, email text comment 'As the customer gave it', stat_cd text, del_flag text) rows 91234
erp.cust_addr(cust_no bigint not null, city text, zip text)
erp.ord_hdr(ord_no bigint pk, cust_no bigint references erp.cust_mst(cust_no), tot_amt numeric(12,2) not null, "OrderDay" date)
erp.tmp_load(x int)
immutable function erp.clean(text) returns text
#- /target.catalog
schema app
enum app.status: active, inactive
app.customers(id bigint identity always, legacy_no bigint unique not null, email text, name text not null, status app.status default 'active' not null, note text)
primary key app.customers(id)
app.orders(id bigint identity always, order_no bigint pk, customer_id bigint not null references app.customers(id), total numeric(12,2) not null)
app.audit(id int)
#- /spec.migration.yaml
crosswalk: 1
name: shop
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
parameters: { history_ends: 2024-01-01, region: "EU" }
lookups:
  status: { A: active, I: inactive }
views:
  live: select * from erp.cust_mst where del_flag is distinct from 'Y'
`;

/** Two mappings for `shop`. */
export const customers = `mappings:
  customers:
    source: erp.cust_mst c left join erp.cust_addr a on a.cust_no = c.cust_no
    target: app.customers
    key: [legacy_no]
    columns:
      legacy_no: c.cust_no
`;
