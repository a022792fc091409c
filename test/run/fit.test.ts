/** Every kind of finding of the data fit on a real server, held against a plain query that counts the same thing. */

import { beforeAll, describe, expect, test } from 'vitest';
import type { FitResult } from '../../server/src/core/fit/fit';
import { checkSpec } from '../../server/src/core/rules/checkSpec';
import type { FitRun } from '../../server/src/run/fit';
import { freshDatabase } from '../support/postgres';
import { type FitDatabases, factsOf, findingOf, fitOn } from './fitHarness';

const erp = `
create schema erp;
create type erp.colour as enum ('red', 'green', 'blue');
create table erp.country(code text primary key, name text);
insert into erp.country select 'C' || i, 'Country ' || i from generate_series(1, 9) i;
create table erp.cust(no int primary key, name text, nick varchar(40), limit_amt numeric, qty bigint, rate double precision, born text, stat text,
	mail text, colour erp.colour, country text, parent int, at timestamp, score text, del text);
insert into erp.cust select i,
	case when i % 97 = 0 then null when i % 131 = 0 then repeat('é', 21 + i % 5) when i % 151 = 0 then 'short' || repeat(' ', 40) else 'name ' || i end,
	case when i % 53 = 0 then repeat('n', 30) else 'nick' end,
	case when i % 61 = 0 then 99999.995 when i % 67 = 0 then 1.239 when i % 71 = 0 then null else 10.25 end,
	case when i % 73 = 0 then 5000000000 when i % 79 = 0 then -40000 else i % 100 end,
	case when i % 83 = 0 then 1.5 else 2 end,
	case when i % 41 = 0 then '2023-02-31' when i % 43 = 0 then 'soon' else '2023-02-01' end,
	case when i % 37 = 0 then 'X' when i % 39 = 0 then 'Y' else 'A' end,
	case when i % 59 = 0 then 'same@example.org' else i || '@example.org' end,
	(array['red', 'green', 'blue'])[1 + i % 3]::erp.colour,
	case when i % 89 = 0 then 'ZZ' when i % 101 = 0 then null else 'C' || (1 + i % 9) end,
	case when i % 31 = 0 then 999999 when i % 3 = 0 then i - 1 end,
	timestamp '2024-01-01' + i * interval '1 hour',
	case when i % 47 = 0 then 'high' else (i % 10)::text end,
	case when i % 103 = 0 then 'Y' else 'N' end
from generate_series(1, 5000) i;
create table erp.ord(ord_no int, lin int, cust_no int, whs text, amt numeric(12, 4), primary key (ord_no, lin));
insert into erp.ord select i, 1, case when i % 29 = 0 then 777777 else 1 + i % 5000 end, case when i % 17 = 0 then 'W9' else 'W1' end, i / 7.0
	from generate_series(1, 3000) i;
create table erp.whs(code text primary key);
insert into erp.whs values ('W1'), ('W2');
analyze;
`;

const cloud = `
create schema app;
create type app.colour as enum ('red', 'green');
create domain app.positive as int check (value > 0) not null;
create table app.country(code varchar(2) primary key, name text not null);
create table app.cust(
	id bigint generated always as identity primary key, no int not null unique, name varchar(20) not null, nick varchar(40), limit_amt numeric(6, 2),
	qty smallint, rate numeric(6, 0), born date, stat text not null check (stat in ('active', 'old')), mail text unique, colour app.colour,
	country varchar(2) references app.country(code), parent_id bigint references app.cust(id), day date, score app.positive,
	constraint rate_below check (rate * 2 < limit_amt), constraint id_positive check (id > 0)
);
create table app.ord(cust_id bigint not null references app.cust(id), ord_no int not null, lin int not null, whs text references app.whs_unknown(code), amt numeric(12, 2), primary key (ord_no));
`.replace('create table app.ord(', 'create table app.whs_unknown(code text primary key);\ncreate table app.ord(');

