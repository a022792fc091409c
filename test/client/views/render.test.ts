import { expect, test } from 'vitest';

import { renderColumn, renderTable } from '../../../client/src/views/renderCatalog';
import { renderConnection, renderVersion } from '../../../client/src/views/renderConnection';
import type { CatalogColumn, CatalogTable, KnownConnection } from '../../../server/src/protocol';

const day = 86_400_000;

function checkConnection(connection: Partial<KnownConnection>, expected: string): void {
	const { label, description, isWarning } = renderConnection({ name: 'erp', line: 0, state: 'ready', ...connection }, 10 * day);
	expect(`${isWarning ? '⚠ ' : ''}${label}: ${description}`).toBe(expected);
}

test('a connection tells its environment, and its catalog with its age', () =>
	checkConnection({ environment: 'production', tables: 16, writtenAt: 7 * day }, 'erp: production · 16 tables, catalog of 3 days ago'));

test('a catalog that is missing or unreadable is a warning', () => {
	checkConnection({ state: 'missing' }, '⚠ erp: no catalog yet');
	checkConnection({ state: 'unreadable' }, '⚠ erp: its catalog cannot be read');
});

test('a schema that has changed is a warning', () =>
	checkConnection({ tables: 1, writtenAt: 10 * day, hasDrift: true }, '⚠ erp: 1 table, catalog of today · changed'));

test('versions are said as people say them', () => expect([renderVersion(180004), renderVersion(150018)]).toEqual(['18.4', '15.18']));

test('names of a project are shown as they are, whatever they look like', () => {
	const { tooltip } = renderConnection({ name: '[x](command:y) **b**', line: 0, state: 'missing' }, 0);
	expect(tooltip).toContain('\\[x\\]\\(command\\:y\\) \\*\\*b\\*\\*');
});

const place = { mapping: 'customers', uri: 'file:///x', line: 1 };

test.each<[Partial<CatalogTable>, string]>([
	[{ state: 'mapped', mapped: [place], rows: 91004 }, 'erp.t | → customers · about 91,004 rows'],
	[{ state: 'unmapped', rows: 1 }, 'erp.t | undecided · about 1 row'],
	[{ state: 'ignored', reason: 'Scratch' }, 'erp.t | left out'],
	[{ kind: 'materialized-view' }, 'erp.t | materialized view'],
])('a table: %j', (table, expected) => {
	const { label, description, tooltip } = renderTable({ schema: 'erp', name: 't', kind: 'table', mapped: [], ...table });
	expect(`${label} | ${description}`).toBe(expected);
	if (table.reason !== undefined) expect(tooltip).toContain(table.reason);
});

test.each<[Partial<CatalogColumn>, string]>([
	[{ state: 'mapped', mapped: [place, place] }, 'no | integer not null · → customers'],
	[{ isNullable: true, state: 'generated' }, 'no | integer · the database makes it'],
])('a column: %j', (column, expected) => {
	const { label, description } = renderColumn({ name: 'no', type: 'integer', isNullable: false, isKey: true, mapped: [], ...column });
	expect(`${label} | ${description}`).toBe(expected);
});
