/**
 * The type of an expression and whether it can be NULL, as far as both can be known without a server: what it does not know stays
 * undefined, and nobody may speak of it. Types are as a server describes them, with modifiers where PostgreSQL keeps them. Reads the tree
 * after the walk of `expression.ts`, which has found what names mean; looks nothing up itself.
 */

import type { A_Const, A_Expr, CaseExpr, ColumnRef, FuncCall, Node, SelectStmt, SQLValueFunction, SubLink } from 'libpg-query';

import { castType } from './castType';
import { commonType } from './commonType';
import { nullableCall, nullableOperator } from './nullability';
import { chooseOperator, chooseOverload, onlyResult } from './overload';
import {
	arrayType,
	bareType,
	builtinCalls,
	builtinOperators,
	builtinType,
	elementType,
	isArray,
	type Signature,
	UNKNOWN,
	type UserTypes,
} from './typeSystem';

export interface Typed {
	/** `unknown` for a string literal and NULL that nothing has given a type yet. */
	readonly type?: string;
	/** False: never NULL. True: a column that may be NULL takes part. */
	readonly nullable?: boolean;
	/** Text only because every branch of a CASE is an untyped literal. */
	readonly literal?: boolean;
}

/** What the walk found, and what the names of the user mean. */
export interface TypeContext {
	column(ref: ColumnRef): Typed | undefined;
	/** The columns of a subquery. */
	query(select: SelectStmt): readonly Typed[] | undefined;
	readonly users: UserTypes;
	/** The user's functions of that name; undefined when nobody can know. */
	calls(schema: string | undefined, name: string): readonly Signature[] | undefined;
	/** Whether the user has operators of that name. */
	hasOperator(name: string): boolean;
	/** The user's type of that name, as written in a cast. */
	userType(schema: string | undefined, name: string): string | undefined;
}

const NOTHING: Typed = {};
const TRUTH = 'boolean';

export function typeOf(node: Node | undefined, context: TypeContext): Typed {
	if (!node) return NOTHING;
	if ('ColumnRef' in node) return context.column(node.ColumnRef) ?? NOTHING;
	if ('A_Const' in node) return typeOfConstant(node.A_Const);
	if ('TypeCast' in node) {
		const { nullable } = typeOf(node.TypeCast.arg, context);
		return { type: castType(node.TypeCast.typeName, context.userType), nullable };
	}
	if ('A_Expr' in node) return typeOfOperator(node.A_Expr, context);
	if ('FuncCall' in node) return typeOfCall(node.FuncCall, context);
	if ('CaseExpr' in node) return typeOfCase(node.CaseExpr, context);
	if ('CoalesceExpr' in node) {
		const parts = typesOf(node.CoalesceExpr.args, context);
		const nullable = parts.some(part => part.nullable === false) ? false : allNullable(parts);
		return { type: together(parts, context.users), nullable };
	}
	if ('MinMaxExpr' in node) {
		const parts = typesOf(node.MinMaxExpr.args, context);
		const nullable = parts.some(part => part.nullable === false) ? false : allNullable(parts);
		return { type: together(parts, context.users), nullable };
	}
	if ('BoolExpr' in node) return { type: TRUTH, nullable: anyNullable(typesOf(node.BoolExpr.args, context), true) };
	if ('NullTest' in node || 'BooleanTest' in node) return { type: TRUTH, nullable: false };
	if ('SubLink' in node) return typeOfSubLink(node.SubLink, context);
	if ('A_ArrayExpr' in node) {
		const element = together(typesOf(node.A_ArrayExpr.elements, context), context.users);
		return { type: element === undefined ? undefined : arrayType(element), nullable: false };
	}
	if ('CollateClause' in node) {
		const inner = typeOf(node.CollateClause.arg, context);
		return inner.type === UNKNOWN ? { ...inner, type: 'text' } : inner;
	}
	if ('SQLValueFunction' in node) return typeOfValueFunction(node.SQLValueFunction);
	if ('GroupingFunc' in node) return { type: 'integer', nullable: false };
	if ('A_Indirection' in node) return typeOfPart(typeOf(node.A_Indirection.arg, context), node.A_Indirection.indirection ?? []);
	return NOTHING;
}

function typesOf(nodes: readonly Node[] | undefined, context: TypeContext): readonly Typed[] {
	return (nodes ?? []).map(node => typeOf(node, context));
}

