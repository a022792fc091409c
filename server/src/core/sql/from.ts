/**
 * Reads a FROM clause: which names it gives to the expressions over it, and what is read whatever they ask for. Each kind of item is a
 * function; joins are in `join.ts`.
 */

import type { Alias, JsonTable, Node, RangeFunction, RangeSubselect, RangeTableFunc, RangeVar } from 'libpg-query';

import type { BaseColumn, Relation, RelationColumn, ScopeItem } from './analysis';
import { readExpression, readExpressions } from './expression';
import { knowFunction } from './functions';
import { readJoin } from './join';
import { outputName } from './output';
import {
	type CteScope,
	EMPTY_NAMESPACE,
	type FromPlace,
	itemsNamespace,
	type Level,
	type Namespace,
	type Reading,
	report,
	uniqueColumns,
} from './reading';

/** Reads the items of a FROM clause. What is read in any case goes to `always`. */
export function readFrom(reading: Reading, nodes: readonly Node[], place: FromPlace, always: BaseColumn[]): Namespace {
	let namespace = place.before;
	for (const node of nodes) namespace = addNamespaces(namespace, readItem(reading, node, { ...place, before: namespace }, always));
	return namespace;
}

export function addNamespaces(first: Namespace, second: Namespace): Namespace {
	if (first === EMPTY_NAMESPACE) return second;
	return { items: [...first.items, ...second.items], columns: [...first.columns, ...second.columns], open: first.open || second.open };
}

function readItem(reading: Reading, node: Node, place: FromPlace, always: BaseColumn[]): Namespace {
	if ('RangeVar' in node) return readTable(reading, node.RangeVar, place, always);
	if ('JoinExpr' in node) return readJoin(reading, node.JoinExpr, place, always, readItem);
	if ('RangeSubselect' in node) return readSubselect(reading, node.RangeSubselect, place, always);
	if ('RangeFunction' in node) return readFunction(reading, node.RangeFunction, place, always);
	if ('RangeTableFunc' in node) return readXmlTable(reading, node.RangeTableFunc, place, always);
	if ('JsonTable' in node) return readJsonTable(reading, node.JsonTable, place, always);
	if ('RangeTableSample' in node) {
		const { relation, args, repeatable } = node.RangeTableSample;
		readExpressions(reading, [...(args ?? []), ...(repeatable ? [repeatable] : [])], lateral(place), always);
		return relation ? readItem(reading, relation, place, always) : EMPTY_NAMESPACE;
	}
	readExpression(reading, node, lateral(place), always);
	return { items: [], columns: [], open: true };
}

/** One item as a namespace, its columns renamed by its alias. */
export function namespaceOfItem(item: Omit<ScopeItem, 'nullable'>, alias: Alias | undefined): Namespace {
	const { relation, span, aliasSpan, open } = item;
	const columns = renameColumns(item.columns, alias);
	const renamed: ScopeItem = { alias: item.alias, relation, span, aliasSpan, nullable: false, columns, open };
	return itemsNamespace([renamed], columns === undefined || open === true);
}

/** `t(a, b)` renames the first columns. */
export function renameColumns(
	columns: readonly RelationColumn[] | undefined,
	alias: Alias | undefined,
): readonly RelationColumn[] | undefined {
	const names = namesOf(alias?.colnames);
	return names.length === 0
		? columns
		: columns?.map(({ name, reads, type, nullable }, index) => ({ name: names[index] ?? name, reads, type, nullable }));
}

export function namesOf(nodes: readonly Node[] | undefined): readonly string[] {
	return (nodes ?? []).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []));
}

function readTable(reading: Reading, table: RangeVar, { ctes }: FromPlace, always: BaseColumn[]): Namespace {
	const name = table.relname ?? '';
	const alias = table.alias?.aliasname ?? name;
	const parts = reading.fragment.tokens.nameAt(
		reading.fragment.offsetOf(table.location),
		[table.catalogname, table.schemaname, table.relname].filter(one => one !== undefined).length,
	);
	const start = parts[0]?.start ?? 0;
	const end = parts.at(-1)?.end ?? reading.source.text.length;
	const span = reading.source.spanAt(start, end);
	const aliasSpan = table.alias ? spanOfTableAlias(reading, end) : undefined;
	const cte = table.schemaname === undefined ? findCte(ctes, name) : undefined;
	if (cte) {
		always.push(...cte.always);
		return namespaceOfItem({ alias, relation: undefined, span, aliasSpan, columns: cte.columns }, table.alias);
	}
	const relation = knowRelation(reading, table.schemaname, name);
	const written = reading.source.text.slice(start, end);
	if (relation === undefined) {
		const nearest = reading.names.nearestRelation(table.schemaname, name);
		report(reading, 'unknown-table', span, { name: written, nearest }, nearest === undefined ? undefined : { replacement: nearest });
	}
	const known = relation === 'unknowable' ? undefined : relation;
	reading.tables.push({ span, relation: known, name: written });
	always.push(...(known?.always ?? []));
	return namespaceOfItem({ alias, relation: known, span, aliasSpan, columns: known?.columns }, table.alias);
}

