import { beforeAll, expect, test } from 'vitest';
import { compileDescribe, compileDescribeValues } from '../../../server/src/core/mapping/compileDescribe';
import { DatabaseFailure } from '../../../server/src/engines/engine';
import { postgresEngine } from '../../../server/src/engines/postgres/postgres';
import { factsOf, relationDatabase } from '../../support/relation';

let database: Awaited<ReturnType<typeof relationDatabase>>['database'];
beforeAll(async () => {
	({ database } = await relationDatabase(`
		create schema erp; create schema app;
		create table erp.t (id integer, code char(3), amount numeric(8,2), ts timestamp);
		create table app.t (id integer primary key, code text, amount numeric, note text, parent_id integer references app.t);
	`));
});

const mapping = (more = '') => `
mappings:
  t:
    source: erp.t x
    where: x.id > 0
    target: app.t
    copy: [amount]
    columns:
      id: x.id
      code: { source: x.code, transform: [trim, { sql: "length(value)" }, { sql: "value + 1" }] }
      note: { source: x.amount / 3, transform: [{ coalesce: ["x.id"] }] }
      parent_id: { lookup: t, by: x.id - 1 }
    ignore: { rows: { "x.code = 'no'": Not wanted } }
    high_water: x.ts
${more}`;

async function describe(spec: string): Promise<{ readonly outputs: readonly string[]; readonly fault?: string }> {
	const facts = await factsOf(database, spec);
	const [first] = facts.mappings;
	if (!first) throw new Error('There is no mapping');
	const session = await postgresEngine.connect(database.settings);
	const types = new Map<string, string>();
	const outputs: string[] = [];
	try {
		for (const compile of [compileDescribe, compileDescribeValues]) {
			const described = compile(facts, first, { sourceVersion: 180000, targetVersion: 180000, types });
			if (!described) continue;
			try {
				const columns = await session.describe(described.sql.text);
				for (const [index, { id, piece, column }] of described.outputs.entries()) {
					const type = columns[index]?.type ?? '?';
					types.set(id, type);
					outputs.push(`${column ?? '-'}: ${piece?.sql.text ?? 'copied'} is ${type}`);
				}
			} catch (error) {
				const position = error instanceof DatabaseFailure ? error.detail?.position : undefined;
				const span = position === undefined ? undefined : described.sql.originAt(position);
				const block = facts.spec.files.flatMap(file => file.blocks).find(one => one.id === span?.block);
				return { outputs, fault: block?.text.slice(span?.start, span?.end) ?? String(error) };
			}
		}
		return { outputs };
	} finally {
		await session.close();
	}
}

test('every expression gets its type from the server', async () => {
	expect(await describe(mapping())).toEqual({
		outputs: [
			'id: x.id is integer',
			'code: x.code is character(3)',
			'note: x.amount / 3 is numeric',
			'note: x.id is integer',
			'parent_id: x.id - 1 is integer',
			'amount: copied is numeric(8,2)',
			'-: x.ts is timestamp without time zone',
			'code: length(value) is integer',
			'code: value + 1 is integer',
		],
	});
});

test.each([
	['an expression', mapping().replace('x.amount / 3', "x.amount / date '2024-01-01'"), '/'],
	['a condition', mapping().replace('x.id > 0', "x.id > 'zero'"), "'zero'"],
	['an ignored row', mapping().replace("x.code = 'no'", "x.id ~ 'no'"), '~'],
	['high water', mapping().replace('high_water: x.ts', 'high_water: x.ts + 1'), '+'],
	['an expression over value', mapping().replace('value + 1', 'value + true'), '+'],
	['a part of a lookup', mapping().replace('x.id - 1', "x.id - interval '1 day'"), '-'],
])('a fault of the server in %s is found in the file', async (_, spec, fault) => {
	expect((await describe(spec)).fault).toBe(fault);
});

test('high water of grouped rows may be an aggregate, or stand before grouping', async () => {
	const grouped = (highWater: string) => `
mappings:
  t:
    source: erp.t x
    group_by: x.code
    target: app.t
    key: none
    columns:
      code: x.code
      amount: sum(x.amount)
    high_water: ${highWater}
`;
	expect((await describe(grouped('max(x.ts)'))).outputs.at(-1)).toBe('-: max(x.ts) is timestamp without time zone');
	expect((await describe(grouped('x.ts'))).fault).toBeUndefined();
	expect((await describe(grouped('x.ts + 1'))).fault).toBe('+');
});
