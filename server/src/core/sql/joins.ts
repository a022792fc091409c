/**
 * What the joins of a FROM clause ask for, as pairs of columns that must be equal. Reads the tree after the walk of `from.ts`, which has
 * found what names mean; joins inside of subqueries are not looked at.
 */

import type { JoinExpr, Node } from 'libpg-query';

import type { Join, JoinColumn, ScopeItem } from './analysis';
import { type Reading, readOf } from './reading';

/** In the order in which they stand. */
export function joinsOf(reading: Reading, nodes: readonly Node[], items: readonly ScopeItem[]): readonly Join[] {
	const found: Join[] = [];
	for (const node of nodes) aliasesOf(node);
	return found;

	/** The names that an item gives; its joins are noted on the way. */
	function aliasesOf(node: Node): readonly string[] {
		if ('JoinExpr' in node) {
			const { larg, rarg, alias } = node.JoinExpr;
			const left = larg ? aliasesOf(larg) : [];
			const right = rarg ? aliasesOf(rarg) : [];
			const join = joinOf(reading, node.JoinExpr, items, left, right);
			if (join) found.push(join);
			return alias ? [alias.aliasname ?? ''] : [...left, ...right];
		}
		if ('RangeVar' in node) return [node.RangeVar.alias?.aliasname ?? node.RangeVar.relname ?? ''];
		if ('RangeSubselect' in node) return [node.RangeSubselect.alias?.aliasname ?? ''];
		if ('RangeFunction' in node) return [node.RangeFunction.alias?.aliasname ?? ''];
		if ('RangeTableSample' in node && node.RangeTableSample.relation) return aliasesOf(node.RangeTableSample.relation);
		return [];
	}
}

function joinOf(
	reading: Reading,
	join: JoinExpr,
	items: readonly ScopeItem[],
	left: readonly string[],
	right: readonly string[],
): Join | undefined {
	const item = items.find(one => right.includes(one.alias));
	if (!item) return undefined;
	const conjuncts = conjunctsOf(join.quals).map(node => readConjunct(reading, node));
	const shared = sharedNames(join, items, left, right).map(name => pairByName(items, left, right, name));
	const pairs = [...shared.filter(pair => pair !== undefined), ...conjuncts.flatMap(one => (one.kind === 'pair' ? [one.pair] : []))];
	return {
		kind: kindOf(join),
		span: item.span,
		left,
		right,
		pairs,
		fixed: conjuncts.flatMap(one => (one.kind === 'fixed' ? [one.column] : [])),
		hasOther: conjuncts.some(one => one.kind === 'other'),
	};
}

function kindOf({ jointype, quals, usingClause, isNatural }: JoinExpr): Join['kind'] {
	switch (jointype) {
		case 'JOIN_LEFT':
			return 'left';
		case 'JOIN_RIGHT':
			return 'right';
		case 'JOIN_FULL':
			return 'full';
		default:
			return quals || usingClause || isNatural ? 'inner' : 'cross';
	}
}

/** The parts of a condition that must all be true. */
function conjunctsOf(node: Node | undefined): readonly Node[] {
	if (!node) return [];
	if ('BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR') return (node.BoolExpr.args ?? []).flatMap(conjunctsOf);
	return [node];
}

type Conjunct =
	| { readonly kind: 'pair'; readonly pair: readonly [JoinColumn, JoinColumn] }
	| { readonly kind: 'fixed'; readonly column: JoinColumn }
	| { readonly kind: 'always' | 'other' };

/** `a.x = b.y`, `a.x = 'B'`, `true`, or anything else. */
function readConjunct(reading: Reading, node: Node): Conjunct {
	if ('A_Const' in node && node.A_Const.boolval) return { kind: 'always' };
	if (!('A_Expr' in node) || node.A_Expr.kind !== 'AEXPR_OP' || operatorOf(node.A_Expr.name) !== '=') return { kind: 'other' };
	const { lexpr, rexpr } = node.A_Expr;
	const one = columnOf(reading, lexpr);
	const other = columnOf(reading, rexpr);
	if (one && other) return one.alias === other.alias ? { kind: 'other' } : { kind: 'pair', pair: [one, other] };
	const column = one ?? other;
	return column && isConstant(one ? rexpr : lexpr) ? { kind: 'fixed', column } : { kind: 'other' };
}

/** The columns that a condition compares with constants, all of which must be equal. */
export function fixedColumns(reading: Reading, condition: Node | undefined): readonly JoinColumn[] {
	return conjunctsOf(condition).flatMap(node => {
		const conjunct = readConjunct(reading, node);
		return conjunct.kind === 'fixed' ? [conjunct.column] : [];
	});
}

function isConstant(node: Node | undefined): boolean {
	if (!node) return false;
	return 'A_Const' in node || ('TypeCast' in node && isConstant(node.TypeCast.arg));
}

function columnOf(reading: Reading, node: Node | undefined): JoinColumn | undefined {
	if (!node || !('ColumnRef' in node)) return undefined;
	const { alias, column } = readOf(reading, node.ColumnRef) ?? {};
	return alias === undefined || column === undefined || column === '*' ? undefined : { alias, column };
}

function operatorOf(nodes: readonly Node[] | undefined): string {
	const last = nodes?.at(-1);
	return last && 'String' in last ? (last.String.sval ?? '') : '';
}

/** The names that USING lists or NATURAL finds. */
function sharedNames(join: JoinExpr, items: readonly ScopeItem[], left: readonly string[], right: readonly string[]): readonly string[] {
	if (!join.isNatural) return (join.usingClause ?? []).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []));
	const namesOf = (aliases: readonly string[]) =>
		items.filter(item => aliases.includes(item.alias)).flatMap(item => (item.columns ?? []).map(column => column.name));
	const others = new Set(namesOf(right));
	return [...new Set(namesOf(left))].filter(name => others.has(name));
}

function pairByName(
	items: readonly ScopeItem[],
	left: readonly string[],
	right: readonly string[],
	column: string,
): readonly [JoinColumn, JoinColumn] | undefined {
	const find = (aliases: readonly string[]) =>
		items.find(item => aliases.includes(item.alias) && item.columns?.some(one => one.name === column))?.alias;
	const one = find(left);
	const other = find(right);
	return one === undefined || other === undefined
		? undefined
		: [
				{ alias: one, column },
				{ alias: other, column },
			];
}
