/**
 * The columns of a query that may be half typed: by the parser where it reads it, else by the words of its list of columns. What cannot be
 * told is left out. Never throws.
 */

import { spanOf } from '../base/span';
import type { Relation, RelationColumn, SqlNames } from './analysis';
import { analyzeSql } from './analyze';
import { type NamedTable, sqlCursor } from './cursor';
import { identifierOf, lexSql, type SqlToken } from './lexer';
import type { SqlSource } from './source';
import { closingOf, type NamedQuery, withQueries, wordAt } from './withQueries';

export function queryColumns(body: string, names: SqlNames): readonly RelationColumn[] {
	const { ok, output } = analyzeSql(plainSource(body), 'query', names);
	return ok && output ? output.map(({ name, reads, type, nullable }) => ({ name, reads, type, nullable })) : columnsByWords(body, names);
}

/** `names` with queries that may be named beside the tables; each sees those before it. */
export function withNamed(names: SqlNames, queries: readonly NamedQuery[]): SqlNames {
	let all = names;
	for (const query of queries) all = withOne(all, query);
	return all;
}

function withOne(names: SqlNames, query: NamedQuery): SqlNames {
	let relation: Relation | undefined;
	return {
		...names,
		relation(schema, name) {
			if (schema !== undefined || name !== query.name) return names.relation(schema, name);
			relation ??= { name, kind: 'view', columns: namedColumns(query, names), always: [] };
			return relation;
		},
	};
}

/** The columns of a query, the first ones renamed as its alias says. */
export function namedColumns({ body, columns }: Pick<NamedQuery, 'body' | 'columns'>, names: SqlNames): readonly RelationColumn[] {
	return queryColumns(body, names).map((column, index) => ({ ...column, name: columns[index] ?? column.name }));
}

/** The columns that a table, or a subquery, of a FROM clause gives. */
export function tableColumns({ schema, name, body, columns = [] }: NamedTable, names: SqlNames): readonly RelationColumn[] {
	if (body !== undefined) return namedColumns({ body, columns }, names);
	const relation = name === undefined ? undefined : names.relation(schema, name);
	return relation === undefined || relation === 'unknowable' ? [] : (relation.columns ?? []);
}

function columnsByWords(body: string, outer: SqlNames): readonly RelationColumn[] {
	const tokens = lexSql(body).filter(token => token.kind !== 'comment');
	const select = tokens.findIndex((_, index) => wordAt(body, tokens, index) === 'select' && depthAt(body, tokens, index) === 0);
	const at = tokens[select];
	if (!at) return [];
	const names = withNamed(outer, withQueries(body, tokens, at.start));
	const tables = sqlCursor(body, at.end + 1, 'query')?.tables ?? [];
	return itemsAfter(body, tokens, select).flatMap(item => columnsOfItem(body, item, tables, names));
}

function depthAt(text: string, tokens: readonly SqlToken[], index: number): number {
	const before = tokens.slice(0, index).map((_, at) => wordAt(text, tokens, at));
	return before.filter(word => word === '(').length - before.filter(word => word === ')').length;
}

/** The items of the list of columns, up to the clause that ends it. */
function itemsAfter(text: string, tokens: readonly SqlToken[], select: number): readonly (readonly SqlToken[])[] {
	const items: SqlToken[][] = [[]];
	for (let index = select + 1; index < tokens.length; index++) {
		const word = wordAt(text, tokens, index);
		if (/^(from|where|group|order|union|intersect|except|limit|\))$/.test(word)) break;
		if (word === ',') {
			items.push([]);
			continue;
		}
		const end = word === '(' ? closingOf(text, tokens, index) : index;
		items.at(-1)?.push(...tokens.slice(index, end + 1));
		index = end;
	}
	return items.map(item => item.filter((token, index) => index > 0 || !/^(distinct|all)$/i.test(text.slice(token.start, token.end))));
}

function columnsOfItem(text: string, item: readonly SqlToken[], tables: readonly NamedTable[], names: SqlNames): readonly RelationColumn[] {
	const words = item.map((_, index) => wordAt(text, item, index));
	const nameOf = (index: number) => {
		const token = item.at(index);
		return token && (token.kind === 'word' || token.kind === 'quoted') ? identifierOf(text, token) : undefined;
	};
	if (words.at(-1) === '*') {
		const alias = words.at(-2) === '.' ? nameOf(-3) : undefined;
		return tables.filter(table => words.length === 1 || table.alias === alias).flatMap(table => tableColumns(table, names));
	}
	const last = nameOf(-1);
	// `a.x`, `x`: a column of a table.
	if (last !== undefined && (words.length === 1 || (words.at(-2) === '.' && words.length <= 5))) {
		const alias = words.length > 1 ? nameOf(-3) : undefined;
		const near = tables.filter(table => alias === undefined || table.alias === alias).flatMap(table => tableColumns(table, names));
		return [near.find(column => column.name === last) ?? { name: last, reads: [] }];
	}
	const name = aliasOf(words, last) ?? (/^[a-z_]\w*$/.test(words[0] ?? '') && words[1] === '(' ? words[0] : undefined);
	return name === undefined || name === '' ? [] : [{ name, reads: [] }];
}

/** `… as name`, or a name right behind a complete expression. */
function aliasOf(words: readonly string[], last: string | undefined): string | undefined {
	const before = words.at(-2) ?? '';
	if (last === undefined || last === 'end') return undefined;
	return before === 'as' || /[\w"')\]]$/.test(before) ? last : undefined;
}

function plainSource(text: string): SqlSource {
	const span = (start: number, end: number) => spanOf('', start, end);
	return { text, span: span(0, text.length), spanAt: span };
}
