import { beforeAll, expect, test } from 'vitest';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { codeLenses } from '../../server/src/features/codeLens';
import { type LensResult, type LensSpec, type MappingLenses, renderAge } from '../../server/src/features/lens';
import { catalogText } from '../support/catalogText';
import { readFixture } from '../support/fixture';
import { memorySources } from '../support/memorySources';

beforeAll(loadSqlParser);

const spec = '/spec.migration.yaml';
const connections = 'source: { engine: postgres }\ntarget: { engine: postgres }\n';
const project = new Map([
	['/.crosswalk/connections.yaml', connections],
	['/.crosswalk/catalogs/source.json', renderSnapshot(catalogText('cust(id int pk, name text)\nord(id int pk)'))],
	['/.crosswalk/catalogs/target.json', renderSnapshot(catalogText('customers(id int pk, name text, note text)\norders(id int pk)'))],
]);

const text = `
crosswalk: 1
name: shop
source: { connection: source }
target: { connection: target }
mappings:
  customers:
    source: cust c
    target: customers
    columns:
      id: c.id
      name: c.name
  orders:
    source: ord o
    target: orders
    columns:
      id: o.id
`.trimStart();

interface Shown {
	readonly lenses: readonly MappingLenses[];
	/** `line: title | title | title`, lines from 1. */
	readonly lines: readonly string[];
}

function show(source: string, options: { file?: string; before?: Shown; results?: Readonly<Record<string, LensResult>> } = {}): Shown {
	const files = readFixture(source).files;
	const sources = memorySources(new Map([...project, ...files]));
	const { file = spec, before, results = {} } = options;
	const specs = [...files.keys()]
		.filter(name => name.endsWith('.migration.yaml'))
		.map((name): LensSpec => {
			const { facts } = openSpec(name, sources);
			return {
				uri: `file://${name}`,
				name: facts.spec.name?.text ?? '',
				facts,
				result: (mapping, run) => results[`${run} ${mapping}`],
				entry: id => results[`entry ${id}`],
			};
		});
	const lenses = codeLenses(file, files.get(file) ?? '', specs, before?.lenses);
	const lines = lenses.map(
		({ lenses }) => `${(lenses[0]?.range.start.line ?? 0) + 1}: ${lenses.map(lens => lens.command.title).join(' | ')}`,
	);
	return { lenses, lines };
}

test('three lenses above each mapping', () => {
	const { lines, lenses } = show(text);
	expect(lines).toEqual(['6: Coverage 2/3 | Validate | ▶ Reconcile', '12: Coverage 1/1 | Validate | ▶ Reconcile']);
	expect(lenses[0]?.lenses.map(lens => lens.command.command)).toEqual([
		'crosswalk.showCoverage',
		'crosswalk.validateMapping',
		'crosswalk.reconcile',
	]);
	expect(lenses[0]?.lenses[2]?.command.arguments).toEqual([{ uri: 'file:///spec.migration.yaml', mapping: 'customers' }]);
});

test('results with their age, and a mark when they are of another text', () => {
	const results = {
		'reconcile customers': { text: '✗ 3 missing, 224 changed', ageMs: 125_000, isStale: false, where: 'staging' },
		'validate customers': { text: '✓', ageMs: 0, isStale: true },
	};
	expect(show(text, { results }).lines[0]).toBe(
		'6: Coverage 2/3 | Validate · ✓ · just now · stale | ▶ Reconcile · ✗ 3 missing, 224 changed · 2 min ago · staging',
	);
});

test('without catalogs there is nothing to count', () => {
	expect(show(text.replace('connection: target', 'connection: other')).lines[0]).toBe('6: Coverage | Validate | ▶ Reconcile');
});

