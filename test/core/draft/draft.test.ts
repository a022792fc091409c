import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { catalogLookup } from '../../../server/src/core/catalog/lookup';
import { renderSnapshot } from '../../../server/src/core/catalog/snapshot';
import { draftSpec } from '../../../server/src/core/draft/draftSpec';
import { likeness, wordsOf } from '../../../server/src/core/draft/words';
import { openSpec } from '../../../server/src/core/mapping/openSpec';
import { checkSpec } from '../../../server/src/core/rules/checkSpec';
import { scalarText } from '../../../server/src/core/yaml/scalarText';
import { catalogText } from '../../support/catalogText';
import { memorySources } from '../../support/memorySources';

const connections = { source: 'erp', target: 'shop' };

function draft(source: string, target: string): string {
	return draftSpec(connections, { source: catalogText(source), target: catalogText(target) }).text;
}

/** What the draft says of the mappings, without its head. */
function mappingsOf(source: string, target: string): string {
	return draft(source, target).split('\nmappings:\n')[1] ?? '';
}

test('mappings are suggested by names and types, parents first; everything else is listed', () => {
	const source = `
		erp.cust_mst(cust_no integer pk, fname text, crt_dt integer, act_flag char(1), fax_no text)
		erp.ord_hdr(ord_no integer pk, cust_no integer references erp.cust_mst(cust_no), tot_amt bigint)
		erp.ref_unit(code text pk, name text)
		erp.tmp_load(a text)`;
	const target = `
		app.customers(id bigint pk identity always, legacy_no integer not null unique, first_name text not null, created_at timestamptz, active boolean, tier text not null)
		app.orders(id bigint pk identity always, order_no integer not null unique, customer_id bigint not null references app.customers(id), total numeric(12,2), note text)
		app.ref_unit(code text pk, name text)
		app.job_run(started_at timestamptz)`;
	expect(
		draft(source, target),
	).toBe(`# A first draft: suggested by names and types alone. Read every line; what has no suggestion is listed below each mapping.
crosswalk: 1
name: erp-to-shop

source: { connection: erp, schemas: [erp] }
target: { connection: shop, schemas: [app] }

copy:
  erp.ref_unit: app.ref_unit

mappings:
  customers:
    source: erp.cust_mst c
    target: app.customers
    columns:
      legacy_no: c.cust_no
      first_name: c.fname
      created_at: { source: c.crt_dt, transform: [{ parse_date: YYYYMMDD }, { at_time_zone: UTC }] } # is it written so, and in that time zone?
      active: { source: c.act_flag, cast: boolean }
    # Required, and without a source: tier (text)
    # Not read of erp.cust_mst: fax_no (text)

  orders:
    source: erp.ord_hdr o
    target: app.orders
    columns:
      order_no: o.ord_no
      customer_id: { lookup: customers, by: o.cust_no }
      total: o.tot_amt
    # Without a source: note (text)

# Tables of the source, mapped by nothing: erp.tmp_load

# Tables of the target, filled by nothing: app.job_run
`);
});

test('a number that the target counts by itself is not taken from another of the source', () => {
	const text = mappingsOf('people(person_no integer pk, name text)', 'people(id bigint pk identity by default, name text)');
	expect(text).toContain('name: p.name');
	expect(text).toContain('# key: which columns tell a row from all others?');
	expect(text).not.toContain('id: p.person_no');
});

test('numbers that come along are references as they are', () => {
	const tables = 'a(id integer pk, x text, old text) b(id integer pk, a_id integer references a(id), y text, old text)'.replace(
		') b',
		')\nb',
	);
	const text = mappingsOf(tables, tables.replaceAll('old text', 'more numeric not null'));
	expect(text).toContain('copy: [id, a_id, y]');
	expect(text).not.toContain('lookup');
});

test('columns of one kind are not mixed up with columns that cannot hold them', () => {
	expect(mappingsOf('t(id integer pk, born date)', 't(id integer pk, born integer)')).not.toContain('born: t.born');
});

test("keys that say no more than that they are their table's go together", () => {
	const text = mappingsOf(
		'whs_mst(whs char(4) pk, nm text)',
		'warehouse(id smallint pk identity always, code text not null unique, name text)',
	);
	expect(text).toContain('code: w.whs');
});

test('of several keys one is written', () => {
	const text = mappingsOf(
		't(no integer pk, code text, x text)',
		't(id bigint pk identity always, no integer not null unique, code text not null unique)',
	);
	expect(text).toContain('    key: [no]\n');
});

