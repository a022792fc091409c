/** Quick fixes of the plan: what is missing is written, mappings find their phase, and the facts suggest risks. */

import { beforeAll, expect, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { checkFix, fixTitles } from '../support/checkFix';

beforeAll(loadSqlParser);

const catalogs = `
#- /source.catalog
schema erp
erp.a(no bigint pk, day date not null) rows 5000000
#- /target.catalog
schema app
app.o(no bigint pk, day date not null)
app.c(no bigint pk)`;

const head = `crosswalk: 1
name: shop
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
`;

const mappings = `mappings:
  orders:
    source: erp.a a
    target: app.o
    columns: { no: a.no, day: a.day }
  copies:
    source: erp.a a
    target: app.c
    columns: { no: a.no }
`;

test('a filter goes, so that the last phase takes the rest', () => {
	const before = (where: string) => `${head}strategy:
  phases:
    old: { mappings: [orders], where: { orders: day < date '2024-01-01' } }
    young:
      mappings: [orders, copies]${where}
${mappings}`;
	checkFix(
		catalogs,
		before("\n      where:\n        orders: <|>day > date '2024-01-01'"),
		'Let "young" take the rest of "orders"',
		before(''),
	);
});

test('a mapping is put into a phase, in braces and as lines', () => {
	const spec = (one: string, two: string, name: string) => `${head}strategy:
  pattern: phased
  phases:
    one: { mappings: [orders${one}] }
    two:
      mappings:
        - orders${two}
${mappings.replace('copies:', name)}`;
	checkFix(catalogs, spec('', '', '<|>copies:'), 'Move "copies" in the phase "one"', spec(', copies', '', 'copies:'));
	checkFix(catalogs, spec('', '', '<|>copies:'), 'Move "copies" in the phase "two"', spec('', '\n        - copies', 'copies:'));
});

test('a risk gets what it lacks', () => {
	const spec = (risk: string) => `${head}${mappings}risks:
  ${risk}
`;
	checkFix(
		catalogs,
		spec('<|>dirty: { mitigation: Sales is told }'),
		'Write "owner" of "dirty"',
		spec('dirty: { mitigation: Sales is told, owner: ${1:role} }'),
	);
});

test('a way back is written whole, or what it lacks', () => {
	const spec = (word: string, rest: string) => `${head}scope: { continuity: { reversible_for: 14d } }
${word}:
  synchronisation: one-time-copy
${rest}${mappings}`;
	checkFix(
		catalogs,
		spec('<|>strategy', ''),
		'Write the way back',
		spec(
			'strategy',
			'  fallback: ${1:{ until: 14d, trigger: what makes the team go back, decide: role, how: how the way back is taken, new_data: sync-back \\}}\n',
		),
	);
});

test('the facts suggest risks where the cursor stands on the plan, and not elsewhere', () => {
	const spec = (text: string) => `${catalogs}\n#- /spec.migration.yaml\n${head}${text}`;
	const strategy = 'strategy:\n  synchronisation: delta\n';
	const offered = (text: string) => fixTitles(spec(text)).filter(title => title.startsWith('Add the risk'));
	expect(offered(`<|>${strategy}${mappings}`)).toEqual(['Add the risk "never_rehearsed"', 'Add the risk "deltas_that_read_all"']);
	expect(offered(`${strategy}${mappings}risks:<|>\n  never_rehearsed: { owner: lead, mitigation: Soon }\n`)).toEqual([
		'Add the risk "deltas_that_read_all"',
	]);
	expect(offered(`${strategy}${mappings.replace('copies:', 'cop<|>ies:')}`)).toEqual([]);
});