const spec = `
mappings:
  country:
    source: erp.country
    target: app.country
    columns: { code: code, name: name }
  cust:
    source: erp.cust c
    target: app.cust
    key: [no]
    columns:
      no: c.no
      name: c.name
      nick: c.nick
      limit_amt: c.limit_amt
      qty: c.qty
      rate: c.rate
      born: { source: c.born, transform: [{ parse_date: YYYY-MM-DD }] }
      stat: { source: c.stat, map: { A: active } }
      mail: c.mail
      colour: c.colour
      country: c.country
      parent_id: { lookup: cust, by: c.parent }
      day: c.at
      score: c.score
    ignore:
      rows: { "c.del = 'Y'": Deleted long ago }
      target: { id: Made by the target }
  ord:
    source: erp.ord o join erp.whs w on w.code = o.whs
    where: o.ord_no > 10
    target: app.ord
    key: [ord_no]
    columns:
      ord_no: o.ord_no / 2
      lin: o.lin
      cust_id: { lookup: cust, by: o.cust_no }
      whs: w.code
      amt: o.amt
`;

/** Rows of cust that are there, those of them that are not rejected, and what rejects a row whatever it looks up. */
const here = "del is distinct from 'Y'";
const unread = (row: string) => `(${row}.born in ('2023-02-31', 'soon') or ${row}.stat in ('X', 'Y') or ${row}.score = 'high')`;
const missing = `(parent is not null and not exists (select from erp.cust p where p.no = cust.parent and p.${here}))`;
const parentRefused = `exists (select from erp.cust p where p.no = cust.parent and p.${here} and ${unread('p')})`;
const arrives = `${here} and not (${unread('cust')} or ${missing} or ${parentRefused})`;

