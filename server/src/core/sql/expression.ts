/**
 * Walks an expression and gathers what it reads. Knows only the nodes that mean more than their parts; of every other node, known or not,
 * it walks all parts, so that nothing is skipped.
 */

import type { A_Indirection, FuncCall, Node, SubLink, TypeName } from 'libpg-query';

import type { BaseColumn, FunctionCall } from './analysis';
import { isSafeFunction, knowFunction, nearestBuiltin } from './functions';
import { quoteIdentifier } from './quote';
import { type Level, type Reading, report } from './reading';
import { checkFieldCall, findItem, resolveColumn, resolveField } from './resolve';

/** Reads an expression over `level`; the base columns that it is made of go to `into`. */
export function readExpression(reading: Reading, node: Node, level: Level, into: BaseColumn[]): void {
	if ('ColumnRef' in node) into.push(...resolveColumn(reading, node.ColumnRef, level).read.base);
	else if ('A_Const' in node || 'TypeName' in node) return;
	else if ('FuncCall' in node) readCall(reading, node.FuncCall, level, into);
	else if ('SubLink' in node) readSubLink(reading, node.SubLink, level, into);
	else if ('SelectStmt' in node) readSubquery(reading, node, level, into);
	else if ('A_Indirection' in node) readIndirection(reading, node.A_Indirection, level, into);
	else if ('A_Expr' in node) {
		checkOperator(reading, node.A_Expr.name, node.A_Expr.location);
		readParts(reading, node.A_Expr, level, into);
	} else {
		if ('TypeCast' in node) checkCast(reading, node.TypeCast.typeName);
		if ('SortBy' in node) checkOperator(reading, node.SortBy.useOp, node.SortBy.location);
		if ('JsonObjectAgg' in node)
			recordAggregate(
				reading,
				'json_objectagg',
				node.JsonObjectAgg.constructor?.location,
				level,
				node.JsonObjectAgg.constructor?.over !== undefined,
			);
		if ('JsonArrayAgg' in node)
			recordAggregate(
				reading,
				'json_arrayagg',
				node.JsonArrayAgg.constructor?.location,
				level,
				node.JsonArrayAgg.constructor?.over !== undefined,
			);
		if ('GroupingFunc' in node) recordAggregate(reading, 'grouping', node.GroupingFunc.location, level, false);
		readParts(reading, node, level, into);
	}
}

export function readExpressions(reading: Reading, nodes: readonly Node[] | undefined, level: Level, into: BaseColumn[]): void {
	for (const node of nodes ?? []) readExpression(reading, node, level, into);
}

/** Reads all parts of a value: wrapped nodes as expressions, plain structures part by part. Names of types read nothing. */
function readParts(reading: Reading, value: unknown, level: Level, into: BaseColumn[]): void {
	if (Array.isArray(value)) {
		for (const item of value) readPart(reading, item, level, into);
		return;
	}
	if (typeof value !== 'object' || value === null) return;
	for (const [key, part] of Object.entries(value)) if (key !== 'typeName') readPart(reading, part, level, into);
}

function readPart(reading: Reading, value: unknown, level: Level, into: BaseColumn[]): void {
	if (isNode(value)) readExpression(reading, value, level, into);
	else readParts(reading, value, level, into);
}

/** A node is an object with one key, the name of its kind; fields of structures are in lower case. */
function isNode(value: unknown): value is Node {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const [key, ...others] = Object.keys(value);
	return key !== undefined && others.length === 0 && /^[A-Z]/.test(key);
}

function readCall(reading: Reading, call: FuncCall, level: Level, into: BaseColumn[]): void {
	const names = stringsOf(call.funcname);
	const record = recordCall(reading, names, call.location);
	const name = names.at(-1) ?? '';
	const known = knowFunction(reading.names, record.schema, name);
	if (known === undefined && !isFieldOfRow(call, name, level)) reportUnknownFunction(reading, record);
	if (typeof known === 'object' && !isSafeFunction(known)) report(reading, 'unsafe-function', record.span, { name: writtenCall(record) });
	const aggregate =
		typeof known === 'object'
			? known.aggregate && !known.window
			: call.agg_star === true || call.agg_within_group === true || call.agg_distinct === true;
	if (aggregate && !call.over && level === reading.top) reading.aggregates.push(record);
	readParts(reading, { args: call.args, order: call.agg_order, filter: call.agg_filter, over: call.over }, level, into);
}

function recordCall(reading: Reading, names: readonly string[], location: number | undefined): FunctionCall {
	const { tokens, offsetOf } = reading.fragment;
	const start = offsetOf(location);
	const parts = tokens.nameAt(start, names.length);
	const [first] = parts;
	const last = parts.at(-1) ?? first;
	const schema = names.length > 1 ? names.at(-2) : undefined;
	const record: FunctionCall = { span: reading.source.spanAt(first?.start ?? start, last?.end ?? start), schema, name: names.at(-1) ?? '' };
	reading.functions.push(record);
	return record;
}

function recordAggregate(reading: Reading, name: string, location: number | undefined, level: Level, isWindow: boolean): void {
	const record = recordCall(reading, [name], location);
	if (!isWindow && level === reading.top) reading.aggregates.push(record);
}

function reportUnknownFunction(reading: Reading, { span, schema, name }: FunctionCall): void {
	const nearest = schema === undefined ? (reading.names.nearestFunction(name) ?? nearestBuiltin(name)) : undefined;
	const written = schema === undefined ? name : `${schema}.${name}`;
	report(reading, 'unknown-function', span, { name: written, nearest }, nearest === undefined ? undefined : { replacement: nearest });
}