/** The system's own tables are in no catalog of ours. */
function knowRelation(reading: Reading, schema: string | undefined, name: string): Relation | 'unknowable' | undefined {
	const system = schema === undefined ? name.startsWith('pg_') : schema === 'pg_catalog' || schema === 'information_schema';
	return reading.names.relation(schema, name) ?? (system ? 'unknowable' : undefined);
}

function findCte(ctes: CteScope | undefined, name: string): CteScope | undefined {
	for (let at = ctes; at; at = at.next) if (at.name === name) return at;
	return undefined;
}

function readSubselect(
	reading: Reading,
	{ lateral: isLateral, subquery, alias }: RangeSubselect,
	place: FromPlace,
	always: BaseColumn[],
): Namespace {
	if (!subquery || !('SelectStmt' in subquery)) return { items: [], columns: [], open: true };
	const facts = reading.query(reading, subquery.SelectStmt, isLateral ? lateral(place) : place.outer, place.ctes);
	always.push(...facts.always);
	const columns = facts.columns?.map(({ name, reads, type, nullable }) => ({ name, reads, type, nullable }));
	const span = spanOfAlias(reading, alias, subquery);
	const namespace = namespaceOfItem({ alias: alias?.aliasname ?? '', relation: undefined, span, aliasSpan: alias && span, columns }, alias);
	// Without an alias there is nothing to qualify with (PostgreSQL 16 and later).
	return alias ? namespace : { items: [], columns: namespace.columns, open: namespace.open };
}

function readFunction(reading: Reading, item: RangeFunction, place: FromPlace, always: BaseColumn[]): Namespace {
	const { functions = [], alias, coldeflist = [], ordinality } = item;
	const columns: RelationColumn[] = [];
	const names: string[] = [];
	let open = false;
	for (const entry of functions) {
		const [call, definitions] = 'List' in entry ? (entry.List.items ?? []) : [];
		if (!call) continue;
		const reads: BaseColumn[] = [];
		readExpression(reading, call, lateral(place), reads);
		always.push(...reads);
		const name = outputName(call);
		names.push(name);
		const scalarName = functions.length === 1 ? (alias?.aliasname ?? name) : name;
		const defined = definedColumns([...coldeflist, ...(definitions && 'List' in definitions ? (definitions.List.items ?? []) : [])]);
		const found = defined.length > 0 ? defined : columnsOfCall(reading, call, scalarName);
		open ||= found === undefined;
		columns.push(...(found ?? [scalarName]).map(column => ({ name: column, reads: uniqueColumns(reads) })));
	}
	if (ordinality) columns.push({ name: 'ordinality', reads: [], type: 'bigint', nullable: false });
	// Of a result of any kind, the alias may name more columns than are known here.
	const more = open ? namesOf(alias?.colnames).slice(columns.length) : [];
	const reads = uniqueColumns(columns.flatMap(column => column.reads));
	for (const name of more) columns.push({ name, reads });
	const span = spanOfAlias(reading, alias, functions[0]);
	const made = { alias: alias?.aliasname ?? names[0] ?? '', relation: undefined, span, aliasSpan: alias && span, columns };
	return namespaceOfItem(open ? { ...made, open } : made, alias);
}

/** The names of a function's columns; undefined when its result can be of any kind. */
function columnsOfCall(reading: Reading, call: Node, scalarName: string): readonly string[] | undefined {
	if (!('FuncCall' in call)) return [scalarName];
	const names = namesOf(call.FuncCall.funcname);
	const known = knowFunction(reading.names, names.length > 1 ? names.at(-2) : undefined, names.at(-1) ?? '');
	if (typeof known !== 'object' || known.columns === undefined) return undefined;
	return known.columns === 'scalar' ? [scalarName] : known.columns;
}

