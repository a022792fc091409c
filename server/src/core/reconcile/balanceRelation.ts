/**
 * The rows of a mapping's FROM clause with what became of each, for the check `balance`. The first table's rows are numbered once, so that
 * a row that a join multiplies or loses is still one row of its table.
 */

import { compileColumns } from '../mapping/compileLookup';
import type { CompileOptions } from '../mapping/compileOptions';
import { conditionsOf, isRefused, rowBuilder } from '../mapping/compileRow';
import type { WithClause } from '../mapping/compileWith';
import { withClause } from '../mapping/compileWith';
import type { MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';
import { compose, composeList, type SqlText } from '../sql/composed';
import { identifierOf, lexSql } from '../sql/lexer';
import { quoteIdentifier } from '../sql/quote';
import type { SqlSource } from '../sql/source';
import { plainSql, sql } from '../sql/template';
import type { BalanceRelation } from './checks/balance';
import type { NotRun } from './plan';

/** `refusals: 'ignored'`: rows that are kept are mapped, as it is not asked whether they are rejected, which costs less. */
export function compileBalanceRelation(
	mapping: MappingFacts,
	facts: SpecFacts,
	options: CompileOptions,
	refusals: 'counted' | 'ignored' = 'counted',
): BalanceRelation | NotRun {
	if (mapping.groupBy) return { notRun: `"${mapping.name}" groups its rows: which source row went into which group is not followed` };
	const first = mapping.from && firstTable(mapping.from);
	if (!mapping.from || !first) return { notRun: `"${mapping.name}" does not read a table first, so there are no rows to account for` };
	const isTaken = mapping.items[0]?.columns?.some(column => column.name === '$row') === true;
	if (isTaken) return { notRun: `"${first.name}" has a column "$row", which is how the balance calls the number of a row` };
	return {
		mapping: mapping.name,
		table: first.name,
		reasons: mapping.rowIgnores.map(one => one.reason),
		tableRows: tableRows(mapping.from, first, facts, options),
		classified: classifiedRows(mapping, mapping.from, first, facts, options, refusals),
	};
}

/** Where the first table stands in the text of a FROM clause. */
export interface FirstTable {
	readonly name: string;
	readonly start: number;
	readonly end: number;
	readonly alias: string;
	readonly hasAlias: boolean;
}

/** Undefined when the clause starts with something else than a plain table. */
export function firstTable({ sql: source, analysis }: SqlPiece): FirstTable | undefined {
	const [item] = analysis.scope?.items ?? [];
	const table = item && analysis.tables.find(one => one.span.start === item.span.start);
	if (!item || !table || table.relation?.kind === 'lookup') return undefined;
	const tokens = lexSql(source.text).filter(token => token.kind !== 'comment');
	const startIndex = tokens.findIndex(token => source.spanAt(token.start, token.end).start === table.span.start);
	const endIndex = tokens.findIndex(token => source.spanAt(token.start, token.end).end === table.span.end);
	const [first, last, before, next] = [tokens[startIndex], tokens[endIndex], tokens[startIndex - 1], tokens[endIndex + 1]];
	if (!first || !last) return undefined;
	const word = (token: typeof next) =>
		token && (token.kind === 'word' || token.kind === 'quoted') ? identifierOf(source.text, token) : undefined;
	// ONLY, a star behind the name and TABLESAMPLE go with tables alone.
	if (word(before) === 'only' || word(next) === 'tablesample' || (next && source.text.slice(next.start, next.end) === '*'))
		return undefined;
	const hasAlias = word(next) === 'as' || word(next) === item.alias;
	return { name: table.name, start: first.start, end: last.end, alias: item.alias, hasAlias };
}

/** Views of the spec that the clause reads come along. */
function tableRows(from: SqlPiece, first: FirstTable, facts: SpecFacts, options: CompileOptions): SqlText {
	const clause = withClause(facts, options);
	clause.user(from);
	return sql`${clause.render()}select 1 as one from ${nameOf(from, first)} as t`;
}

/**
 * Rows that the mapping keeps, rejected or not, and apart from them those that it leaves out: its expressions need not work for rows that
 * it never sees. Both read the one numbering.
 */
function classifiedRows(
	mapping: MappingFacts,
	from: SqlPiece,
	first: FirstTable,
	facts: SpecFacts,
	options: CompileOptions,
	refusals: 'counted' | 'ignored',
): SqlText {
	const clause = withClause(facts, options);
	clause.user(from);
	const numbered = clause.query(
		'$numbered',
		() => sql`select t.*, row_number() over () as ${quoteIdentifier('$row')} from ${nameOf(from, first)} as t`,
	);
	const alias = first.hasAlias ? '' : ` as ${quoteIdentifier(first.alias)}`;
	const counted = { ...mapping, from: { ...from, sql: replaced(from.sql, first.start, first.end, `${numbered}${alias}`) } };
	const number = plainSql(`${quoteIdentifier(first.alias)}.${quoteIdentifier('$row')}`);
	const row = rowBuilder({ facts, options, with: clause }, counted);
	if (refusals === 'counted') compileColumns(row, new Set());
	const kept = row.layers.render(
		[
			sql`${row.layers.base('$row', number, 'bigint').sql} as ${quoteIdentifier('$row')}`,
			sql`case when ${isRefused(row.refusals)} then 1 else 0 end as ${quoteIdentifier('$class')}`,
		],
		row.tail(),
	);
	const leftOut = leftOutRows(clause, counted, number);
	return sql`${clause.render()}${leftOut ? composeList([kept, leftOut], '\nunion all\n') : kept}`;
}

/** Undefined when the mapping leaves nothing out. */
function leftOutRows(clause: WithClause, mapping: MappingFacts & { readonly from: SqlPiece }, number: SqlText): SqlText | undefined {
	const filtered = 2 + mapping.rowIgnores.length;
	const cases = [
		...conditionsOf(clause, mapping).map(condition => sql` when ${condition} is not true then ${String(filtered)}`),
		...mapping.rowIgnores.map(({ piece }, index) => sql` when (${clause.user(piece)}) then ${String(2 + index)}`),
	];
	if (cases.length === 0) return undefined;
	const rowClass = compose(['case', ...cases, ' end']);
	const rows = sql`select ${number} as row_number, ${rowClass} as row_class from ${clause.user(mapping.from)}`;
	return sql`select row_number, row_class from (${rows}) as o where row_class is not null`;
}

function nameOf({ sql: source }: SqlPiece, { start, end }: FirstTable): string {
	return source.text.slice(start, end);
}

/** The SQL with other text for a part of it, which stands for the part as a whole. */
export function replaced(source: SqlSource, start: number, end: number, text: string): SqlSource {
	const shift = text.length - (end - start);
	const original = (offset: number, inside: number) => (offset <= start ? offset : offset >= start + text.length ? offset - shift : inside);
	return {
		text: source.text.slice(0, start) + text + source.text.slice(end),
		span: source.span,
		spanAt: (spanStart, spanEnd) => source.spanAt(original(spanStart, start), original(spanEnd, end)),
	};
}
