/**
 * Analyses the commonest of all FROM clauses, one known table as `erp.customers c`, without the parser. Says what `analyze.ts` would say of
 * it, or nothing: whatever is unknown, quoted, a keyword or anything else than such names is left to the parser.
 */

import type { ScopeItem, SqlAnalysis, SqlNames } from './analysis';
import { freeIdentifier } from './quote';
import { uniqueColumns } from './reading';
import type { SqlSource } from './source';

const TABLE = /^((?:([A-Za-z_][A-Za-z0-9_]*)\.)?([A-Za-z_][A-Za-z0-9_]*))(?: +(?:as +)?([A-Za-z_][A-Za-z0-9_]*))?$/;
const NONE: readonly never[] = [];

/** The analysis of `source` as a FROM clause; undefined when it has to be parsed. */
export function analyzePlainTable(source: SqlSource, names: SqlNames): SqlAnalysis | undefined {
	const [, written, schema, table, alias] = TABLE.exec(source.text) ?? [];
	if (written === undefined || table === undefined) return undefined;
	const name = freeIdentifier(table);
	const schemaName = schema === undefined ? undefined : freeIdentifier(schema);
	const aliasName = alias === undefined ? name : freeIdentifier(alias);
	if (name === undefined || aliasName === undefined || (schema !== undefined && schemaName === undefined)) return undefined;
	const relation = names.relation(schemaName, name);
	if (typeof relation !== 'object') return undefined;
	const { columns, always } = relation;
	const span = source.spanAt(0, written.length);
	const aliasSpan = alias === undefined ? undefined : source.spanAt(source.text.length - alias.length, source.text.length);
	const item: ScopeItem = { alias: aliasName, relation, span, aliasSpan, nullable: false, columns, open: undefined };
	return {
		place: 'from',
		ok: true,
		reads: NONE,
		tables: [{ span, relation, name: written }],
		itemUses: NONE,
		functions: NONE,
		findings: NONE,
		scope: { items: [item], open: columns === undefined, unqualified: undefined },
		output: undefined,
		joins: NONE,
		always: uniqueColumns(always),
		plainColumn: undefined,
		value: undefined,
		nullConcatenations: undefined,
		fixed: undefined,
		aggregates: false,
	};
}
