/**
 * A column name that the table does not have, in an expression, as a target column, in a key, or in `copy`.
 *
 * **Why it matters.** The statement would fail when it runs; a misspelt target column would stay empty.
 *
 * **What to do.** Correct the name (a quick fix offers the nearest). If the column was added lately, refresh the catalog with
 * `crosswalk introspect`.
 */

import { nearestName } from '../base/nearest';
import type { Span } from '../base/span';
import type { Table } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import { copyOf } from '../mapping/copiedColumns';
import type { MappingFacts } from '../mapping/facts';
import type { Example, Text } from '../spec/spec';
import { meaningOf } from '../trials/given';
import { didYouMean, type MappingRule, type MappingSurroundings, type Report, replacing } from './rule';

export const unknownColumn: MappingRule = {
	code: 'unknown-column',
	group: 'names',
	severity: 'error',
	title: 'A column that does not exist',
	scope: 'mapping',
	message: ({ column, table, alias, nearest }) => {
		if (alias !== undefined)
			return `Nothing in "source" is called "${alias}", so "${column}" copies nothing${didYouMean(nearest, 'correct the alias')}`;
		const what = table === undefined ? `There is no column "${column}" here` : `"${table}" has no column "${column}"`;
		return `${what}, so the statement would fail${didYouMean(nearest, 'correct the name, or refresh the catalog if the column is new')}`;
	},
	check(facts, surroundings, report) {
		for (const name of targetNames(facts)) checkTarget(facts, name, report);
		for (const text of facts.mapping.copy?.patterns ?? []) checkCopy(facts, text, report);
		checkGiven(facts, surroundings, report);
	},
};

/** Names of target columns as written: what is filled, the key, what reconciliation names and examples expect. */
function targetNames({ mapping }: MappingFacts): readonly Text[] {
	const { key, reconcile, examples } = mapping;
	return [
		...mapping.columns.map(column => column.column),
		...(key?.kind === 'columns' ? key.columns : []),
		...(reconcile?.except ?? []).filter(text => !/[*?]/.test(text.text)),
		...(reconcile?.tolerance ?? []).map(one => one.column),
		...(reconcile?.checks ?? []).flatMap(check => check.column ?? []),
		...(reconcile?.accept ?? []).flatMap(one => one.columns),
		...examples.flatMap(({ expect }) => expectedColumns(expect)),
	];
}

function expectedColumns(expect: Example['expect']): readonly Text[] {
	if (expect.kind === 'none') return [];
	return expect.kind === 'rejected' ? [expect.column] : expect.rows.flatMap(row => row.map(cell => cell.column));
}

function checkTarget({ table }: MappingFacts, name: Text, report: Report): void {
	if (!table || columnOf(table, name.text)) return;
	tell(report, name.span, name.text, fullName(table), namesOf(table));
}

/** A name without wildcards must be on both sides; an alias must be one of the FROM clause. */
function checkCopy({ items, table, scopeKnown }: MappingFacts, text: Text, report: Report): void {
	if (!scopeKnown) return;
	const { item, column } = copyOf(text, items);
	const alias = text.text.slice(0, text.text.indexOf('.'));
	const aliases = items.map(one => one.alias);
	if (!item) return void report(text.span, { column: text.text, alias, nearest: nearestName(alias, aliases) });
	if (/[*?]/.test(column)) return;
	const columns = item.columns?.map(one => one.name);
	const end = text.span.end - (text.quoted ? 1 : 0);
	const span = { ...text.span, start: end - column.length, end };
	if (columns && !columns.includes(column)) tell(report, span, column, item.alias, columns);
	else if (table && !columnOf(table, column)) tell(report, span, column, fullName(table), namesOf(table));
}

/** Given rows stand for what an alias names, or a table, a view or a lookup. */
function checkGiven(facts: MappingFacts, surroundings: MappingSurroundings, report: Report): void {
	for (const { table, rows } of facts.mapping.examples.flatMap(example => example.given)) {
		const columns = meaningOf(table.text, facts, surroundings)?.columns;
		for (const { column } of columns ? rows.flat() : [])
			if (!columns?.includes(column.text)) tell(report, column.span, column.text, table.text, columns ?? []);
	}
}

function tell(report: Report, span: Span, column: string, table: string, columns: readonly string[]): void {
	const nearest = nearestName(column, columns);
	report(span, { column, table, nearest }, replacing(nearest));
}

function namesOf(table: Table): readonly string[] {
	return table.columns.map(column => column.name);
}
