import { expect, test } from 'vitest';
import { comparisonGroup } from '../../../server/src/core/mapping/compileComparison';
import { compileInsert, compileSelect } from '../../../server/src/core/mapping/compileLoad';
import type { MappingFacts, SpecFacts } from '../../../server/src/core/mapping/facts';
import type { SqlText } from '../../../server/src/core/sql/composed';
import { postgresEngine } from '../../../server/src/engines/postgres/postgres';
import { describeAll, factsOf, relationDatabase } from '../../support/relation';

const schema = `
create schema erp;
create schema app;
create type app.kind as enum ('big', 'small');
create table erp.firm (no integer, name char(20), kind char(1), boss integer, info text, born integer);
insert into erp.firm values (1, 'One', 'B', null, '{"a": 1}', 20240101), (2, 'Two', 'S', 1, null, 0), (3, 'Three', '?', 1, null, 0), (4, 'Four', 'S', 3, null, 0);
create table erp.deal (firm integer, num smallint, amount integer);
insert into erp.deal values (1, 1, 1050), (1, 2, 99), (2, 1, 5), (3, 1, 7), (null, 9, 1);
create table erp.item (firm integer, num smallint, pos integer, txt varchar(20));
insert into erp.item values (1, 2, 1, 'first'), (1, 2, 2, null), (2, 1, 1, ' x '), (3, 1, 1, 'lost'), (1, 7, 1, 'lost too');
create table app.firms (
	id bigint generated always as identity primary key, firm_no integer unique not null, name varchar(20) not null, kind app.kind, boss_id bigint references app.firms,
	info jsonb, born date, origin text not null
);
create table app.deals (id uuid primary key default gen_random_uuid(), firm_id bigint references app.firms, num integer not null, amount numeric(8,2), unique (firm_id, num));
create table app.items (deal_id uuid not null references app.deals, pos integer, txt text, primary key (deal_id, pos));
`;

const spec = `
mappings:
  firms:
    source: erp.firm f
    target: app.firms
    columns:
      firm_no: f.no
      name: f.name
      kind: { source: f.kind, map: { B: big, S: small } }
      boss_id: { lookup: firms, by: f.boss }
      info: f.info
      born: { source: f.born, transform: [zero_date_to_null, { parse_date: YYYYMMDD }] }
      origin: { value: erp }
  deals:
    source: erp.deal d
    target: app.deals
    key: [firm_id, num]
    columns:
      id: { generated: default }
      firm_id: { lookup: firms, by: d.firm }
      num: d.num
      amount: d.amount / 100.0
  items:
    source: erp.item i
    target: app.items
    columns:
      deal_id: { lookup: deals, by: [i.firm, i.num] }
      pos: i.pos
      txt: { source: i.txt, transform: [trim] }
`;

/** Loads every mapping by the INSERT that is shown, in one database, then compares. */
test('what the shown INSERT loads is what the comparison expects', async () => {
	const { database, relations } = await relationDatabase(schema);
	const facts = await factsOf(database, spec);
	for (const mapping of facts.mappings) await database.run((await compiled(facts, mapping, compileInsert)).text);
	const found: string[] = [];
	for (const { name } of facts.mappings) {
		const { source, target, compiled: comparison } = await relations(spec, { mapping: name });
		expect(target, comparison.target.text).toEqual(source.filter(row => !row.includes('!')));
		found.push(name, ...source);
	}
	expect(found).toEqual([
		'firms',
		'1 | One | big | - | {"a": 1} | 2024-01-01 | erp',
		'2 | Two | small | 1 | - | - | erp',
		'3 | Three | - | 1 | - | - | erp ! kind refused-value ?',
		'4 | Four | small | 3 | - | - | erp ! boss_id parent-rejected 3',
		'deals',
		'- | 9 | 0.01',
		'1 | 1 | 10.50',
		'1 | 2 | 0.99',
		'2 | 1 | 0.05',
		'3 | 1 | 0.07 ! firm_id parent-rejected 3',
		'items',
		'1 | 2 | 1 | first',
		'1 | 2 | 2 | -',
		'1 | 7 | 1 | lost too ! deal_id missing-parent 1, 7',
		'2 | 1 | 1 | x',
		'3 | 1 | 1 | lost ! deal_id parent-rejected 3, 1',
	]);

	async function compiled(all: SpecFacts, mapping: MappingFacts, compile: typeof compileInsert): Promise<SqlText> {
		const session = await postgresEngine.connect(database.settings);
		try {
			const options = { sourceVersion: session.info.version, targetVersion: session.info.version };
			const types = await describeAll(session, all, comparisonGroup(all, mapping), options);
			const made = compile(all, mapping, { ...options, types });
			if ('impossible' in made) throw new Error(made.impossible);
			if (compile === compileInsert) await session.describe((await compiled(all, mapping, compileSelect)).text);
			return made;
		} finally {
			await session.close();
		}
	}
});
