/**
 * Compiles the mappings of one target table to one SELECT on the source and one on the target, whose rows are equal when the migration is
 * right. Rejected rows are yielded too, and say so; ignored ones are not. How rows are brought together and compared is of no matter here.
 */

import { fullName } from '../catalog/lookup';
import type { ScopeItem } from '../sql/analysis';
import type { SqlText } from '../sql/composed';
import { composeList } from '../sql/composed';
import { comparedType } from '../sql/dialects/postgres';
import { quoteIdentifier } from '../sql/quote';
import { plainSql, sql } from '../sql/template';
import { compileColumns } from './compileLookup';
import { ABOUT, type CompiledComparison, type CompileOptions, PLACE, type PlannedColumn } from './compileOptions';
import { firstRefusal, rowBuilder } from './compileRow';
import { compileTarget } from './compileTarget';
import { withClause } from './compileWith';
import type { ColumnFacts, MappingFacts, SpecFacts } from './facts';
import { columnLeaves, leavesKey } from './keyLeaves';
import { isUniqueKey } from './uniqueKey';

/** All mappings with the target of this one, in the order of the spec. */
export function comparisonGroup(facts: SpecFacts, mapping: MappingFacts): readonly MappingFacts[] {
	const target = targetOf(mapping);
	if (target === undefined) return [mapping];
	return facts.mappings.filter(one => targetOf(one) === target && facts.mapping(one.name) === one);
}

function targetOf(mapping: MappingFacts): string | undefined {
	return mapping.table ? fullName(mapping.table) : mapping.mapping.target?.text;
}

/** `impossible` says why the group cannot be compared, as a sentence without its subject. */
export function compileComparison(
	facts: SpecFacts,
	members: readonly MappingFacts[],
	options: CompileOptions,
): CompiledComparison | { readonly impossible: string } {
	const impossible = whyUnreadable(members);
	if (impossible !== undefined) return { impossible };
	const [first] = members;
	if (!first) return { impossible: 'there is no such mapping' };
	const planned = planColumns(facts, members);
	const compared = planned.filter(column => column.leaf !== undefined);
	const hasKey = first.key.kind === 'columns' && planned.every(column => !column.isKey || column.leaf !== undefined);
	return {
		columns: planned.map(({ leaf: _, index: __, ...column }) => column),
		hasKey,
		targetKeyIsUnique: hasKey && isUniqueKey(first.table, compared),
		notPaired: whyNotPaired(members),
		members: members.map(member => ({ mapping: member.name, spans: spansOf(member, planned) })),
		source: compileSource(facts, members, compared, options),
		target: compileTarget(first, compared, options),
	};
}

/** Why a group cannot be compiled, as a sentence; undefined: it can. */
export function whyUnreadable(members: readonly MappingFacts[]): string | undefined {
	for (const { name, from, table, mapping } of members) {
		if (!from?.analysis.ok) return `the source of "${name}" cannot be read`;
		if (!table) return `the target table "${mapping.target?.text ?? ''}" is not in the catalog; run "crosswalk introspect"`;
	}
	return undefined;
}

/** Why the rows of a group cannot be told apart by its key, which would make one row of many. */
function whyNotPaired(members: readonly MappingFacts[]): string | undefined {
	for (const { name, key, column } of members) {
		if (key.kind === 'none') continue;
		if (key.kind !== 'columns' || key.columns.length === 0)
			return `"${name}" has no key; write "key", or "key: none" to compare without one`;
		const lost = key.columns.find(one => !isFilled(column(one)));
		if (lost !== undefined) return `the key column "${lost}" of "${name}" is not mapped; map it, or choose another key`;
	}
	const keys = new Set(members.map(({ key }) => (key.kind === 'columns' ? key.columns.join('\0') : '')));
	return keys.size > 1 ? `${members.map(member => `"${member.name}"`).join(' and ')} share a target and must have the same key` : undefined;
}

function isFilled(column: ColumnFacts | undefined): boolean {
	return column?.origin !== undefined && column.origin.kind !== 'generated';
}

/** The columns of a comparison, with where the target keeps them. */
export function planColumns(facts: SpecFacts, members: readonly MappingFacts[]): readonly PlannedColumn[] {
	const names = new Set(members.flatMap(member => member.columns.map(column => column.name)));
	return [...names].flatMap(name => planColumn(facts, members, name));
}

/** What the SELECTs yield beside the columns. */
const ownNames: ReadonlySet<string> = new Set([...Object.values(ABOUT), PLACE, '$dangling']);

/** Also what is put beside them where a reconcile section has conditions, groups or a ledger. */
export function isOwnName(name: string): boolean {
	return ownNames.has(name) || /^\$(accepted|accept\d+|where|by\d+)$/.test(name);
}

