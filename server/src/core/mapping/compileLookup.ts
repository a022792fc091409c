/**
 * Lookup columns on the source side. The value compared is the natural key of the parent: `by` run through the steps of the looked-up
 * mapping's own key columns. Whether there is such a parent is asked of a query of all keys that the looked-up mapping makes.
 */

import { composeList, type SqlText } from '../sql/composed';
import { plainSql, sql } from '../sql/template';
import type { Built } from './compileLayers';
import { firstRefusal, type RowBuilder, rowBuilder, type Statement } from './compileRow';
import { applySteps, comparedValue, originValue, type StepPlace } from './compileSteps';
import type { ColumnFacts, LookupOriginFacts, MappingFacts } from './facts';
import { columnLeaves, keyLeaves } from './keyLeaves';
import { lookupCycle } from './lookupCycles';

/** The compared values of every column of a mapping, one per leaf; columns that cannot be compared have none, but refuse all the same. */
export type ColumnValues = ReadonlyMap<string, readonly Built[]>;

/** Compiles all columns, in their order. `unasked`: mappings whose rows are not asked for, as they are in a circle with this one. */
export function compileColumns(row: RowBuilder, unasked: ReadonlySet<string>): ColumnValues {
	const values = new Map<string, readonly Built[]>();
	for (const column of row.mapping.columns) {
		if (values.has(column.name) || !column.origin) continue;
		values.set(column.name, compileColumn(row, column, unasked));
	}
	return values;
}

function compileColumn(row: RowBuilder, column: ColumnFacts, unasked: ReadonlySet<string>): readonly Built[] {
	const { facts } = row.statement;
	const { origin } = column;
	const made = columnLeaves(facts, row.mapping, column);
	if (origin?.kind === 'lookup') return compileLookup(row, column, origin, unasked, made.leaves !== undefined);
	const place: StepPlace = { row, name: column.name, column: column.name };
	const value = originValue(place, origin);
	const [leaf] = made.leaves ?? [];
	if (!value || !leaf) return [];
	return [comparedValue(place, column.written ? applySteps(place, value, column.written) : value, leaf.type)];
}

interface Alternative {
	readonly condition?: SqlText;
	readonly terms: readonly Built[];
	/** Whether the parent exists and is not rejected. */
	readonly exists: SqlText;
	readonly rejected: SqlText;
}

function compileLookup(
	row: RowBuilder,
	column: ColumnFacts,
	origin: LookupOriginFacts,
	unasked: ReadonlySet<string>,
	comparable: boolean,
): readonly Built[] {
	const { facts } = row.statement;
	const place: StepPlace = { row, name: `${column.name} by`, column: column.name };
	const by = origin.by.flatMap(part => {
		const value = originValue(place, part.origin);
		return value ? [row.layers.column(place.name, applySteps(place, value, part.written))] : [];
	});
	const conditions = origin.alternatives.map((one, index) =>
		one.condition ? row.expression(`${column.name} when ${index + 1}`, one.condition, column.name).sql : undefined,
	);
	if (!comparable || by.length === 0) return [];
	const hasBy = composeList(
		by.map(part => sql`${part.sql} is not null`),
		' and ',
	);
	const alternatives = origin.alternatives.flatMap((one, index): readonly Alternative[] => {
		const parent = facts.mapping(one.mapping);
		return parent ? [{ condition: conditions[index], ...compileParent(row, column, parent, by, unasked) }] : [];
	});
	const exists = oneOf(alternatives);
	const otherwise = column.written?.otherwise?.kind ?? 'reject';
	if (otherwise === 'reject' && exists) {
		const rejected = composeList(
			alternatives.map(one => one.rejected),
			' or ',
		);
		row.refusals.push({
			column: column.name,
			when: sql`${hasBy} and not (${exists})`,
			value: sql`concat_ws(', ', ${composeList(
				by.map(part => part.sql),
				', ',
			)})`,
			code: sql`case when ${rejected} then 'parent-rejected' else 'missing-parent' end`,
		});
	}
	const [first] = alternatives;
	return (first?.terms ?? []).map((term, index) => {
		const chosen = alternatives.length === 1 && !first?.condition ? term.sql : chooseTerm(alternatives, index);
		const whole = by.length > 1 ? sql`case when ${hasBy} then ${chosen} end` : chosen;
		const value = otherwise === 'null' && exists ? sql`case when ${exists} then ${whole} end` : whole;
		return { ...term, level: Math.max(...alternatives.map(one => one.terms[index]?.level ?? 0), term.level) + 1, sql: value, short: false };
	});
}