function typeOfConstant({ ival, fval, sval, boolval, bsval, isnull }: A_Const): Typed {
	if (isnull) return { type: UNKNOWN, nullable: true };
	if (sval) return { type: UNKNOWN, nullable: false };
	if (boolval) return { type: TRUTH, nullable: false };
	if (ival) return { type: 'integer', nullable: false };
	if (bsval) return { type: bsval.bsval?.startsWith('x') ? undefined : '"bit"', nullable: false };
	return { type: fval ? typeOfNumber(fval.fval ?? '') : undefined, nullable: false };
}

/** The smallest of integer, bigint and numeric that holds it. */
function typeOfNumber(text: string): string | undefined {
	if (!/^-?\d+$/.test(text)) return /^-?[\d.]+(e[-+]?\d+)?$/i.test(text) ? 'numeric' : undefined;
	const value = BigInt(text);
	if (BigInt.asIntN(32, value) === value) return 'integer';
	return BigInt.asIntN(64, value) === value ? 'bigint' : 'numeric';
}

function typeOfOperator({ kind, name, lexpr, rexpr }: A_Expr, context: TypeContext): Typed {
	const left = lexpr && typeOf(lexpr, context);
	const right = rexpr && !('List' in rexpr) ? typeOf(rexpr, context) : NOTHING;
	const operands = left ? [left, right] : [right];
	switch (kind) {
		case 'AEXPR_OP':
			return { type: resultOf(operands), nullable: nullableOperator(operatorName(), operands) };
		case 'AEXPR_NULLIF':
			return { type: typeOfNullIf(left ?? NOTHING, right, context), nullable: left?.nullable === true ? true : undefined };
		case 'AEXPR_DISTINCT':
		case 'AEXPR_NOT_DISTINCT':
			return { type: TRUTH, nullable: false };
		default:
			return { type: TRUTH, nullable: operands.some(one => one.nullable === true) ? true : undefined };
	}

	function operatorName(): string {
		return stringsOf(name).at(-1) ?? '';
	}

	function resultOf(parts: readonly Typed[]): string | undefined {
		const called = operatorName();
		const signatures = builtinOperators(called);
		const types = parts.flatMap(part => part.type ?? []).map(bareType);
		// An operator of the user's may take these operands too.
		if (context.hasOperator(called) && !types.every(type => isBuiltin(type))) return undefined;
		if (types.length < parts.length) return onlyResult(signatures, parts.length);
		return chooseOperator(signatures, types, context.users)?.result;
	}
}

function isBuiltin(type: string): boolean {
	return !type.includes('.');
}

/** NULLIF gives its first argument as the equality of both takes it. */
function typeOfNullIf({ type }: Typed, right: Typed, { users }: TypeContext): string | undefined {
	if (type === undefined || right.type === undefined) return undefined;
	const bare = bareType(type);
	const wanted = chooseOperator(builtinOperators('='), [bare, bareType(right.type)], users)?.arguments[0];
	if (wanted === undefined) return undefined;
	return wanted === bare || wanted.startsWith('any') ? type : wanted;
}

function typeOfCall(call: FuncCall, context: TypeContext): Typed {
	const names = stringsOf(call.funcname);
	const name = names.at(-1) ?? '';
	const schema = names.length > 1 ? names.at(-2) : undefined;
	const nodes = call.agg_within_group ? [...(call.args ?? []), ...(call.agg_order ?? []).map(sortedNode)] : (call.args ?? []);
	const parts = nodes.map(node => typeOf(node, context));
	const own = schema === 'pg_catalog' ? [] : context.calls(schema, name);
	const builtin = schema === undefined || schema === 'pg_catalog' ? builtinCalls(name) : [];
	const nullable = own?.length === 0 && builtin.length > 0 ? nullableCall(name, parts, call.over !== undefined) : undefined;
	// Without a catalog, a function of the user's may be meant.
	const signatures = [...builtin, ...(own ?? [])];
	if (call.func_variadic || nodes.some(node => 'NamedArgExpr' in node)) return { type: undefined, nullable };
	const types = parts.flatMap(part => part.type ?? []).map(bareType);
	if (own === undefined && (builtin.length === 0 || !types.every(isBuiltin))) return { nullable };
	if (types.length < parts.length) return { type: onlyResult(signatures, parts.length), nullable };
	const chosen = chooseOverload(signatures, types, context.users);
	if (chosen?.signature.set) return NOTHING;
	if (chosen) return { type: known(chosen.result), nullable };
	// `date(x)` may also be a cast.
	const cast = types.length === 1 && schema === undefined ? (builtinType(name) ?? context.userType(undefined, name)) : undefined;
	return { type: signatures.some(one => one.arguments.length === 1) ? undefined : cast, nullable: parts[0]?.nullable };
}