function definedColumns(nodes: readonly Node[]): readonly string[] {
	return nodes.flatMap(node => ('ColumnDef' in node ? [node.ColumnDef.colname ?? ''] : []));
}

function readXmlTable(reading: Reading, table: RangeTableFunc, place: FromPlace, always: BaseColumn[]): Namespace {
	const { docexpr, rowexpr, namespaces = [], columns = [], alias } = table;
	const reads: BaseColumn[] = [];
	const definitions = columns.flatMap(column => ('RangeTableFuncCol' in column ? [column.RangeTableFuncCol] : []));
	const expressions = [docexpr, rowexpr, ...definitions.flatMap(({ colexpr, coldefexpr }) => [colexpr, coldefexpr])];
	for (const node of namespaces)
		if ('ResTarget' in node && node.ResTarget.val) readExpression(reading, node.ResTarget.val, lateral(place), reads);
	for (const node of expressions) if (node) readExpression(reading, node, lateral(place), reads);
	always.push(...reads);
	const found = definitions.map(({ colname }) => ({ name: colname ?? '', reads: uniqueColumns(reads) }));
	const span = spanOfAlias(reading, alias, docexpr);
	const made = { alias: alias?.aliasname ?? 'xmltable', relation: undefined, span, aliasSpan: alias && span, columns: found };
	return namespaceOfItem(made, alias);
}

function readJsonTable(reading: Reading, table: JsonTable, place: FromPlace, always: BaseColumn[]): Namespace {
	const { columns = [], alias, context_item, passing = [] } = table;
	const reads: BaseColumn[] = [];
	// The columns hold paths and defaults, which are expressions too; only their types and names are not.
	readExpressions(reading, [...(context_item ? [{ JsonValueExpr: context_item }] : []), ...passing, ...columns], lateral(place), reads);
	always.push(...reads);
	const found = jsonColumns(columns).map(name => ({ name, reads: uniqueColumns(reads) }));
	const span = spanOfAlias(reading, alias, context_item?.raw_expr);
	const made = { alias: alias?.aliasname ?? 'json_table', relation: undefined, span, aliasSpan: alias && span, columns: found };
	return namespaceOfItem(made, alias);
}

/** The columns of nested paths come after those around them. */
function jsonColumns(nodes: readonly Node[]): readonly string[] {
	const columns = nodes.flatMap(node => ('JsonTableColumn' in node ? [node.JsonTableColumn] : []));
	const own = columns.filter(column => column.coltype !== 'JTC_NESTED').map(column => column.name ?? '');
	return [...own, ...columns.filter(column => column.coltype === 'JTC_NESTED').flatMap(column => jsonColumns(column.columns ?? []))];
}

function lateral({ before, outer, ctes }: FromPlace): Level {
	return { namespace: before, outer, ctes };
}

/** The alias of a table whose name ends at `end`: behind `*` of `only t *`, and `as`. */
function spanOfTableAlias(reading: Reading, end: number) {
	const { tokens } = reading.fragment;
	let index = tokens.indexAt(end);
	while (['*', 'as', ')'].includes(tokens.wordAt(index))) index++;
	const token = tokens.all[index];
	return token && reading.source.spanAt(token.start, token.end);
}

/** The tree does not say where an alias stands: behind a parenthesis or `as`, outside of the parentheses that hold `inside`. */
function spanOfAlias(reading: Reading, alias: Alias | undefined, inside: Node | undefined) {
	const { tokens, offsetOf } = reading.fragment;
	const location = firstLocation(inside);
	const start = location === undefined ? 0 : tokens.indexAt(offsetOf(location));
	const isAlias = (index: number) => tokens.identifierAt(index) === alias?.aliasname && [')', 'as'].includes(tokens.wordAt(index - 1));
	const index = alias ? tokens.all.findIndex((_, at) => at > start && tokens.depthAt(at) <= tokens.depthAt(start) && isAlias(at)) : -1;
	const token = tokens.all[index] ?? tokens.all[start];
	return reading.source.spanAt(token?.start ?? 0, token?.end ?? reading.source.text.length);
}

/** The smallest location in a tree. */
function firstLocation(value: unknown): number | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	let first: number | undefined;
	for (const [key, part] of Object.entries(value)) {
		const location = key === 'location' ? Number(part) : firstLocation(part);
		if (location !== undefined && location >= 0 && (first === undefined || location < first)) first = location;
	}
	return first;
}
