/**
 * Rows that break a check of the target table, or of a domain. The check is asked over the values that the mapping makes, as far as it can
 * be run on the source: its columns must be mapped, and its functions must be PostgreSQL's own.
 */

import type { Check, Column } from '../../catalog/catalog';
import { columnOf, fullName } from '../../catalog/lookup';
import type { MappingFacts, SpecFacts } from '../../mapping/facts';
import { tableRelation } from '../../mapping/names';
import { sharedType } from '../../mapping/sharedType';
import type { Scope } from '../../sql/analysis';
import { analyzeSql } from '../../sql/analyze';
import { baseType } from '../../sql/dialects/canonicalText';
import { familyOf } from '../../sql/dialects/typeFamily';
import { plainSqlSource } from '../../sql/source';
import type { Measure } from '../measure';
import { agreeing, rowsOf } from '../words';

export interface CheckedRows {
	readonly facts: SpecFacts;
	readonly mapping: MappingFacts;
	/** What a column gets as it is compared, over `r`. Undefined where no such value is made. */
	filled(column: string): string | undefined;
	skip(about: string, reason: string): void;
}

export function checkMeasures(rows: CheckedRows): readonly Measure[] {
	const { table } = rows.mapping;
	if (!table) return [];
	const names = table.columns.map(column => column.name);
	const own = table.checks.flatMap(check => measureOf(rows, check, names, name => columnOf(table, name)) ?? []);
	return [...own, ...table.columns.flatMap(column => domainMeasures(rows, column))];
}

function domainMeasures(rows: CheckedRows, column: Column): readonly Measure[] {
	const user = column.type.endsWith('[]') ? undefined : rows.facts.target?.type(column.type);
	if (user?.kind !== 'domain' || rows.filled(column.name) === undefined) return [];
	const asValue = { ...column, name: 'value', type: user.baseType };
	const over: CheckedRows = { ...rows, filled: name => (name === 'value' ? rows.filled(column.name) : undefined) };
	return user.checks.flatMap(check => {
		const made = measureOf(over, check, ['value'], name => (name === 'value' ? asValue : undefined));
		return made ? [{ ...made, at: { part: 'value', column: column.name } }] : [];
	});
}

function measureOf(
	{ facts, mapping, filled, skip }: CheckedRows,
	check: Check,
	names: readonly string[],
	columnNamed: (name: string) => Column | undefined,
): Measure | undefined {
	const { table } = mapping;
	if (!table) return undefined;
	const about = `${fullName(table)}.${check.name}`;
	const condition = conditionOf(check.expression);
	const read = columnsRead(condition, facts, mapping, names);
	if (typeof read === 'string') {
		skip(about, read);
		return undefined;
	}
	const columns = [...new Set(read.map(one => one.name))].map(name => ({ name, column: columnNamed(name), value: filled(name) }));
	const missing = columns.find(({ column, value }) => value === undefined && !isNullUnlessMapped(column));
	if (missing) {
		skip(about, `it reads "${missing.name}", which the target fills or which is a key of the target's own`);
		return undefined;
	}
	const values = new Map(
		columns.map(({ name, column, value }) => [
			name,
			`(${value ?? 'null'}::${wideType(sharedType(column?.type ?? 'text', facts.target).type)})`,
		]),
	);
	const substituted = withValues(condition, read, values);
	const mapped = columns.filter(({ value }) => value !== undefined);
	const [first] = mapped;
	if (!first) return undefined;
	return {
		kind: 'check',
		code: 'check-violated',
		at: { part: 'column', column: first.name },
		about,
		// Like the check itself, it is asked in the order in which it stands: a NULL breaks nothing.
		bad: `(${substituted}) is false`,
		value:
			mapped.length === 1
				? `${first.value}::text`
				: `concat_ws(', ', ${mapped.map(({ value }) => `coalesce(${value}::text, 'NULL')`).join(', ')})`,
		...(mapped.length === 1 ? { hasCodes: true as const } : {}),
		tell: ({ rows, of }) =>
			rows === 0
				? `no row breaks the check "${check.name}"`
				: `${rowsOf(rows, of)} ${agreeing(rows, 'breaks', 'break')} the check "${check.name}" of ${fullName(table)}: ${condition}`,
	};
}

/** What is too long or too large for its column is a finding of its own, and must not fail the statement here. */
function wideType(type: string): string {
	const family = familyOf(type);
	return family === 'integer' ? 'bigint' : family === 'numeric' || family === 'text' ? baseType(type) : type;
}

/** A catalog holds a check with or without its keyword. */
function conditionOf(expression: string): string {
	const inner = /^\s*check\s*\((.*)\)(?:\s*(?:not valid|no inherit|not enforced))*\s*$/is.exec(expression)?.[1] ?? expression;
	return inner.replace(/^\(((?:[^()]|\([^()]*\))*)\)$/s, '$1');
}

/** The columns that it reads, or why it cannot be asked on the source. */
function columnsRead(condition: string, facts: SpecFacts, mapping: MappingFacts, names: readonly string[]): readonly Read[] | string {
	const { table } = mapping;
	if (!table) return [];
	const span = mapping.mapping.name.span;
	const relation = tableRelation(table);
	const columns = names.map(name => relation.columns?.find(one => one.name === name) ?? { name, reads: [] });
	const scope: Scope = { items: [{ alias: table.name, relation, span, aliasSpan: undefined, nullable: false, columns }], open: false };
	const analysis = analyzeSql(plainSqlSource(condition, span.block, 0), 'condition', facts.sourceNames, scope);
	const [finding] = analysis.findings;
	if (!analysis.ok || finding) return `the source cannot run it (${finding?.code ?? 'sql-syntax'})`;
	if (analysis.tables.length > 0) return 'it reads tables';
	return analysis.reads.map(({ column, span: { start, end } }) => ({ name: column, start, end }));
}

/** A reference to a column, by its offsets in the condition. */
interface Read {
	readonly name: string;
	readonly start: number;
	readonly end: number;
}

/** The condition with values in the place of columns: a subquery would be run for each row. */
function withValues(condition: string, reads: readonly Read[], values: ReadonlyMap<string, string>): string {
	const latestFirst = [...reads].sort((one, other) => other.start - one.start);
	return latestFirst.reduce(
		(text, { name, start, end }) => text.slice(0, start) + (values.get(name) ?? 'null') + text.slice(end),
		condition,
	);
}

/** A column that the mapping leaves out is NULL when nothing else fills it. */
function isNullUnlessMapped(column: Column | undefined): boolean {
	return column !== undefined && column.default === undefined && !column.identity && column.generated === undefined;
}
