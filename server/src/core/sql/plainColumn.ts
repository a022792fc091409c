/**
 * Analyses the commonest of all expressions, one column as `s.name` or `name`, without the parser. Says what `analyze.ts` would say of it, or
 * nothing: whatever is unknown, ambiguous, quoted, a keyword or anything else than such a name is left to the parser.
 */

import type { ColumnRead, RelationColumn, Scope, ScopeItem, SqlAnalysis } from './analysis';
import { freeIdentifier } from './quote';
import { namespaceOf, uniqueColumns } from './reading';
import type { SqlSource } from './source';

const NAME = /^(?:([A-Za-z_][A-Za-z0-9_]*)\.)?([A-Za-z_][A-Za-z0-9_]*)$/;
const NONE: readonly never[] = [];

interface Found {
	/** When its name is written. */
	readonly item?: ScopeItem;
	readonly alias: string;
	readonly column: RelationColumn;
}

/** The analysis of `source` as an expression over `scope`; undefined when it has to be parsed. */
export function analyzePlainColumn(source: SqlSource, scope: Scope): SqlAnalysis | undefined {
	const { text } = source;
	const match = NAME.exec(text);
	const [, qualifier, name] = match ?? [];
	if (name === undefined) return undefined;
	const column = freeIdentifier(name);
	const item = qualifier === undefined ? undefined : freeIdentifier(qualifier);
	if (column === undefined || (qualifier !== undefined && item === undefined)) return undefined;
	const found = item === undefined ? unqualified(scope, column) : qualified(scope.items, item, column);
	return found && analysisOf(found, source);
}

function qualified(items: readonly ScopeItem[], alias: string, name: string): Found | undefined {
	const item = items.find(one => one.alias === alias);
	const column = item?.columns?.find(one => one.name === name);
	return item && column && { item, alias, column: item.nullable ? { ...column, nullable: true } : column };
}

function unqualified(scope: Scope, name: string): Found | undefined {
	const [column, ...others] = namespaceOf(scope).columns.filter(one => one.name === name);
	return column && others.length === 0 ? { alias: column.alias, column } : undefined;
}

function analysisOf({ item, alias, column }: Found, source: SqlSource): SqlAnalysis {
	const { text } = source;
	const span = source.spanAt(0, text.length);
	const dot = text.indexOf('.');
	const columnSpan = dot < 0 ? span : source.spanAt(dot + 1, text.length);
	const read: ColumnRead = { span, columnSpan, alias, column: column.name, base: column.reads };
	return {
		place: 'expression',
		ok: true,
		reads: [read],
		tables: NONE,
		itemUses: item ? [{ span: source.spanAt(0, dot), item }] : NONE,
		functions: NONE,
		findings: NONE,
		scope: undefined,
		output: undefined,
		joins: undefined,
		always: uniqueColumns(column.reads),
		plainColumn: read,
		value: column,
		nullConcatenations: NONE,
		fixed: undefined,
		aggregates: false,
	};
}
