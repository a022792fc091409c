/** Recognises the condition that lists what a column may hold: `status in ('a', 'b')`, also as `pg_get_constraintdef` writes it. */

import type { Node } from 'libpg-query';

import { parseStatement } from './parser';

export interface ValueList {
	readonly column: string;
	readonly values: readonly string[];
}

/** Undefined for every other condition. */
export function readValueList(condition: string): ValueList | undefined {
	const [statement] = parseStatement(`select ${condition}`).tree?.statements ?? [];
	const select = statement && 'SelectStmt' in statement.stmt ? statement.stmt.SelectStmt : undefined;
	const [target] = select?.targetList ?? [];
	const node = target && 'ResTarget' in target ? target.ResTarget.val : undefined;
	if (!node || !('A_Expr' in node) || select?.fromClause) return undefined;
	const { kind, name, lexpr, rexpr } = node.A_Expr;
	const [operator] = name ?? [];
	if (!operator || !('String' in operator) || operator.String.sval !== '=' || name?.length !== 1) return undefined;
	const column = columnName(lexpr);
	const items = kind === 'AEXPR_IN' ? listItems(rexpr) : kind === 'AEXPR_OP_ANY' ? arrayItems(rexpr) : undefined;
	const values = items?.map(textOf);
	if (column === undefined || !values || values.includes(undefined)) return undefined;
	return { column, values: values.flatMap(value => value ?? []) };
}

function withoutCasts(node: Node | undefined): Node | undefined {
	return node && 'TypeCast' in node ? withoutCasts(node.TypeCast.arg) : node;
}

function columnName(node: Node | undefined): string | undefined {
	const inner = withoutCasts(node);
	if (!inner || !('ColumnRef' in inner) || inner.ColumnRef.fields?.length !== 1) return undefined;
	const [field] = inner.ColumnRef.fields;
	return field && 'String' in field ? field.String.sval : undefined;
}

function listItems(node: Node | undefined): readonly Node[] | undefined {
	return node && 'List' in node ? node.List.items : undefined;
}

function arrayItems(node: Node | undefined): readonly Node[] | undefined {
	const inner = withoutCasts(node);
	return inner && 'A_ArrayExpr' in inner ? inner.A_ArrayExpr.elements : undefined;
}

/** Only strings: a number has several spellings. */
function textOf(node: Node): string | undefined {
	const inner = withoutCasts(node);
	return inner && 'A_Const' in inner ? inner.A_Const.sval?.sval : undefined;
}