function known(result: string | undefined): string | undefined {
	return result === undefined || result === 'record' || result.startsWith('any') ? undefined : result;
}

function sortedNode(node: Node): Node {
	return 'SortBy' in node && node.SortBy.node ? node.SortBy.node : node;
}

function typeOfCase({ args, defresult }: CaseExpr, context: TypeContext): Typed {
	const results = (args ?? []).map(node => ('CaseWhen' in node ? typeOf(node.CaseWhen.result, context) : NOTHING));
	const otherwise: Typed = defresult ? typeOf(defresult, context) : { type: UNKNOWN, nullable: true };
	const parts = [otherwise, ...results];
	// Which branch is taken depends on the row: without ELSE it may be meant never to be missing one.
	const nullable = parts.every(part => part.nullable === false) ? false : results.some(part => part.nullable === true) ? true : undefined;
	return { type: together(parts, context.users), nullable, literal: parts.every(part => part.type === UNKNOWN) };
}

/** The common type. Modifiers are kept when all have the same. */
function together(parts: readonly Typed[], users: UserTypes): string | undefined {
	const types = parts.flatMap(part => part.type ?? []);
	const [first] = types;
	if (first === undefined || types.length < parts.length) return undefined;
	if (first !== UNKNOWN && types.every(type => type === first)) return first;
	return commonType(types.map(bareType), users);
}

function allNullable(parts: readonly Typed[]): boolean | undefined {
	return parts.length > 0 && parts.every(part => part.nullable === true) ? true : undefined;
}

function anyNullable(parts: readonly Typed[], strict: boolean): boolean | undefined {
	if (parts.every(part => part.nullable === false)) return false;
	return strict && parts.some(part => part.nullable === true) ? true : undefined;
}

function typeOfSubLink({ subLinkType, subselect }: SubLink, context: TypeContext): Typed {
	const columns = subselect && 'SelectStmt' in subselect ? context.query(subselect.SelectStmt) : undefined;
	switch (subLinkType) {
		case 'EXISTS_SUBLINK':
			return { type: TRUTH, nullable: false };
		case 'ANY_SUBLINK':
		case 'ALL_SUBLINK':
			return { type: TRUTH };
		case 'EXPR_SUBLINK':
			return { type: columns?.[0]?.type };
		case 'ARRAY_SUBLINK': {
			const type = columns?.[0]?.type;
			return { type: type === undefined ? undefined : arrayType(type), nullable: false };
		}
		default:
			return NOTHING;
	}
}

const valueFunctions: Readonly<Record<string, string>> = {
	CURRENT_DATE: 'date',
	CURRENT_TIME: 'time with time zone',
	CURRENT_TIMESTAMP: 'timestamp with time zone',
	LOCALTIME: 'time without time zone',
	LOCALTIMESTAMP: 'timestamp without time zone',
};

function typeOfValueFunction({ op: operation, typmod }: SQLValueFunction): Typed {
	const op: string = operation ?? '';
	const name = op.replace(/^SVFOP_/, '').replace(/_N$/, '');
	const type = valueFunctions[name] ?? 'name';
	return {
		type: op.endsWith('_N') ? type.replace(/^(time|timestamp) /, `$1(${typmod ?? 0}) `) : type,
		nullable: name === 'CURRENT_SCHEMA' ? undefined : false,
	};
}

/** Subscripts of arrays and of jsonb. Fields are not followed. */
function typeOfPart({ type }: Typed, indirection: readonly Node[]): Typed {
	if (type === undefined || !indirection.every(node => 'A_Indices' in node)) return NOTHING;
	if (type === 'jsonb') return { type };
	if (!isArray(type)) return NOTHING;
	const isSlice = indirection.some(node => 'A_Indices' in node && node.A_Indices.is_slice);
	return { type: isSlice ? type : elementType(type) };
}

/** What a column of a query is called by the outside: literals become text. */
export function typeOfOutput(node: Node, context: TypeContext): Typed {
	const typed = typeOf(node, context);
	return typed.type === UNKNOWN ? { ...typed, type: 'text' } : typed;
}

function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
	return (nodes ?? []).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []));
}
