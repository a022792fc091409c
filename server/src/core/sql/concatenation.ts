/**
 * Finds `||` of texts that gives NULL for the whole because one column may be NULL. Looks only where such a NULL goes on to be the value:
 * not inside of `coalesce`, `concat` and conditions, which are there to deal with it. Says nothing where a type is not known, as `||` also
 * joins arrays and json.
 */

import type { A_Expr, CaseExpr, ColumnRef, Node } from 'libpg-query';

import type { ColumnRead } from './analysis';
import { type Reading, readOf } from './reading';
import { typeContext } from './typeContext';
import { type TypeContext, typeOf } from './types/typeOf';
import { bareType, UNKNOWN } from './types/typeSystem';

const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying', 'character', 'name', 'citext']);
const DEALS_WITH_NULL: ReadonlySet<string> = new Set(['concat', 'concat_ws', 'format', 'num_nulls', 'num_nonnulls', 'quote_nullable']);

/** For each outermost `||` the columns that may be NULL, in the order in which they stand; empty ones are left out. */
export function nullableConcatenations(reading: Reading, node: Node | undefined): readonly (readonly ColumnRead[])[] {
	if (!node || !reading.source.text.includes('||')) return [];
	const found: (readonly ColumnRead[])[] = [];
	visit(node);
	return found;

	function visit(at: Node): void {
		if ('A_Expr' in at) visitOperator(at.A_Expr);
		else if ('TypeCast' in at) each(at.TypeCast.arg);
		else if ('CollateClause' in at) each(at.CollateClause.arg);
		else if ('FuncCall' in at && !DEALS_WITH_NULL.has(nameOf(at.FuncCall.funcname))) for (const one of at.FuncCall.args ?? []) visit(one);
		else if ('CaseExpr' in at) visitCase(at.CaseExpr);
	}

	function each(at: Node | undefined): void {
		if (at) visit(at);
	}

	function visitOperator(expression: A_Expr): void {
		if (expression.kind === 'AEXPR_NULLIF') each(expression.lexpr);
		if (!isConcatenation(expression)) return;
		const context = typeContext(reading);
		const parts = partsOf(expression);
		const types = parts.map(part => typeOf(part, context).type);
		if (!types.some(isText) || types.some(type => type === undefined || type.endsWith('[]') || isOwnKind(type))) return;
		const columns = parts.flatMap(part => (typeOf(part, context).nullable === true ? nullableColumns(reading, part, context) : []));
		if (columns.length > 0) found.push(columns);
	}

	/** A branch deals with the columns that a condition asks for. */
	function visitCase({ args = [], defresult }: CaseExpr): void {
		const before = found.length;
		for (const one of args) if ('CaseWhen' in one) each(one.CaseWhen.result);
		each(defresult);
		const asked = new Set(args.flatMap(one => ('CaseWhen' in one ? refsIn(one.CaseWhen.expr) : [])).map(ref => refName(ref)));
		const own = found
			.splice(before)
			.map(columns => columns.filter(read => !asked.has(`${read.alias}.${read.column}`) && !asked.has(read.column)));
		found.push(...own.filter(columns => columns.length > 0));
	}
}

function isConcatenation({ name, kind }: A_Expr): boolean {
	return kind === 'AEXPR_OP' && nameOf(name) === '||';
}

function partsOf(expression: A_Expr): readonly Node[] {
	return [expression.lexpr, expression.rexpr].flatMap(side => {
		if (!side) return [];
		return 'A_Expr' in side && isConcatenation(side.A_Expr) ? partsOf(side.A_Expr) : [side];
	});
}

function isText(type: string | undefined): boolean {
	return type !== undefined && TEXTS.has(bareType(type));
}

/** Types whose own `||` wins over that of texts. */
function isOwnKind(type: string): boolean {
	return type !== UNKNOWN && /^(?:jsonb?|bytea|tsvector|tsquery|"?bit|bit varying)/.test(type);
}

function nullableColumns(reading: Reading, part: Node, context: TypeContext): readonly ColumnRead[] {
	return refsIn(part).flatMap(ref => {
		if (context.column(ref)?.nullable !== true) return [];
		return readOf(reading, ref) ?? [];
	});
}

/** Every column reference in a tree. */
function refsIn(value: unknown): readonly ColumnRef[] {
	if (typeof value !== 'object' || value === null) return [];
	if (Array.isArray(value)) return value.flatMap(refsIn);
	return Object.entries(value).flatMap(([key, part]) => (key === 'ColumnRef' ? [part as ColumnRef] : refsIn(part)));
}

function refName({ fields = [] }: ColumnRef): string {
	return fields.flatMap(field => ('String' in field ? [field.String.sval ?? ''] : [])).join('.');
}

function nameOf(nodes: readonly Node[] | undefined): string {
	const last = nodes?.at(-1);
	return last && 'String' in last ? (last.String.sval ?? '') : '';
}
