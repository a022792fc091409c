/**
 * Lookup columns on the source side. The value compared is the natural key of the parent: `by` run through the steps of the looked-up
 * mapping's own key columns. Whether there is such a parent is asked of a query of all keys that the looked-up mapping makes.
 */

import { composeList, type SqlText } from '../sql/composed';
import { comparedType } from '../sql/dialects/postgres';
import { plainSql, sql } from '../sql/template';
import type { Built, JoinedColumn } from './compileLayers';
import { isRefused, type RowBuilder, rowBuilder, type Statement } from './compileRow';
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
	const written = column.written ? applySteps(place, value, column.written) : value;
	row.written.set(column.name, written);
	return [comparedValue(place, written, leaf.type)];
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
	if (exists) {
		const rejected = composeList(
			alternatives.map(one => one.rejected),
			' or ',
		);
		(otherwise === 'reject' ? row.refusals : row.replaced).push({
			column: column.name,
			when: sql`${hasBy} and not (${exists})`,
			value: sql`concat_ws(', ', ${composeList(
				by.map(part => part.sql),
				', ',
			)})`,
			code: sql`case when ${rejected} then 'parent-rejected' else 'missing-parent' end`,
			step: { kind: 'lookup', span: column.written?.origin?.kind === 'lookup' ? column.written.origin.span : undefined },
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
	if (parent.sourceKey.length > 0) return joinBySourceKey(place, parent, by, unasked);
	const terms = keyTerms(place, parent, [...by], unasked).map(term => row.layers.column(place.name, term));
	if (unasked.has(parent.name) || terms.length === 0) return { terms, exists: plainSql('true'), rejected: plainSql('false') };
	const level = Math.max(...terms.map(term => term.level));
	const [found, rejected] = row.layers.join(
		parentKeys(row.statement, parent),
		level,
		alias => joinCondition(alias, 'k', terms),
		alias => foundColumns(column.name, alias, 'k1'),
	);
	return { terms: terms.map(term => ({ ...term, level: level + 1 })), ...existence(found, rejected) };
}

/** With a written `source_key` the key is not made of `by` but found by it. */
function joinBySourceKey(
	place: StepPlace,
	parent: MappingFacts,
	by: readonly Built[],
	unasked: ReadonlySet<string>,
): Omit<Alternative, 'condition'> {
	const { row, column } = place;
	const leaves = keyLeaves(row.statement.facts, parent).leaves ?? [];
	if (unasked.has(parent.name)) {
		const terms = leaves.map(leaf => ({
			sql: plainSql(`null::${comparedType(leaf.type)}`),
			type: undefined,
			level: 0,
			weight: 0,
			short: true,
		}));
		return { terms, exists: plainSql('true'), rejected: plainSql('false') };
	}
	const level = Math.max(...by.map(part => part.level));
	const [found, rejected, ...terms] = row.layers.join(
		parentKeysBySourceKey(row.statement, parent),
		level,
		alias => joinCondition(alias, 's', by),
		alias => [
			...foundColumns(column, alias, 's1'),
			...leaves.map((leaf, index) => ({ name: place.name, sql: plainSql(`${alias}.k${index + 1}`), type: comparedType(leaf.type) })),
		],
	);
	return { terms, ...existence(found, rejected) };
}

function joinCondition(alias: string, letter: 'k' | 's', values: readonly Built[]): SqlText {
	return composeList(
		values.map((value, index) => sql`${alias}.${letter}${String(index + 1)} = ${value.sql}`),
		' and ',
	);
}

function foundColumns(name: string, alias: string, joined: string): readonly JoinedColumn[] {
	return [
		{ name: `${name} found`, sql: plainSql(`(${alias}.${joined} is not null and not ${alias}.rejected)`), type: 'boolean' },
		{ name: `${name} rejected`, sql: plainSql(`coalesce(${alias}.rejected, false)`), type: 'boolean' },
	];
}

/** The join of a missing row makes NULL of everything, `not rejected` included. */
function existence(found: Built | undefined, rejected: Built | undefined): Pick<Alternative, 'exists' | 'rejected'> {
	return { exists: found ? sql`coalesce(${found.sql}, false)` : plainSql('true'), rejected: rejected?.sql ?? plainSql('false') };
}

/** The key of `parent` made of `by`, in the order of its leaves. Takes from `by` what it needs. */
function keyTerms(place: StepPlace, parent: MappingFacts, by: Built[], unasked: ReadonlySet<string>): readonly Built[] {
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
			if (!grandparent) return [];
			if (grandparent.sourceKey.length === 0) return keyTerms(place, grandparent, parts, unasked);
			const short = parts.map(part => place.row.layers.column(place.name, part));
			return joinBySourceKey(place, grandparent, short, unasked).terms;
		}
		const value = origin.kind === 'value' ? originValue(place, origin) : by.shift();
		const leaf = columnLeaves(facts, parent, column).leaves?.[0];
		if (!value || !leaf) return [];
		return [comparedValue(place, column.written ? applySteps(place, value, column.written) : value, leaf.type)];
	});
}

/** The query of all keys that a mapping makes, each once, with whether all rows of that key are rejected. */
function parentKeys(statement: Statement, parent: MappingFacts): string {
	return statement.with.query(`keys of ${parent.name}`, () => {
		const { keys, rows } = parentRows(statement, parent);
		const names = numbered('k', keys.length).join(', ');
		return sql`select ${names}, bool_and(rejected) as rejected\nfrom (\n${rows}\n) rows\ngroup by ${names}`;
	});
}

/** The same by `source_key`: of several rows of one source key, one that is not rejected gives its key. */
function parentKeysBySourceKey(statement: Statement, parent: MappingFacts): string {
	return statement.with.query(`keys of ${parent.name} by source key`, () => {
		const { keys, rows } = parentRows(statement, parent);
		const names = numbered('s', parent.sourceKey.length).join(', ');
		const values = numbered('k', keys.length).map(name => `(array_agg(${name} order by rejected))[1] as ${name}`);
		const outputs = [names, ...values, 'bool_and(rejected) as rejected'].join(', ');
		return sql`select ${outputs}\nfrom (\n${rows}\n) rows\ngroup by ${names}`;
	});
}

function parentRows(statement: Statement, parent: MappingFacts): { readonly keys: readonly Built[]; readonly rows: SqlText } {
	const row = rowBuilder(statement, parent);
	const sourceKey = parent.sourceKey.map(piece => row.expression('source_key', piece));
	const { assumedParents = [] } = statement.options;
	const values = compileColumns(row, new Set([...lookupCycle(statement.facts, parent.name), ...assumedParents]));
	const keys = (parent.key.kind === 'columns' ? parent.key.columns : []).flatMap(key => values.get(key) ?? []);
	const outputs = [
		...sourceKey.map((part, index) => sql`${part.sql} as s${String(index + 1)}`),
		...keys.map((key, index) => sql`${key.sql} as k${String(index + 1)}`),
		sql`${isRefused(row.refusals)} as rejected`,
	];
	return { keys, rows: row.layers.render(outputs, row.tail()) };
}

function numbered(letter: string, count: number): readonly string[] {
	return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}
