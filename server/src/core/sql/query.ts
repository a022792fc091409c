/**
 * Reads a SELECT: its WITH queries, its FROM clause, its columns and their lineage, and what it reads whatever columns are asked of it.
 * Checks names only; whether grouping and types are right is for the server to say.
 */

import type { Node, ResTarget, SelectStmt } from 'libpg-query';

import type { BaseColumn, OutputColumn, ScopeColumn } from './analysis';
import { readCtes } from './cte';
import { checkOperator, readExpression, readExpressions } from './expression';
import { readFrom } from './from';
import { outputName } from './output';
import { type CteScope, EMPTY_NAMESPACE, type Level, type Reading, type SelectFacts, uniqueColumns } from './reading';
import { resolveColumn, resolveStar } from './resolve';
import { spanOfTarget } from './targetSpan';
import { typeContext } from './typeContext';
import { typeOfOutput } from './types/typeOf';

/** Reads a query inside of `outer`. */
export function readQuery(reading: Reading, select: SelectStmt, outer: Level | undefined, above: CteScope | undefined): SelectFacts {
	const ctes = select.withClause ? readCtes(reading, select.withClause, outer, above) : above;
	if (select.larg && select.rarg) return readSetOperation(reading, select, select.larg, select.rarg, outer, ctes);
	if (select.valuesLists) return readValues(reading, select, { namespace: EMPTY_NAMESPACE, outer, ctes });
	return readSelect(reading, select, outer, ctes);
}

function readSelect(reading: Reading, select: SelectStmt, outer: Level | undefined, ctes: CteScope | undefined): SelectFacts {
	const always: BaseColumn[] = [];
	const namespace = readFrom(reading, select.fromClause ?? [], { before: EMPTY_NAMESPACE, outer, ctes }, always);
	const level: Level = { namespace, outer, ctes };
	const columns = readTargets(reading, select.targetList ?? [], level, always);
	readExpressions(reading, select.whereClause ? [select.whereClause] : [], level, always);
	readExpressions(reading, select.havingClause ? [select.havingClause] : [], level, always);
	readExpressions(reading, select.windowClause, level, always);
	for (const node of select.groupClause ?? []) readGrouping(reading, node, level, columns, always);
	for (const node of select.distinctClause ?? []) readSorting(reading, node, level, columns, always);
	if (select.distinctClause) for (const column of columns ?? []) always.push(...column.reads);
	readEnd(reading, select, level, columns, always);
	return { columns, always: uniqueColumns(always) };
}

/** ORDER BY and LIMIT. */
function readEnd(
	reading: Reading,
	select: SelectStmt,
	level: Level,
	columns: readonly OutputColumn[] | undefined,
	always: BaseColumn[],
): void {
	for (const node of select.sortClause ?? []) readSorting(reading, node, level, columns, always);
	for (const node of [select.limitCount, select.limitOffset]) if (node) readExpression(reading, node, level, always);
}

function readSetOperation(
	reading: Reading,
	select: SelectStmt,
	larg: SelectStmt,
	rarg: SelectStmt,
	outer: Level | undefined,
	ctes: CteScope | undefined,
): SelectFacts {
	const left = readQuery(reading, larg, outer, ctes);
	const right = readQuery(reading, rarg, outer, ctes);
	const always = [...left.always, ...right.always];
	const columns = left.columns?.map((column, index): OutputColumn => {
		const other = right.columns?.[index];
		if (!other) return column;
		const reads = uniqueColumns([...column.reads, ...other.reads]);
		const nullable = column.nullable || other.nullable ? true : column.nullable === false && other.nullable === false ? false : undefined;
		return { name: column.name, span: column.span, reads, type: column.type === other.type ? column.type : undefined, nullable };
	});
	// All but UNION ALL compare whole rows.
	if (!(select.op === 'SETOP_UNION' && select.all)) for (const column of columns ?? []) always.push(...column.reads);
	// ORDER BY of a set operation knows only the names of its columns.
	const level: Level = { namespace: { ...EMPTY_NAMESPACE, open: columns === undefined }, outer, ctes };
	readEnd(reading, select, level, columns, always);
	return { columns, always: uniqueColumns(always) };
}

function readValues(reading: Reading, select: SelectStmt, level: Level): SelectFacts {
	const columns: { readonly reads: BaseColumn[]; readonly first: Node | undefined }[] = [];
	for (const row of select.valuesLists ?? []) {
		const items = 'List' in row ? (row.List.items ?? []) : [];
		for (const [index, node] of items.entries()) {
			columns[index] ??= { reads: [], first: node };
			readExpression(reading, node, level, columns[index]?.reads ?? []);
		}
	}
	const span = reading.source.spanAt(0, reading.source.text.length);
	const outputs = columns.map(({ reads }, index) => ({ name: `column${index + 1}`, reads: uniqueColumns(reads), span }));
	const always: BaseColumn[] = [];
	readEnd(reading, select, level, outputs, always);
	return { columns: outputs, always };
}

