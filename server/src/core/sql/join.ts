/** Reads joins: which columns USING and NATURAL merge, which sides an outer join makes nullable, what an alias of a join hides. */

import type { JoinExpr, Node } from 'libpg-query';

import { nearestName } from '../base/nearest';
import type { BaseColumn, ScopeColumn } from './analysis';
import { readExpression } from './expression';
import { quoteIdentifier } from './quote';
import { columnsOfItem, type FromPlace, type Namespace, type Reading, report, uniqueColumns } from './reading';

/** Reads an item of a FROM clause. Handed in, because joins hold items and items hold joins. */
type ReadItem = (reading: Reading, node: Node, place: FromPlace, always: BaseColumn[]) => Namespace;

/** Reads a join; `always` takes what its condition reads. */
export function readJoin(reading: Reading, join: JoinExpr, place: FromPlace, always: BaseColumn[], readItem: ReadItem): Namespace {
	const { larg, rarg, jointype, quals, alias } = join;
	if (!larg || !rarg) return { items: [], columns: [], open: true };
	const first = readItem(reading, larg, place, always);
	const before = {
		items: [...place.before.items, ...first.items],
		columns: [...place.before.columns, ...first.columns],
		open: place.before.open || first.open,
	};
	const second = readItem(reading, rarg, { ...place, before }, always);
	const left = jointype === 'JOIN_RIGHT' || jointype === 'JOIN_FULL' ? toNullable(first) : first;
	const right = jointype === 'JOIN_LEFT' || jointype === 'JOIN_FULL' ? toNullable(second) : second;
	const merged = mergedColumns(reading, join, left, right, always);
	const names = new Set(merged.map(column => column.name));
	const columns = [
		...merged,
		...left.columns.filter(column => !names.has(column.name)),
		...right.columns.filter(column => !names.has(column.name)),
	];
	const namespace: Namespace = { items: [...left.items, ...right.items], columns, open: left.open || right.open };
	// The condition sees the two sides, and the queries around; not its neighbours in the FROM clause.
	if (quals) readExpression(reading, quals, { namespace, outer: place.outer, ctes: place.ctes }, always);
	if (alias) return aliasJoin(reading, join, namespace);
	return join.join_using_alias ? aliasMerged(reading, join.join_using_alias.aliasname ?? '', merged, namespace) : namespace;
}

function toNullable({ items, columns, open }: Namespace): Namespace {
	return { items: items.map(item => ({ ...item, nullable: true })), columns: columns.map(column => ({ ...column, nullable: true })), open };
}

function mergedColumns(reading: Reading, join: JoinExpr, left: Namespace, right: Namespace, always: BaseColumn[]): readonly ScopeColumn[] {
	if (join.isNatural) {
		const shared = left.columns.filter(column => right.columns.some(other => other.name === column.name));
		return shared.map(column => merge(join, column, right.columns.find(other => other.name === column.name) ?? column, always));
	}
	const names = (join.usingClause ?? []).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []));
	const places = names.length === 0 ? [] : takeUsing(reading, names);
	return names.flatMap((name, index) => {
		const token = places[index] ?? { start: 0, end: reading.source.text.length };
		const span = reading.source.spanAt(token.start, token.end);
		const one = columnOfSide(reading, name, left, token);
		const other = columnOfSide(reading, name, right, token);
		const base = uniqueColumns([...(one?.reads ?? []), ...(other?.reads ?? [])]);
		reading.reads.push({ span, columnSpan: span, alias: one?.alias ?? other?.alias, column: name, base });
		const column = one ?? other;
		return column ? [merge(join, one ?? column, other ?? column, always)] : [];
	});
}

