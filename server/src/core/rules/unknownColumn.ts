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
import { columnOf, fullName } from '../catalog/lookup';
import { copyOf } from '../mapping/copiedColumns';
import type { MappingFacts } from '../mapping/facts';
import type { Text } from '../spec/spec';
import { didYouMean, type MappingRule, type Report } from './rule';

export const unknownColumn: MappingRule = {
	code: 'unknown-column',
	group: 'names',
	severity: 'error',
	title: 'A column that does not exist',
	scope: 'mapping',
	message: ({ column, table, nearest }) =>
		table === undefined
			? `There is no column "${column}".${didYouMean(nearest)}`
			: `"${table}" has no column "${column}".${didYouMean(nearest)}`,
	check(facts, _surroundings, report) {
		for (const name of targetNames(facts)) checkTarget(facts, name, report);
		for (const text of facts.mapping.copy?.patterns ?? []) checkCopy(facts, text, report);
	},
};

/** Names of target columns as written: what is filled, the key, and what reconciliation names. */
function targetNames({ mapping }: MappingFacts): readonly Text[] {
	const key = mapping.key?.kind === 'columns' ? mapping.key.columns : [];
	const { reconcile } = mapping;
	const named = reconcile
		? [...reconcile.except, ...reconcile.tolerance.map(one => one.column), ...(reconcile.checks ?? []).flatMap(check => check.column ?? [])]
		: [];
	return [...mapping.columns.map(column => column.column), ...key, ...named.filter(text => !/[*?]/.test(text.text))];
}

function checkTarget({ table }: MappingFacts, name: Text, report: Report): void {
	if (!table || columnOf(table, name.text)) return;
	tell(report, name.span, name.text, fullName(table), table.columns);
}

/** A name without wildcards must be on both sides; an alias must be one of the FROM clause. */
function checkCopy({ items, table, scopeKnown }: MappingFacts, text: Text, report: Report): void {
	if (!scopeKnown) return;
	const { item, column } = copyOf(text, items);
	if (!item)
		return void report(text.span, {
			column: text.text,
			table: 'source',
			nearest: nearestName(
				text.text,
				items.map(one => one.alias),
			),
		});
	if (/[*?]/.test(column)) return;
	if (item.columns && !item.columns.some(one => one.name === column)) tell(report, text.span, column, item.alias, item.columns);
	else if (table && !columnOf(table, column)) tell(report, text.span, column, fullName(table), table.columns);
}

function tell(report: Report, span: Span, column: string, table: string, columns: readonly { readonly name: string }[]): void {
	const nearest = nearestName(
		column,
		columns.map(one => one.name),
	);
	report(span, { column, table, nearest }, { data: nearest === undefined ? undefined : { replacement: nearest } });
}