/** Whether the alternative that counts has its parent; undefined: nothing is asked. */
function oneOf(alternatives: readonly Alternative[]): SqlText | undefined {
	const asked = alternatives.filter(one => one.exists.text !== 'true');
	if (asked.length === 0 && !alternatives.some(one => one.condition)) return undefined;
	if (!alternatives.some(one => one.condition)) {
		return composeList(
			alternatives.map(one => one.exists),
			' or ',
		);
	}
	return sql`case ${composeList(
		alternatives.map(one => sql`when ${one.condition ?? 'true'} then ${one.exists}`),
		' ',
	)} else false end`;
}

function chooseTerm(alternatives: readonly Alternative[], index: number): SqlText {
	const cases = alternatives.map(one => sql`when ${one.condition ?? one.exists} then ${one.terms[index]?.sql ?? 'null'}`);
	return sql`case ${composeList(cases, ' ')} end`;
}

function compileParent(
	row: RowBuilder,
	column: ColumnFacts,
	parent: MappingFacts,
	by: readonly Built[],
	unasked: ReadonlySet<string>,
): Omit<Alternative, 'condition'> {
	const place: StepPlace = { row, name: `${column.name} key`, column: column.name, ignoreRefusals: true };
	const terms = keyTerms(place, parent, [...by]).map(term => row.layers.column(place.name, term));
	if (unasked.has(parent.name) || terms.length === 0) return { terms, exists: plainSql('true'), rejected: plainSql('false') };
	const level = Math.max(...terms.map(term => term.level));
	const [found, rejected] = row.layers.join(
		parentKeys(row.statement, parent),
		level,
		alias =>
			composeList(
				terms.map((term, index) => sql`${alias}.k${String(index + 1)} = ${term.sql}`),
				' and ',
			),
		alias => [
			{ name: `${column.name} found`, sql: plainSql(`${alias}.k1 is not null and not ${alias}.rejected`), type: 'boolean' },
			{ name: `${column.name} rejected`, sql: plainSql(`coalesce(${alias}.rejected, false)`), type: 'boolean' },
		],
	);
	return {
		terms: terms.map(term => ({ ...term, level: level + 1 })),
		exists: found ? sql`coalesce(${found.sql}, false)` : plainSql('true'),
		rejected: rejected?.sql ?? plainSql('false'),
	};
}

/** The key of `parent` made of `by`, in the order of its leaves. Takes from `by` what it needs. */
function keyTerms(place: StepPlace, parent: MappingFacts, by: Built[]): readonly Built[] {
	if (parent.key.kind !== 'columns') return [];
	const { facts } = place.row.statement;
	return parent.key.columns.flatMap(key => {
		const column = parent.column(key);
		const { origin } = column ?? {};
		if (!column || !origin) return [];
		if (origin.kind === 'lookup') {
			const parts = origin.by.flatMap(part => {
				const value = by.shift();
				return value ? [applySteps(place, value, part.written)] : [];
			});
			const grandparent = facts.mapping(origin.alternatives[0]?.mapping ?? '');
			return grandparent ? keyTerms(place, grandparent, parts) : [];
		}
		const value = origin.kind === 'value' ? originValue(place, origin) : by.shift();
		const leaf = columnLeaves(facts, parent, column).leaves?.[0];
		if (!value || !leaf) return [];
		return [comparedValue(place, column.written ? applySteps(place, value, column.written) : value, leaf.type)];
	});
}

/** The query of all keys that a mapping makes, each once, with whether all rows of that key are rejected. */
function parentKeys(statement: Statement, parent: MappingFacts): string {
	const leaves = keyLeaves(statement.facts, parent).leaves ?? [];
	const names = leaves.map((_, index) => `k${index + 1}`);
	return statement.with.query(`keys of ${parent.name}`, () => {
		const row = rowBuilder(statement, parent);
		const values = compileColumns(row, lookupCycle(statement.facts, parent.name));
		const keys = (parent.key.kind === 'columns' ? parent.key.columns : []).flatMap(key => values.get(key) ?? []);
		const refused = firstRefusal(row.refusals, () => plainSql('true'));
		const outputs = [
			...keys.map((key, index) => sql`${key.sql} as ${names[index] ?? ''}`),
			sql`${row.refusals.length === 0 ? 'false' : sql`coalesce(${refused}, false)`} as rejected`,
		];
		const rows = row.layers.render(outputs, row.tail());
		return sql`select ${names.join(', ')}, bool_and(rejected) as rejected\nfrom (\n${rows}\n) rows\ngroup by ${names.join(', ')}`;
	});
}
