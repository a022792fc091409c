import { expect, test } from 'vitest';
import { coverageLayout } from '../../../client/src/webview/map/coverageLayout';
import { coverageSvg, orderSvg } from '../../../client/src/webview/map/drawings';
import { orderLayout } from '../../../client/src/webview/map/orderLayout';
import type { CoverageMap, CoverageMapColumn, CoverageMapTable } from '../../../server/src/core/report/coverageMap';
import { openPage, spec } from './livePage';

const place = { file: 'shop.migration.yaml', uri: spec, line: 4 };

function column(name: string, state: CoverageMapColumn['state'], more: Partial<CoverageMapColumn> = {}): CoverageMapColumn {
	return { name, type: 'text', state, ...more };
}

function table(name: string, columns: readonly CoverageMapColumn[], more: Partial<CoverageMapTable> = {}): CoverageMapTable {
	return { name, state: 'mapped', mappings: ['customers'], columns, place, ...more };
}

const map: CoverageMap = {
	spec: 'shop.migration.yaml',
	uri: spec,
	source: [
		table('erp.cust', [column('no', 'mapped'), column('fax', 'unmapped')]),
		table('erp.log', [column('at', 'ignored')], { state: 'ignored', reason: 'Old <b>logs</b>', mappings: [] }),
	],
	target: [
		table('app.customers', [
			column('no', 'mapped', { place: { ...place, line: 9 } }),
			column('email', 'unmapped', { isRequired: true }),
			column('id', 'generated'),
		]),
		table('app.audit', [column('at', 'unmapped')], { state: 'unmapped', mappings: [], place: undefined }),
	],
	links: [
		{
			mapping: 'customers',
			target: { table: 'app.customers', column: 'no' },
			sources: [{ table: 'erp.cust', column: 'no' }],
			how: 'c.no::bigint',
			place,
		},
		{ mapping: 'customers', target: { table: 'app.customers', column: 'id' }, sources: [], how: 'made by the target' },
	],
	order: {
		steps: [[{ name: 'customers', place }, { name: 'a' }, { name: 'b' }], [{ name: 'orders' }]],
		references: [
			{ child: 'orders', parent: 'customers', columns: ['customer_id'] },
			{ child: 'a', parent: 'b', columns: [] },
			{ child: 'b', parent: 'a', columns: [] },
		],
		cycles: [['a', 'b', 'a']],
	},
};

const all = { search: '', onlyUndecided: false, openTables: new Set<string>() };
const names = (lines: readonly { readonly table: CoverageMapTable; readonly column?: CoverageMapColumn }[]) =>
	lines.map(({ table, column }) => (column ? `  ${column.name}` : table.name));

test('tables that are closed are joined, and open ones column by column', () => {
	const closed = coverageLayout(map, all);
	expect(names(closed.source)).toEqual(['erp.cust', 'erp.log']);
	expect(closed.curves).toEqual([{ mapping: 'customers', source: 0, target: 0 }]);
	const open = coverageLayout(map, { ...all, openTables: new Set(['source:erp.cust', 'target:app.customers']) });
	expect(names(open.source)).toEqual(['erp.cust', '  fax', '  no', 'erp.log']);
	expect(names(open.target)).toEqual(['app.customers', '  email', '  no', '  id', 'app.audit']);
	expect(open.curves.map(({ source, target }) => [source, target])).toEqual([[2, 2]]);
});

test('a search finds both ends, and reasons', () => {
	const found = coverageLayout(map, { ...all, search: 'bigint' });
	expect([names(found.source), names(found.target)]).toEqual([
		['erp.cust', '  no'],
		['app.customers', '  no'],
	]);
	expect(names(coverageLayout(map, { ...all, search: 'old' }).source)).toEqual(['erp.log']);
	const undecided = coverageLayout(map, { ...all, onlyUndecided: true });
	expect([names(undecided.source), names(undecided.target)]).toEqual([
		['erp.cust', '  fax'],
		['app.customers', '  email', 'app.audit', '  at'],
	]);
});

test('a click goes to the spec, and what is undecided is mapped or left out from the page', () => {
	const page = openPage();
	page.hear({ kind: 'coverage', map, mapping: '' });
	expect(page.find('header').textContent).toContain('1 source column and 2 target columns are undecided, 1 of them required');
	page.click('Columns of app.customers');
	page.click('no');
	expect(page.sent.at(-1)).toEqual({ kind: 'open', uri: spec, line: 9 });
	page.click('Map app.customers.email');
	page.click('Leave out app.audit, with a reason');
	expect(page.sent.slice(-2)).toEqual([
		{ kind: 'edit', edit: { action: 'map', side: 'target', table: 'app.customers', column: 'email' } },
		{ kind: 'edit', edit: { action: 'ignore', side: 'target', table: 'app.audit' } },
	]);
	expect(page.root.querySelector('b')).toBeNull();
});

test('the load order is drawn from parents to children, and a circle is told', () => {
	const { boxes, arrows } = orderLayout(map.order);
	expect(boxes.map(({ name, step }) => `${step} ${name}`)).toEqual(['0 customers', '0 a', '0 b', '1 orders']);
	expect(
		arrows.map(({ child, parent, label, isInCycle }) => `${child} after ${parent} by ${label}${isInCycle ? ', in a circle' : ''}`),
	).toEqual(['orders after customers by customer_id', 'a after b by lookup, in a circle', 'b after a by lookup, in a circle']);
	const page = openPage();
	page.hear({ kind: 'coverage', map, mapping: '' });
	expect(page.root.textContent).toContain('These refer to each other in a circle: a → b → a');
});

test('both drawings are files of their own, in which names are text', () => {
	const hostile = table('app.<script>', [column('"&', 'unmapped')], { state: 'unmapped' });
	const layout = coverageLayout({ ...map, target: [hostile] }, { ...all, openTables: new Set(['target:app.<script>']) });
	const drawing = coverageSvg(layout, 'Coverage of <shop>');
	expect(drawing).toContain('>app.&lt;script&gt; (undecided)<');
	expect(drawing).toContain('>&quot;&amp; (undecided)<');
	expect(drawing).not.toMatch(/<script|<shop/);
	expect(orderSvg(orderLayout(map.order), 'Load order')).toContain('<title>orders refers to customers: customer_id</title>');
});