describe('the data fit', () => {
	let databases: FitDatabases;
	let run: FitRun;
	const of = (name: string): FitResult | undefined => run.results.find(one => one.mapping === name);
	const count = async (condition: string, table = 'erp.cust') =>
		Number((await databases.source.run(`select count(*) from ${table} where ${condition}`))[0]?.[0]);

	beforeAll(async () => {
		databases = { source: await freshDatabase(erp), target: await freshDatabase(cloud) };
		run = await fitOn(databases, await factsOf(databases, spec));
	});

	test('every mapping is counted', () => {
		expect(run.notRun).toEqual([]);
		expect(run.results.map(one => one.mapping)).toEqual(['country', 'cust', 'ord']);
	});

	test.each([
		['null', 'cust.name', 'name is null'],
		['length', 'cust.name', "length(rtrim(name, ' ')) > 20"],
		['range', 'cust.limit_amt', 'abs(round(limit_amt, 2)) >= 10000'],
		['scale', 'cust.limit_amt', 'limit_amt <> round(limit_amt, 2)'],
		['range', 'cust.qty', 'qty not between -32768 and 32767'],
		['scale', 'cust.rate', 'rate <> round(rate)'],
		['enum', 'cust.colour', "colour = 'blue'"],
		['orphan', 'cust.cust_country_fkey', "country = 'ZZ'"],
		['check', 'cust.rate_below', 'round(rate::numeric) * 2 >= round(limit_amt, 2)'],
		['check', 'cust.cust_stat_check', 'false'],
		['check', 'cust.positive_check', 'score::int <= 0'],
		['scale', 'cust.day', 'at::date <> at'],
	] as const)('%s of %s', async (kind, about, condition) => {
		const found = findingOf(of('cust'), kind, about);
		const numbers = condition.includes('score') ? `score <> 'high' and ${condition}` : condition;
		expect(found.rows).toBe(await count(`${arrives} and case when ${arrives} then ${numbers} else false end`));
		expect(found.of).toBe(await count(arrives));
	});

	test.each([
		['rejected', 'cust.born', "born in ('2023-02-31', 'soon')"],
		['rejected', 'cust.score', "score = 'high'"],
		['map', 'cust.stat', "stat in ('X', 'Y')"],
	] as const)('%s by %s, of all rows', async (kind, about, condition) => {
		const found = findingOf(of('cust'), kind, about);
		expect(found.rows).toBe(await count(`${here} and ${condition}`));
		expect(found.of).toBe(await count(here));
		expect(of('cust')?.rows).toBe(await count(here));
		expect(of('cust')?.rejected).toBe(await count(`${here} and not (${arrives})`));
	});

	test('lookups without a partner, and those whose partner is rejected', async () => {
		expect(findingOf(of('cust'), 'lookup', 'cust.parent_id', 'parent-rejected').rows).toBe(await count(`${here} and ${parentRefused}`));
		expect(findingOf(of('cust'), 'lookup', 'cust.parent_id', 'missing-parent').rows).toBe(await count(`${here} and ${missing}`));
	});

	test('keys that stand more than once', async () => {
		const found = findingOf(of('cust'), 'unique', 'cust_mail_key');
		expect(found.rows).toBe(
			await count(`${arrives} and mail in (select mail from erp.cust where ${arrives} group by mail having count(*) > 1)`),
		);
		expect(found.keys).toEqual([[{ name: 'mail', value: 'same@example.org' }]]);
		// `no` is the primary key of the source, and needs no statement.
		expect(of('cust')?.findings.some(one => one.kind === 'unique' && one.about.endsWith('cust_no_key'))).toBe(false);
		// A lookup asks no further than to the row that it finds.
		const ordered = `ord_no > 10 and whs = 'W1' and exists (select from erp.cust p where p.no = ord.cust_no and p.${here} and not ${unread('p')})`;
		const twice = `ord_no / 2 in (select ord_no / 2 from erp.ord where ${ordered} group by 1 having count(*) > 1)`;
		expect(findingOf(of('ord'), 'unique', 'ord_pkey').rows).toBe(await count(`${ordered} and ${twice}`, 'erp.ord'));
	});

	test('rows that inner joins lose, and those that are left out for a reason', async () => {
		expect(findingOf(of('cust'), 'left-out', 'Deleted long ago').rows).toBe(await count("del = 'Y'"));
		expect(findingOf(of('ord'), 'not-joined', 'erp.ord').rows).toBe(await count("ord_no > 10 and whs = 'W9'", 'erp.ord'));
		expect(findingOf(of('ord'), 'left-out', 'where').rows).toBe(await count("ord_no <= 10 and whs <> 'W9'", 'erp.ord'));
	});

	test('what cannot be told is said', () => {
		expect(of('cust')?.skipped).toEqual([{ about: 'app.cust.id_positive', reason: expect.stringContaining('"id"') }]);
		expect(of('ord')?.skipped).toEqual([{ about: 'app.ord.ord_whs_fkey', reason: expect.stringContaining('"app.whs_unknown"') }]);
	});

	test('samples: five keys of the mapping, and the most frequent codes', async () => {
		const found = findingOf(of('cust'), 'map', 'cust.stat');
		const rows = await databases.source.run(
			`select stat, count(*) from erp.cust where ${here} and stat in ('X', 'Y') group by 1 order by 2 desc`,
		);
		expect(found.values).toEqual(rows.map(([value, each]) => ({ value, rows: Number(each) })));
		const keys = await databases.source.run(`select no from erp.cust where ${here} and stat in ('X', 'Y') order by 1 limit 5`);
		expect(found.keys).toEqual(keys.map(([no]) => [{ name: 'no', value: no }]));
		expect(findingOf(of('cust'), 'length', 'cust.name').message).toMatch(
			/^\d+ of 4,\d+ rows are longer than app\.cust\.name allows: the longest has 25 of 20 characters$/,
		);
	});

	test('a value that fits everywhere is told, too', () => {
		expect(findingOf(of('country'), 'length', 'country.code')).toMatchObject({ rows: 0, message: 'the longest value is 2 of 2' });
		expect(findingOf(of('country'), 'null', 'country.name')).toMatchObject({ rows: 0, message: 'no value is NULL' });
	});

	const one = (columns: string, more = '') => `
${more}mappings:
  cust:
    source: erp.cust c
    target: app.cust
    key: [no]
    columns:
      no: c.no
      name: { source: c.name, null_to: nobody }
      mail: c.mail
${columns}`;

	test('a mapping that fails on the data fails alone', async () => {
		const facts = await factsOf(
			databases,
			`${one('      limit_amt: 1 / (c.no - 7)\n')}  country:\n    source: erp.country\n    target: app.country\n    columns: { code: code, name: name }\n`,
		);
		const { results, notRun } = await fitOn(databases, facts);
		expect(results.map(({ mapping }) => mapping)).toEqual(['country']);
		expect(notRun).toEqual([{ mapping: 'cust', reason: expect.stringContaining('division by zero') }]);
	});

	test('a check that fails on the data, or that the source does not know, keeps nothing else from being counted', async () => {
		await databases.target.run(`
			create function app.is_fine(text) returns boolean immutable language sql return true;
			alter table app.cust add constraint divides check (10 / (no - 7) is not null), add constraint fine check (app.is_fine(name))`);
		try {
			const { results, notRun } = await fitOn(databases, await factsOf(databases, one('      score: c.no % 3\n')));
			expect(notRun).toEqual([]);
			expect(results[0]?.skipped).toContainEqual({ about: 'app.cust.divides', reason: 'the source failed: division by zero' });
			expect(results[0]?.skipped).toContainEqual({ about: 'app.cust.fine', reason: 'the source cannot run it (unknown-function)' });
			expect(findingOf(results[0], 'length', 'cust.name').rows).toBe(await count("length(rtrim(name, ' ')) > 20"));
		} finally {
			await databases.target.run('alter table app.cust drop constraint divides, drop constraint fine; drop function app.is_fine');
		}
	});

	test('a sample looks at a part, says which, and judges no keys', async () => {
		const facts = await factsOf(databases, one(''));
		const [share] = (await fitOn(databases, facts, { sample: '20%' })).results;
		expect(share?.sample).toBe('about 20 % of the pages of erp.cust');
		const pages = (await databases.source.run('select count(*) from erp.cust tablesample system (20) repeatable (1)'))[0]?.[0];
		expect(share?.rows).toBe(Number(pages));
		expect(share?.findings.some(({ kind }) => kind === 'unique')).toBe(false);
		expect(share?.skipped).toContainEqual({ about: 'keys that stand several times', reason: 'a sample cannot tell' });
		const [some] = (await fitOn(databases, facts, { sample: '1000' })).results;
		expect(some?.sample).toBe('about 20 % of the pages of erp.cust');
	});

	test('personal data: counts, and neither keys nor values', async () => {
		const [result] = (await fitOn(databases, await factsOf(databases, one('', 'scope: { data: { cust: personal } }\n')))).results;
		expect(result?.masked).toBe('samples are off: cust holds personal data');
		expect(findingOf(result, 'unique', 'cust_mail_key').rows).toBeGreaterThan(0);
		expect(result?.findings.filter(finding => finding.keys || finding.values)).toEqual([]);
	});

	test('what "otherwise" replaces is told with its codes, and is no trouble', async () => {
		await databases.target.run(
			'create table app.loose(no int primary key, stat text, nick text, country text, score text, parent_id bigint)',
		);
		const many = Array.from({ length: 60 }, (_, code) => `"${code % 9}${code > 8 ? 'x' : ''}${code}": v`).join(', ');
		const facts = await factsOf(
			databases,
			`lookups: { scores: { ${many}, "1": one, "2": two } }
${one('')}  loose:
    source: erp.cust c
    target: app.loose
    key: [no]
    columns:
      no: c.no
      stat: { source: c.stat, map: { A: active }, otherwise: null }
      nick: { source: c.nick, transform: [upper], map: { NICK: known }, otherwise: keep }
      country: { source: c.country, map: { C1: one, C2: two }, otherwise: { value: other } }
      score: { source: c.score, map: scores, otherwise: null }
      parent_id: { lookup: cust, by: c.parent, otherwise: null }
`,
		);
		const loose = (await fitOn(databases, facts)).results.find(({ mapping }) => mapping === 'loose');
		const told = (column: string) => findingOf(loose, 'replaced', `loose.${column}`);
		expect(loose?.rejected).toBe(0);
		expect(told('stat')).toMatchObject({ rows: await count("stat <> 'A'"), at: { part: 'map', column: 'stat' } });
		expect(told('stat').message).toMatch(/^\d+ of 5,000 rows get NULL for app\.loose\.stat, as the map lacks their codes$/);
		expect(told('stat').values?.map(({ value }) => value)).toEqual(['X', 'Y']);
		expect(told('nick')).toMatchObject({ rows: await count("upper(nick) <> 'NICK'"), message: expect.stringContaining('their own value') });
		expect(told('country')).toMatchObject({
			rows: await count("country not in ('C1', 'C2')"),
			message: expect.stringContaining("'other'"),
		});
		const scores = [...new Set(['1', '2', ...[...many.matchAll(/"(\w+)":/g)].map(([, key]) => key)])].map(key => `'${key}'`).join(', ');
		expect(told('score')).toMatchObject({ rows: await count(`score not in (${scores})`), at: { part: 'map', column: 'score' } });
		expect(told('parent_id')).toMatchObject({
			rows: await count('parent is not null and not exists (select from erp.cust p where p.no = cust.parent)'),
			at: { part: 'lookup', column: 'parent_id' },
			message: expect.stringContaining('get NULL'),
		});
		const fit = new Map(loose ? [['loose', loose]] : []);
		const problems = checkSpec(facts, { fit }).filter(({ code }) => code === 'values-replaced');
		expect(problems.map(({ severity }) => severity)).toEqual(Array(5).fill('information'));
	});

	test('keys that mappings of one table share are counted once for all of them', async () => {
		await databases.target.run(`create table app.party(no int not null, kind text not null, mail text unique, part text not null, alias text,
			primary key (no, kind), unique (part, no), unique nulls not distinct (alias))`);
		const member = (name: string, where: string, part: string, mail: string) => `  ${name}:
    source: erp.cust c
    where: ${where}
    target: app.party
    key: [no, kind]
    columns: { no: c.no % 1500, kind: c.stat, mail: ${mail}, part: { value: ${part} }, alias: "nullif(c.nick, 'nick')" }
`;
		const facts = await factsOf(
			databases,
			`mappings:\n${member('low', 'c.no <= 2000', 'L', 'c.mail')}${member('high', 'c.no > 2000', 'H', '{ source: c.mail, transform: [trim] }')}`,
		);
		const { results, notRun } = await fitOn(databases, facts);
		expect(notRun).toEqual([]);
		const [low, high] = results;
		const across = async (key: string, isKey = 'true') => {
			const sides = `(select no, ${key} as k, no <= 2000 as low from erp.cust where ${isKey}) s`;
			const several = `k in (select k from ${sides} group by k having bool_or(low) and not bool_and(low))`;
			return Number((await databases.source.run(`select count(*) from ${sides} where ${several}`))[0]?.[0]);
		};
		const of = (name: string) => findingOf(low, 'unique', `${name} of "low", "high"`);
		expect(of('party_mail_key')).toMatchObject({
			rows: await across('mail', 'mail is not null'),
			keys: [[{ name: 'mail', value: 'same@example.org' }]],
			message: expect.stringContaining(
				'with a row of another of "low", "high": 1 value stands in several, and "app.party" refuses all but one',
			),
		});
		expect(of('party_pkey').rows).toBe(await across('(no % 1500)::text || stat'));
		expect(of('party_alias_key').rows).toBe(await across("coalesce(nullif(nick, 'nick'), 'NULL')"));
		// A constant of each tells them apart.
		expect(low?.findings.some(({ about }) => about.includes('party_part_no_key of'))).toBe(false);
		expect(high?.findings.some(({ about }) => about.includes(' of "low"'))).toBe(false);
	});

	test('a time budget ends it with what is known, and a cancel ends it', async () => {
		const facts = await factsOf(databases, one(''));
		const budget = await fitOn(databases, facts, { timeBudgetMs: 0 });
		expect([...budget.notRun, ...budget.results].length).toBe(1);
		await expect(fitOn(databases, facts, { signal: AbortSignal.abort() })).rejects.toThrow('Cancelled');
	});
});
