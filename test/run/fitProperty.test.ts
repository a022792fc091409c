/**
 * Whatever the values: as many rows are found to be in trouble as an INSERT of each row alone would have refused by the target. What only
 * loses digits is stored, and told apart by comparing what was stored.
 */

import { expect, test } from 'vitest';
import { freshDatabase } from '../support/postgres';
import { factsOf, fitOn } from './fitHarness';
import { randomFrom } from './random';

/** Types of the source with values of all kinds, and types of the target that may refuse some of them. */
const shapes = [
	{
		source: 'text',
		targets: ['varchar(5)', 'char(3)', 'varchar(8) not null', 'text check (length(v) < 6)', 'app.short'],
		values: ['', 'a', 'äöü', 'abcde', 'abcdef', 'abc     ', 'ab   cd  ', '     x', '12345678', '123456789', null],
	},
	{
		source: 'bigint',
		targets: ['smallint', 'integer', 'numeric(4, 1)', 'integer not null check (v <> 7)', 'real', 'varchar(3)'],
		values: [
			'0',
			'7',
			'-32768',
			'-32769',
			'32767',
			'40000',
			'2147483648',
			'-2147483648',
			'999',
			'1000',
			'-1000',
			'9223372036854775807',
			null,
		],
	},
	{
		source: 'numeric',
		targets: ['smallint', 'integer', 'numeric(4, 1)', 'numeric(6, 3) not null', 'bigint', 'numeric(3, 0)'],
		values: [
			'0',
			'1.5',
			'999.94',
			'999.95',
			'-999.95',
			'999.4',
			'999.5',
			'32767.4',
			'32767.5',
			'-32768.5',
			'-32768.6',
			'0.001',
			'0.0004',
			'12345678901234567890',
			'NaN',
			null,
		],
	},
	{
		source: 'double precision',
		targets: ['integer', 'numeric(4, 1)'],
		values: ['0', '1.5', '2147483647.4', '2147483647.6', '999.94', '999.96', '1e10', null],
	},
] as const;

const quoted = (value: string | null) => (value === null ? 'null' : `'${value}'`);

test.each([1, 2])('seed %i', async seed => {
	const choose = randomFrom(seed);
	const cases = shapes.flatMap(shape => shape.targets.map(target => ({ ...shape, target })));
	const tables = cases.map(({ source, values }, index) => {
		const rows = Array.from({ length: 60 }, (_, row) => `(${row}, ${quoted(choose.pick<string | null>(values))}::${source})`);
		return `create table erp.t${index} (id int primary key, v ${source}); insert into erp.t${index} values ${rows.join(', ')};`;
	});
	const source = await freshDatabase(`create schema erp; ${tables.join('\n')}`);
	const made = cases.map(({ target }, index) => `create table app.t${index} (id int primary key, v ${target});`);
	const target = await freshDatabase(`create schema app; create domain app.short as text check (length(value) < 4); ${made.join('\n')}`);
	const mappings = cases.map(
		(_, index) => `  t${index}: { source: erp.t${index} s, target: app.t${index}, columns: { id: s.id, v: s.v } }\n`,
	);
	const { results, notRun } = await fitOn({ source, target }, await factsOf({ source, target }, `mappings:\n${mappings.join('')}`));
	expect(notRun).toEqual([]);
	// The target's own judgement: every row in a statement of its own, in the source's database with the target's tables.
	await source.run(`create schema app; create domain app.short as text check (length(value) < 4); ${made.join('\n')}
		create function refused(number int) returns int language plpgsql as $$
		declare row record; count int := 0;
		begin
			for row in execute format('select id from erp.t%s', number) loop
				begin
					execute format('insert into app.t%s select id, v from erp.t%s where id = %s', number, number, row.id);
				exception when others then count := count + 1;
				end;
			end loop;
			return count;
		end $$`);
	const told = results.map(({ mapping, findings, rejected }) => {
		const refusing = findings.filter(({ kind }) => kind !== 'scale' && kind !== 'rejected');
		return [mapping, rejected + refusing.reduce((sum, one) => sum + one.rows, 0)];
	});
	const refused = await source.run(`select 't' || i, refused(i) from generate_series(0, ${cases.length - 1}) i`);
	expect(told.map(([mapping, rows]) => `${mapping} ${cases[Number(String(mapping).slice(1))]?.target} ${rows}`)).toEqual(
		refused.map(([name, rows]) => `${name} ${cases[Number(String(name).slice(1))]?.target} ${rows}`),
	);
});
