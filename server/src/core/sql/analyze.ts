/**
 * Tells what a piece of SQL reads and what is wrong with it. Pure and static: it looks at names and shape; types, grouping and privileges
 * are for the server to judge.
 */

import type { Node, SelectStmt } from 'libpg-query';

import type { BaseColumn, ColumnRead, Scope, SqlAnalysis, SqlNames, SqlPlace } from './analysis';
import { nullableConcatenations } from './concatenation';
import { readExpressions } from './expression';
import { type Fragment, parseFragment } from './fragment';
import { readFrom } from './from';
import { fixedColumns, joinsOf } from './joins';
import { analyzePlainColumn } from './plainColumn';
import { analyzePlainTable } from './plainTable';
import { readQuery } from './query';
import { EMPTY_NAMESPACE, type Level, namespaceOf, type Reading, report, uniqueColumns } from './reading';
import type { SqlSource } from './source';
import { typeContext } from './typeContext';
import { typeOf } from './types/typeOf';

export interface AnalyzeOptions {
	/** Whether aggregates may stand in the expression: its mapping has a `group_by`. Default: no. */
	readonly aggregatesAllowed?: boolean;
}

/**
 * Analyses `source` as what `place` allows. `scope` holds the names that an expression may use; without one, nothing is known of them and
 * no column is reported. Never throws for what is in the text.
 */
export function analyzeSql(source: SqlSource, place: SqlPlace, names: SqlNames, scope?: Scope, options: AnalyzeOptions = {}): SqlAnalysis {
	try {
		const plain =
			place === 'from' ? analyzePlainTable(source, names) : place === 'expression' && scope && analyzePlainColumn(source, scope);
		if (plain) return plain;
		const { fragment, findings } = parseFragment(source, place);
		return fragment ? analyzeFragment(source, place, names, fragment, scope, options) : { ...nothing(place), findings };
	} catch (error) {
		// A tree deeper than the stack: PostgreSQL itself would refuse it too ("stack depth limit exceeded").
		if (!(error instanceof RangeError)) throw error;
		return { ...nothing(place), findings: [{ code: 'sql-syntax', span: source.span, args: { message: 'the SQL is nested too deeply' } }] };
	}
}

function analyzeFragment(
	source: SqlSource,
	place: SqlPlace,
	names: SqlNames,
	fragment: Fragment,
	scope: Scope | undefined,
	options: AnalyzeOptions,
): SqlAnalysis {
	const top: Level = { namespace: namespaceOf(scope) };
	const reading: Reading = {
		source,
		fragment,
		names,
		top,
		reads: [],
		tables: [],
		itemUses: [],
		functions: [],
		aggregates: [],
		findings: [],
		takenUsing: new Set(),
		columns: new Map(),
		queries: new Map(),
		query: readQuery,
	};
	const { select } = fragment;
	const parts: Pick<SqlAnalysis, 'always' | 'output' | 'scope' | 'joins'> =
		place === 'query' ? analyzeQuery(reading, select) : place === 'from' ? analyzeFrom(reading, select) : analyzeOver(reading, select);
	if (!options.aggregatesAllowed)
		for (const { span, name } of reading.aggregates) report(reading, 'aggregate-without-group-by', span, { name });
	const { reads, tables, itemUses, functions, findings, aggregates } = reading;
	const plain = place === 'expression' ? plainColumn(select, reads) : undefined;
	return {
		place,
		ok: true,
		reads: reads.sort(byPosition),
		tables: tables.sort(byPosition),
		itemUses: itemUses.sort(byPosition),
		functions: functions.sort(byPosition),
		findings: findings.sort(byPosition),
		scope: parts.scope,
		output: parts.output,
		joins: parts.joins,
		always: parts.always,
		plainColumn: plain,
		value: place === 'expression' ? typeOf(selectedNode(select), typeContext(reading)) : undefined,
		nullConcatenations: place === 'expression' ? nullableConcatenations(reading, selectedNode(select)) : undefined,
		fixed: place === 'condition' ? fixedColumns(reading, selectedNode(select)) : undefined,
		aggregates: aggregates.length > 0,
	};
}

function analyzeQuery(reading: Reading, select: SelectStmt): Pick<SqlAnalysis, 'always' | 'output'> {
	const { columns, always } = readQuery(reading, select, undefined, undefined);
	return { always, output: columns };
}

function analyzeFrom(reading: Reading, select: SelectStmt): Pick<SqlAnalysis, 'always' | 'scope' | 'joins'> {
	const always: BaseColumn[] = [];
	const nodes = select.fromClause ?? [];
	const namespace = readFrom(reading, nodes, { before: EMPTY_NAMESPACE, outer: undefined, ctes: undefined }, always);
	const { items, open } = namespace;
	// Of one table nothing can be merged.
	const unqualified = nodes.length === 1 && nodes[0] && 'RangeVar' in nodes[0] ? undefined : namespace.columns;
	return { always: uniqueColumns(always), scope: { items, open, unqualified }, joins: joinsOf(reading, nodes, items) };
}

/** An expression, a condition or a GROUP BY list: everything over the scope. */
function analyzeOver(reading: Reading, select: SelectStmt): Pick<SqlAnalysis, 'always'> {
	const always: BaseColumn[] = [];
	const targets = (select.targetList ?? []).flatMap(node => ('ResTarget' in node && node.ResTarget.val ? [node.ResTarget.val] : []));
	readExpressions(reading, [...targets, ...(select.groupClause ?? [])], reading.top, always);
	return { always: uniqueColumns(always) };
}

function plainColumn(select: SelectStmt, reads: readonly ColumnRead[]): ColumnRead | undefined {
	const value = selectedNode(select);
	const [read] = reads;
	return value && 'ColumnRef' in value && read?.column !== '*' ? read : undefined;
}

function selectedNode(select: SelectStmt): Node | undefined {
	const [target] = select.targetList ?? [];
	return target && 'ResTarget' in target ? target.ResTarget.val : undefined;
}

function nothing(place: SqlPlace): SqlAnalysis {
	return { place, ok: false, reads: [], tables: [], itemUses: [], functions: [], findings: [], always: [], aggregates: false };
}

function byPosition(
	one: { readonly span: { readonly start: number; readonly end: number } },
	other: { readonly span: { readonly start: number; readonly end: number } },
): number {
	return one.span.start - other.span.start || one.span.end - other.span.end;
}
