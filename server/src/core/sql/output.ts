/** What PostgreSQL calls a column of a query that has no alias (parser/parse_target.c, FigureColname). */

import type { Node } from 'libpg-query';

/** The name of an expression's column; `?column?` when it has none of its own. */
export function outputName(node: Node): string {
	return figureName(node).name;
}

/** A name and whether it is a good one: the name of a type or `case` gives way to what is inside. */
interface Figured {
	readonly name: string;
	readonly good: boolean;
	readonly found: boolean;
}

const NOTHING: Figured = { name: '?column?', good: false, found: false };

/** Nodes that are always called the same. */
const FIXED: Readonly<Record<string, string>> = {
	GroupingFunc: 'grouping',
	A_ArrayExpr: 'array',
	RowExpr: 'row',
	CoalesceExpr: 'coalesce',
	XmlSerialize: 'xmlserialize',
	JsonParseExpr: 'json',
	JsonScalarExpr: 'json_scalar',
	JsonSerializeExpr: 'json_serialize',
	JsonObjectConstructor: 'json_object',
	JsonArrayConstructor: 'json_array',
	JsonArrayQueryConstructor: 'json_array',
	JsonObjectAgg: 'json_objectagg',
	JsonArrayAgg: 'json_arrayagg',
	MergeSupportFunc: 'merge_action',
};

/** Nodes that are called by their operation. */
const BY_OPERATION: Readonly<Record<string, string>> = {
	IS_GREATEST: 'greatest',
	IS_LEAST: 'least',
	IS_XMLCONCAT: 'xmlconcat',
	IS_XMLELEMENT: 'xmlelement',
	IS_XMLFOREST: 'xmlforest',
	IS_XMLPARSE: 'xmlparse',
	IS_XMLPI: 'xmlpi',
	IS_XMLROOT: 'xmlroot',
	IS_XMLSERIALIZE: 'xmlserialize',
	JSON_EXISTS_OP: 'json_exists',
	JSON_QUERY_OP: 'json_query',
	JSON_VALUE_OP: 'json_value',
	SVFOP_CURRENT_DATE: 'current_date',
	SVFOP_CURRENT_TIME: 'current_time',
	SVFOP_CURRENT_TIME_N: 'current_time',
	SVFOP_CURRENT_TIMESTAMP: 'current_timestamp',
	SVFOP_CURRENT_TIMESTAMP_N: 'current_timestamp',
	SVFOP_LOCALTIME: 'localtime',
	SVFOP_LOCALTIME_N: 'localtime',
	SVFOP_LOCALTIMESTAMP: 'localtimestamp',
	SVFOP_LOCALTIMESTAMP_N: 'localtimestamp',
	SVFOP_CURRENT_ROLE: 'current_role',
	SVFOP_CURRENT_USER: 'current_user',
	SVFOP_USER: 'user',
	SVFOP_SESSION_USER: 'session_user',
	SVFOP_CURRENT_CATALOG: 'current_catalog',
	SVFOP_CURRENT_SCHEMA: 'current_schema',
};

function figureName(node: Node | undefined): Figured {
	if (!node) return NOTHING;
	if ('ColumnRef' in node) return lastName(node.ColumnRef.fields);
	if ('FuncCall' in node) return lastName(node.FuncCall.funcname);
	if ('A_Indirection' in node) {
		const field = lastName(node.A_Indirection.indirection);
		return field.found ? field : figureName(node.A_Indirection.arg);
	}
	if ('TypeCast' in node) {
		const inside = figureName(node.TypeCast.arg);
		return inside.good ? inside : { ...lastName(node.TypeCast.typeName?.names), good: false };
	}
	if ('CollateClause' in node) return figureName(node.CollateClause.arg);
	if ('CaseExpr' in node) {
		const inside = figureName(node.CaseExpr.defresult);
		return inside.good ? inside : { name: 'case', good: false, found: true };
	}
	if ('SubLink' in node) return subqueryName(node.SubLink.subLinkType, node.SubLink.subselect);
	if ('A_Expr' in node) return node.A_Expr.kind === 'AEXPR_NULLIF' ? named('nullif') : NOTHING;
	const [kind = '', fields] = Object.entries(node)[0] ?? [];
	const operation = typeof fields === 'object' && fields !== null && 'op' in fields ? String(fields.op) : '';
	const fixed = FIXED[kind] ?? BY_OPERATION[operation];
	return fixed === undefined ? NOTHING : named(fixed);
}

function subqueryName(type: string | undefined, subselect: Node | undefined): Figured {
	if (type === 'EXISTS_SUBLINK') return named('exists');
	if (type === 'ARRAY_SUBLINK') return named('array');
	if (type !== 'EXPR_SUBLINK' || !subselect || !('SelectStmt' in subselect)) return NOTHING;
	let select = subselect.SelectStmt;
	while (select.larg) select = select.larg;
	const target = select.targetList?.[0];
	if (select.valuesLists) return named('column1');
	if (!target || !('ResTarget' in target)) return NOTHING;
	return target.ResTarget.name === undefined ? subqueryColumn(target.ResTarget.val) : named(target.ResTarget.name);
}

/** A subquery's column has a name in any case, so that it counts as a good one. */
function subqueryColumn(node: Node | undefined): Figured {
	return { ...figureName(node), good: true, found: true };
}

function lastName(nodes: readonly Node[] | undefined): Figured {
	const last = (nodes ?? []).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : [])).at(-1);
	return last === undefined ? NOTHING : named(last);
}

function named(name: string): Figured {
	return { name, good: true, found: true };
}