test.each([
	['cust_no', 'customer_number', 1],
	['OrderDate', 'order_dt', 1],
	['categories', 'category', 1],
	['addresses', 'address', 1],
	['status', 'stat', 1],
	['whs', 'warehouses', 1],
	['fax', 'email', 0],
	['', 'x', 0],
])('%s and %s are alike: %d', (one, other, expected) => {
	expect(likeness(wordsOf(one), wordsOf(other))).toBe(expected);
});

describe('whatever the names are', () => {
	const name = fc.oneof(
		fc.constantFrom(
			'id',
			'no',
			'order',
			'select',
			'User',
			'a b',
			'x"y',
			"x'y",
			'x: y',
			'# x',
			'- x',
			'null',
			'~',
			'7',
			'a\nb',
			'*',
			'${x}',
			'ä',
			'\u2028',
		),
		fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter(text => !text.includes('\0') && !/\p{Cs}/u.test(text)),
	);
	const type = fc.constantFrom(
		'integer',
		'bigint',
		'text',
		'character varying(20)',
		'date',
		'timestamp with time zone',
		'boolean',
		'bytea',
		'jsonb',
	);
	const column = fc.record({ name, type, nullable: fc.boolean() });
	const table = fc.record({
		name,
		columns: fc.uniqueArray(column, { minLength: 1, maxLength: 6, selector: one => one.name }),
		hasKey: fc.boolean(),
	});
	const catalog = fc.uniqueArray(table, { maxLength: 4, selector: one => one.name }).map(tables => {
		const [empty] = [catalogText('t(a int)')];
		const made = tables.map(({ name: own, columns, hasKey }) => ({
			schema: 'public',
			name: own,
			kind: 'table' as const,
			columns: columns.map((one, index) => ({ ...one, nullable: one.nullable && !(hasKey && index === 0) })),
			...(hasKey && columns[0] ? { primaryKey: { name: 'pk', columns: [columns[0].name] } } : {}),
			uniqueKeys: [],
			foreignKeys: [],
			checks: [],
			triggers: [],
		}));
		return { ...empty, schemas: empty.schemas.map(schema => ({ ...schema, tables: made })) };
	});

	test('the draft is a spec that says what is open, and has no other fault', () => {
		const open = /^(missing-key|unmapped-|time-zone-assumed|needs-cast|nullable-to-not-null|narrowing-|lossy-float|incompatible-type)/;
		fc.assert(
			fc.property(catalog, catalog, (source, target) => {
				const { text } = draftSpec(connections, { source, target });
				const files = new Map([
					[
						'/p/.crosswalk/connections.yaml',
						'erp: { engine: postgres, host: a, database: a }\nshop: { engine: postgres, host: b, database: b }\n',
					],
					['/p/.crosswalk/catalogs/erp.json', renderSnapshot(source)],
					['/p/.crosswalk/catalogs/shop.json', renderSnapshot(target)],
					['/p/x.migration.yaml', text],
				]);
				const { facts } = openSpec('/p/x.migration.yaml', memorySources(files));
				const faults = checkSpec(facts, {}).filter(problem => problem.severity === 'error' && !open.test(problem.code));
				expect(faults.map(({ code, message }) => `${code}: ${message}\n${text}`)).toEqual([]);
			}),
			{ numRuns: 150 },
		);
	});

	test('a scalar is read as it was written', () => {
		fc.assert(
			fc.property(name, one => {
				const file = `crosswalk: 1\nname: ${scalarText(one)}\nsource: { connection: ${scalarText(one)} }\n`;
				const { facts } = openSpec('/x.migration.yaml', memorySources(new Map([['/x.migration.yaml', file]])));
				expect([facts.spec.name?.text, facts.spec.source?.connection?.text]).toEqual([one, one]);
			}),
		);
	});
});

test('two thousand tables a side are paired by a few candidates each', () => {
	const tables = Array.from({ length: 300 }, (_, at) => `entity_${at}_x(id_${at} integer pk, name_${at} text, note text)`).join('\n');
	const { draft: made } = draftSpec(connections, { source: catalogText(tables), target: catalogText(tables.replaceAll('_x(', '(')) });
	const wrong = made.mappings.filter(({ source, target }) => source.name.replace(/_x$/, '') !== target.name);
	expect([made.mappings.length, wrong.length]).toEqual([300, 0]);
	expect(catalogLookup(catalogText(tables), ['public']).tables.size).toBe(300);
});