/** `street(c)` is also how the column `street` of `c` can be written (manual, 8.16.5). */
function isFieldOfRow(call: FuncCall, name: string, level: Level): boolean {
	const [argument] = call.args ?? [];
	if (call.args?.length !== 1 || !argument || !('ColumnRef' in argument)) return false;
	const item = itemOfRow(argument.ColumnRef.fields, level);
	return item !== undefined && (item.columns === undefined || item.columns.some(column => column.name === name));
}

function readSubLink(
	reading: Reading,
	{ subLinkType, testexpr, operName, location, subselect }: SubLink,
	level: Level,
	into: BaseColumn[],
): void {
	if (testexpr) readExpression(reading, testexpr, level, into);
	checkOperator(reading, operName, location);
	if (!subselect || !('SelectStmt' in subselect)) return;
	const facts = reading.query(reading, subselect.SelectStmt, level, level.ctes);
	reading.queries.set(subselect.SelectStmt, facts);
	into.push(...facts.always);
	// EXISTS asks for no column.
	if (subLinkType !== 'EXISTS_SUBLINK') for (const column of facts.columns ?? []) into.push(...column.reads);
}

function readSubquery(reading: Reading, node: Extract<Node, { SelectStmt: unknown }>, level: Level, into: BaseColumn[]): void {
	const facts = reading.query(reading, node.SelectStmt, level, level.ctes);
	into.push(...facts.always, ...(facts.columns ?? []).flatMap(column => column.reads));
}

/** `(c).street` reads one column of the item `c`; of any other value, only the value is known. */
function readIndirection(reading: Reading, { arg, indirection = [] }: A_Indirection, level: Level, into: BaseColumn[]): void {
	const [first, ...others] = indirection;
	if (arg && 'ColumnRef' in arg && first && 'String' in first) {
		const item = itemOfRow(arg.ColumnRef.fields, level);
		if (item) {
			into.push(
				...resolveField(
					reading,
					item,
					rowToken(reading, arg.ColumnRef.location),
					fieldToken(reading, arg.ColumnRef.location),
					first.String.sval ?? '',
				).read.base,
			);
			readExpressions(reading, others, level, into);
			return;
		}
	}
	if (arg) readExpression(reading, arg, level, into);
	for (const name of stringsOf(indirection)) checkFieldCall(reading, name, tokenOfField(reading, name));
	readExpressions(reading, indirection, level, into);
}

/** The item when the reference is its whole row and no column's name. */
function itemOfRow(fields: readonly Node[] | undefined, level: Level) {
	const names = stringsOf(fields);
	const [name] = names;
	if (names.length !== 1 || fields?.length !== 1 || name === undefined) return undefined;
	for (let at: Level | undefined = level; at; at = at.outer)
		if (at.namespace.columns.some(column => column.name === name)) return undefined;
	return findItem(level, undefined, name);
}

/** The `c` of `(c).`. */
function rowToken(reading: Reading, location: number | undefined) {
	const { tokens, offsetOf } = reading.fragment;
	return tokens.all[tokens.indexAt(offsetOf(location))];
}

/** The name behind `(c).`. */
function fieldToken(reading: Reading, location: number | undefined) {
	const { tokens, offsetOf } = reading.fragment;
	let index = tokens.indexAt(offsetOf(location)) + 1;
	while (tokens.textAt(index) === ')') index++;
	return tokens.textAt(index) === '.' ? tokens.all[index + 1] : undefined;
}

/** The first `.name` of the text; the tree does not tell where a field stands. */
function tokenOfField(reading: Reading, name: string) {
	const { tokens } = reading.fragment;
	return tokens.all.find((_, index) => tokens.textAt(index - 1) === '.' && tokens.identifierAt(index) === name);
}

/** Reports a user's operator that calls a volatile function. */
export function checkOperator(reading: Reading, name: readonly Node[] | undefined, location: number | undefined): void {
	const operator = stringsOf(name).at(-1);
	if (operator === undefined || reading.names.operators?.(operator) !== 'volatile') return;
	const start = reading.fragment.offsetOf(location);
	const token = reading.fragment.tokens.all[reading.fragment.tokens.indexAt(start)];
	report(reading, 'unsafe-function', reading.source.spanAt(token?.start ?? start, token?.end ?? start), { name: operator });
}

/** Reports a cast to a user's type by a volatile function. Those that PostgreSQL adds by itself stand in no text. */
function checkCast(reading: Reading, type: TypeName | undefined): void {
	const names = stringsOf(type?.names);
	const name = names.at(-1);
	const schema = names.length > 1 ? names.at(-2) : undefined;
	if (name === undefined || reading.names.casts?.(schema, name) !== 'volatile') return;
	const [first, ...others] = reading.fragment.tokens.nameAt(reading.fragment.offsetOf(type?.location), names.length);
	const start = first?.start ?? 0;
	const end = others.at(-1)?.end ?? first?.end ?? reading.source.text.length;
	report(reading, 'unsafe-function', reading.source.spanAt(start, end), { name: `cast to ${names.join('.')}` });
}

function writtenCall({ schema, name }: FunctionCall): string {
	return schema === undefined ? quoteIdentifier(name) : `${schema}.${name}`;
}

function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
	return (nodes ?? []).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []));
}