function readTargets(reading: Reading, targets: readonly Node[], level: Level, always: BaseColumn[]): readonly OutputColumn[] | undefined {
	const columns: OutputColumn[] = [];
	let known = true;
	for (const node of targets) {
		if (!('ResTarget' in node)) continue;
		const found = readTarget(reading, node.ResTarget, level);
		columns.push(...found.columns);
		known &&= found.known;
	}
	if (known) return columns;
	// Nobody can ask for single columns of it then, so that all are asked for.
	for (const column of columns) always.push(...column.reads);
	return undefined;
}

function readTarget(
	reading: Reading,
	target: ResTarget,
	level: Level,
): { readonly columns: readonly OutputColumn[]; readonly known: boolean } {
	const { val, name, location } = target;
	if (!val) return { columns: [], known: true };
	const span = spanOfTarget(reading, location, name !== undefined);
	if ('ColumnRef' in val && isStar(val.ColumnRef.fields?.at(-1))) {
		const { namespace } = level;
		if (val.ColumnRef.fields?.length === 1)
			return { columns: namespace.columns.map(column => toOutput(column, span)), known: !namespace.open };
		const item = resolveStar(reading, val.ColumnRef, level);
		const columns = (item?.columns ?? []).map(column => toOutput(item?.nullable ? { ...column, nullable: true } : column, span));
		return { columns, known: item?.columns !== undefined && !item.open };
	}
	if ('ColumnRef' in val) {
		const { read, column } = resolveColumn(reading, val.ColumnRef, level);
		const passed = column ? { type: column.type, nullable: column.nullable } : {};
		return { columns: [{ name: name ?? outputName(val), reads: read.base, span, ...passed }], known: true };
	}
	const reads: BaseColumn[] = [];
	readExpression(reading, val, level, reads);
	const known = !('A_Indirection' in val && isStar(val.A_Indirection.indirection?.at(-1)));
	const typed = typeOfOutput(val, typeContext(reading));
	return { columns: [{ name: name ?? outputName(val), reads: uniqueColumns(reads), span, ...typed }], known };
}

function toOutput({ name, reads, type, nullable }: Omit<ScopeColumn, 'alias'>, span: OutputColumn['span']): OutputColumn {
	return { name, reads, type, nullable, span };
}

/** GROUP BY: a bare name is a column of the FROM clause first, else one of the output (manual, SELECT). */
function readGrouping(
	reading: Reading,
	node: Node,
	level: Level,
	columns: readonly OutputColumn[] | undefined,
	always: BaseColumn[],
): void {
	if ('GroupingSet' in node) {
		for (const part of node.GroupingSet.content ?? []) readGrouping(reading, part, level, columns, always);
	} else if ('RowExpr' in node) {
		for (const part of node.RowExpr.args ?? []) readGrouping(reading, part, level, columns, always);
	} else if (level.namespace.columns.some(column => column.name === bareName(node))) readExpression(reading, node, level, always);
	else readSorting(reading, node, level, columns, always);
}

/** ORDER BY and DISTINCT ON: a bare name is a column of the output first; anything else is an expression over the FROM clause. */
function readSorting(reading: Reading, node: Node, level: Level, columns: readonly OutputColumn[] | undefined, always: BaseColumn[]): void {
	const inner = 'SortBy' in node ? node.SortBy.node : node;
	if ('SortBy' in node) checkOperator(reading, node.SortBy.useOp, node.SortBy.location);
	if (!inner) return;
	const name = bareName(inner);
	const output = name === undefined ? undefined : columns?.find(column => column.name === name);
	if (!output) {
		readExpression(reading, inner, level, always);
		return;
	}
	const location = 'ColumnRef' in inner ? inner.ColumnRef.location : undefined;
	const [token] = reading.fragment.tokens.nameAt(reading.fragment.offsetOf(location), 1);
	const span = reading.source.spanAt(token?.start ?? 0, token?.end ?? reading.source.text.length);
	reading.reads.push({ span, columnSpan: span, column: output.name, base: output.reads });
	always.push(...output.reads);
}

function bareName(node: Node): string | undefined {
	if (!('ColumnRef' in node) || node.ColumnRef.fields?.length !== 1) return undefined;
	const [field] = node.ColumnRef.fields;
	return field && 'String' in field ? field.String.sval : undefined;
}

function isStar(node: Node | undefined): boolean {
	return node !== undefined && 'A_Star' in node;
}