test.each([
	['a quote that is not closed', text.replace('name: c.name', 'name: "c.name')],
	['a key that is being typed', text.replace('  orders:\n', '  orders\n')],
	['a bracket at the top', text.replace('name: shop', 'name: [shop')],
	['a tab in the indent', text.replace('    source: cust c', '\tsource: cust c')],
	['half a mapping above', text.replace('mappings:\n', 'mappings:\n  half\n')],
])('lenses stay where their mappings are: %s', (_, broken) => {
	const before = show(text);
	const after = show(broken, { before });
	const line = (name: string) => broken.split('\n').findIndex(one => one.trimStart().startsWith(name)) + 1;
	expect([...after.lines].sort()).toEqual(
		[`${line('customers')}: Coverage 2/3 | Validate | ▶ Reconcile`, `${line('orders')}: Coverage 1/1 | Validate | ▶ Reconcile`].sort(
			(a, b) => (a < b ? -1 : 1),
		),
	);
});

test('a mapping that is taken out takes its lenses with it', () => {
	const before = show(text);
	expect(show(text.replace(/ {2}orders:[\s\S]*/, ''), { before }).lines).toHaveLength(1);
	expect(show(text.replace(/ {2}orders:[\s\S]*/, '  "'), { before }).lines).toHaveLength(1);
});

test('a fragment has lenses for each of its specs, with the uri of the spec', () => {
	const head = 'crosswalk: 1\nsource: { connection: source }\ntarget: { connection: target }\ninclude: [orders.mapping.yaml]\n';
	const { lines, lenses } = show(
		`
#- /one.migration.yaml
name: one
${head}
#- /two.migration.yaml
name: two
${head}
#- /orders.mapping.yaml
mappings:
  orders: { source: ord o, target: orders, columns: { id: o.id } }
`,
		{ file: '/orders.mapping.yaml' },
	);
	expect(lines).toEqual(['2: Coverage 1/1 · one | Validate | ▶ Reconcile', '2: Coverage 1/1 · two | Validate | ▶ Reconcile']);
	expect(lenses.map(({ uri }) => uri)).toEqual(['file:///one.migration.yaml', 'file:///two.migration.yaml']);
});

test.each([
	[59_999, 'just now'],
	[60_000, '1 min ago'],
	[3_600_000, '1 h ago'],
	[86_400_000, '1 day ago'],
	[3 * 86_400_000, '3 days ago'],
])('%i ms are %s', (ms, age) => {
	expect(renderAge(ms)).toBe(age);
});

test('quality rules, acceptance tests and examples have a lens each, which runs that entry', () => {
	const trials = `${text}    examples:
      one: { given: {}, expect: none }
quality:
  rule one: { on: source, table: cust, rows: id > 0 }
acceptance:
  "a/b": { steps: Look }
`;
	const passed = { text: '✓ no violation', ageMs: 61_000, isStale: true };
	const { lines, lenses } = show(trials, { results: { 'entry quality//rule one': passed } });
	const line = (start: string) => trials.split('\n').findIndex(one => one.trimStart().startsWith(start)) + 1;
	expect(lines.slice(2)).toEqual([
		`${line('one')}: ▶ Run`,
		`${line('rule one')}: ▶ Check · ✓ no violation · 1 min ago · stale`,
		`${line('"a/b"')}: Record result`,
	]);
	expect(lenses.slice(2).map(one => one.lenses[0]?.command)).toMatchObject([
		{ command: 'crosswalk.check', arguments: [{ uri: `file://${spec}`, checks: ['examples/orders/one'] }] },
		{ arguments: [{ checks: ['quality//rule one'] }] },
		{ arguments: [{ checks: ['acceptance//a/b'] }] },
	]);
	const broken = trials.replace('name: shop', 'name: [shop');
	expect(show(broken, { before: show(trials) }).lines).toHaveLength(5);
});

test('each pair of queries has its own lens, and tells its result', () => {
	const pairs = `${text}reconciliation:
  order totals:
    source: select 1 as n
    target: select 1 as n
`;
	const results = { 'entry //order totals': { text: '✓ identical', ageMs: 60_000, isStale: false } };
	const { lines, lenses } = show(pairs, { results });
	expect(lines.at(-1)).toMatch(/: ▶ Reconcile · ✓ identical · 1 min ago$/);
	expect(lenses.at(-1)?.lenses[0]?.command).toMatchObject({
		command: 'crosswalk.reconcile',
		arguments: [{ uri: 'file:///spec.migration.yaml', checks: ['//order totals'] }],
	});
});