function planColumn(facts: SpecFacts, members: readonly MappingFacts[], name: string): readonly PlannedColumn[] {
	const found = members.map(member => ({ member, column: member.column(name) }));
	const filled = found.flatMap(({ member, column }) => (column && column.origin?.kind !== 'generated' ? [{ member, column }] : []));
	const [first] = filled;
	if (!first) return [];
	const isKey = first.member.key.kind === 'columns' && first.member.key.columns.includes(name);
	const base = { column: name, isKey, span: first.column.span, ...originOf(filled.map(({ column }) => column)) };
	const all = filled.map(({ member, column }) => columnLeaves(facts, member, column));
	const [leaves] = all;
	const taken = isOwnName(name) ? `its name "${name}" is one that the comparison itself uses` : undefined;
	const notCompared = taken ?? whyNotCompared(name, found, first.column) ?? all.find(one => one.reason !== undefined)?.reason;
	if (notCompared !== undefined || !leaves?.leaves) return [{ ...base, name, type: 'text', index: 0, notCompared }];
	if (all.some(one => leavesKey(one) !== leavesKey(leaves))) {
		return [{ ...base, name, type: 'text', index: 0, notCompared: 'the mappings that share the target look up different things for it' }];
	}
	return leaves.leaves.map((leaf, index) => ({
		...base,
		name: leaves.leaves?.length === 1 ? name : [name, ...leaf.path].join('.'),
		type: comparedType(leaf.type),
		leaf,
		index,
	}));
}

/** In all members alike. */
function originOf(columns: readonly ColumnFacts[]): Pick<PlannedColumn, 'origin'> {
	const kinds = new Set(columns.map(({ origin }) => origin?.kind));
	const [kind] = kinds;
	return kinds.size === 1 && (kind === 'lookup' || kind === 'value') ? { origin: kind } : {};
}

/** A member that leaves a column out leaves NULL there, unless the target fills it. */
function whyNotCompared(
	name: string,
	found: readonly { readonly member: MappingFacts; readonly column: ColumnFacts | undefined }[],
	first: ColumnFacts,
): string | undefined {
	const other = found.find(({ column }) => column === undefined || column.origin?.kind === 'generated');
	if (!other) return undefined;
	const { column } = first;
	const isNull =
		other.column === undefined && column !== undefined && column.default === undefined && !column.identity && !column.generated;
	return isNull ? undefined : `the target fills "${name}" for rows of "${other.member.name}"`;
}

function spansOf(member: MappingFacts, planned: readonly PlannedColumn[]): CompiledComparison['members'][number]['spans'] {
	return new Map(
		planned.flatMap(({ name, column }) => {
			const span = member.column(column)?.span;
			return span ? [[name, span]] : [];
		}),
	);
}

function compileSource(
	facts: SpecFacts,
	members: readonly MappingFacts[],
	compared: readonly PlannedColumn[],
	options: CompileOptions,
): SqlText {
	const clause = withClause(facts, options);
	const hasPlaces = !options.standIn && members.every(mapping => placedItem(facts, mapping) !== undefined);
	const selects = members.map((mapping, number) => {
		const row = rowBuilder({ facts, options, with: clause }, mapping);
		const values = compileColumns(row, options.assumedParents ?? new Set());
		const outputs = compared.map(({ column, index, name, type }) => {
			const value = values.get(column)?.[index];
			return sql`${value && value.sql.text !== 'null' ? value.sql : `null::${type}`} as ${quoteIdentifier(name)}`;
		});
		const refusal = firstRefusal(row.refusals);
		const about = [ABOUT.rejected, ABOUT.value, ABOUT.code].map((name, index) =>
			plainSql(`${refusal ? `r.once[${index + 1}]` : 'null::text'} as ${quoteIdentifier(name)}`),
		);
		const memberNumber = plainSql(`${number} as ${quoteIdentifier(ABOUT.member)}`);
		const item = hasPlaces ? placedItem(facts, mapping) : undefined;
		const place = item && row.layers.base(PLACE, plainSql(`${quoteIdentifier(item.alias)}.ctid`), 'tid');
		const places = place ? [sql`${place.sql} as ${quoteIdentifier(PLACE)}`] : [];
		return row.layers.render([...outputs, ...about, memberNumber, ...places], row.tail(), refusal);
	});
	const all = composeList(selects, '\nunion all\n');
	return sql`${clause.render()}${all}`;
}

/** The first table of the FROM clause, when every row of the mapping is of one of its rows. */
function placedItem({ source }: SpecFacts, { groupBy, items: [first] }: MappingFacts): ScopeItem | undefined {
	if (groupBy || !first || first.nullable || first.relation?.kind !== 'table') return undefined;
	return source?.tables.get(first.relation.name)?.kind === 'table' ? first : undefined;
}