function columnOfSide(
	reading: Reading,
	name: string,
	side: Namespace,
	token: { readonly start: number; readonly end: number },
): ScopeColumn | undefined {
	const found = side.columns.filter(column => column.name === name);
	const span = reading.source.spanAt(token.start, token.end);
	const column = reading.source.text.slice(token.start, token.end);
	if (found.length > 1) {
		const candidates = found.map(one => `${quoteIdentifier(one.alias)}.${quoteIdentifier(one.name)}`).join(', ');
		report(reading, 'ambiguous-column', span, { column, candidates });
	} else if (found.length === 0 && !side.open) {
		const nearest = nearestName(
			name,
			side.columns.map(one => one.name),
		);
		const replacement = nearest === undefined ? undefined : quoteIdentifier(nearest);
		const table = side.items.length === 1 ? side.items[0]?.alias : undefined;
		report(
			reading,
			'unknown-column',
			span,
			{ column, table, nearest: replacement },
			replacement === undefined ? undefined : { replacement },
		);
	}
	return found[0];
}

function merge({ jointype }: JoinExpr, left: ScopeColumn, right: ScopeColumn, always: BaseColumn[]): ScopeColumn {
	const reads = uniqueColumns([...left.reads, ...right.reads]);
	always.push(...reads);
	const type = left.type === right.type ? left.type : undefined;
	const nullable =
		jointype === 'JOIN_RIGHT'
			? right.nullable
			: jointype === 'JOIN_LEFT'
				? left.nullable
				: eitherNullable(left, right, jointype === 'JOIN_FULL');
	return { name: left.name, alias: left.alias, reads, type, nullable };
}

/** An inner join on equality lets no NULL through; a full one may. */
function eitherNullable(left: ScopeColumn, right: ScopeColumn, full: boolean): boolean | undefined {
	if (full) return left.nullable === undefined || right.nullable === undefined ? undefined : left.nullable || right.nullable;
	return false;
}

/** `(a join b on …) as j`: only `j` is left. */
function aliasJoin(reading: Reading, { alias }: JoinExpr, { columns, open }: Namespace): Namespace {
	const names = (alias?.colnames ?? []).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []));
	const name = alias?.aliasname ?? '';
	const renamed = columns.map((column, index) => ({ ...column, alias: name, name: names[index] ?? column.name }));
	const span = spanOfName(reading, name);
	const item = { alias: name, relation: undefined, span, aliasSpan: span, nullable: false, columns: open ? undefined : renamed };
	return { items: [item], columns: renamed, open };
}

/** `using (…) as m`: `m` has the merged columns, beside the sides. */
function aliasMerged(reading: Reading, name: string, merged: readonly ScopeColumn[], namespace: Namespace): Namespace {
	const span = spanOfName(reading, name);
	const item = { alias: name, relation: undefined, span, aliasSpan: span, nullable: false, columns: merged };
	return { ...namespace, items: [...namespace.items, { ...item, columns: columnsOfItem(item) }] };
}

/** The first `as NAME` or `) NAME` of the text; the tree does not tell. */
function spanOfName(reading: Reading, name: string) {
	const { tokens } = reading.fragment;
	const index = tokens.all.findIndex((_, at) => tokens.identifierAt(at) === name && ['as', ')'].includes(tokens.wordAt(at - 1)));
	const token = tokens.all[index];
	return reading.source.spanAt(token?.start ?? 0, token?.end ?? reading.source.text.length);
}

/**
 * The names of the USING list of a join, which the tree does not place: the first list of these names that no join has taken. Joins are
 * read innermost and leftmost first, in the order in which their lists end.
 */
function takeUsing(reading: Reading, names: readonly string[]): readonly { readonly start: number; readonly end: number }[] {
	const { tokens } = reading.fragment;
	for (let index = 0; index < tokens.all.length; index++) {
		const start = tokens.all[index]?.start ?? 0;
		if (tokens.wordAt(index) !== 'using' || tokens.textAt(index + 1) !== '(' || reading.takenUsing.has(start)) continue;
		const list = names.map((_, position) => index + 2 + 2 * position);
		const same =
			list.every((at, position) => tokens.identifierAt(at) === names[position]) && tokens.textAt(index + 2 + 2 * names.length - 1) === ')';
		if (!same) continue;
		reading.takenUsing.add(start);
		return list.flatMap(at => tokens.all[at] ?? []);
	}
	return [];
}
