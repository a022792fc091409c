/**
 * The rows of a mapping with all that is asked of them: every expression once, behind an OFFSET 0 that keeps PostgreSQL from evaluating it
 * wherever it is read. What a statement does not read of them is not evaluated.
 */

import { fullName } from '../catalog/lookup';
import type { Built } from '../mapping/compileLayers';
import { compileColumns } from '../mapping/compileLookup';
import type { CompileOptions } from '../mapping/compileOptions';
import { type RowBuilder, rowBuilder } from '../mapping/compileRow';
import { type WithClause, withClause } from '../mapping/compileWith';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { compose, type SqlText } from '../sql/composed';
import { quoteIdentifier } from '../sql/quote';
import { plainSql, sql } from '../sql/template';
import { checkMeasures } from './kinds/checks';
import { enumMeasures } from './kinds/enums';
import { lengthMeasures } from './kinds/lengths';
import { nullMeasures } from './kinds/nulls';
import { numberMeasures } from './kinds/numbers';
import { type AskedKey, orphanMeasures } from './kinds/orphans';
import { refusalMeasures } from './kinds/refusals';
import { replacedMeasures } from './kinds/replaced';
import type { Measure, MeasuredColumn } from './measure';

export interface FitRows {
	readonly measures: readonly Measure[];
	/** Over `r`; undefined when no row can be rejected. */
	readonly rejected: string | undefined;
	/** What identifies a row to its owner, over `r`: the mapping's key, else the primary key of its first table. */
	readonly key: readonly { readonly name: string; readonly sql: string }[];
	/** What each target column gets as it is compared, over `r`. */
	valuesOf(column: string): readonly string[];
	/** The outputs that every row is looked at by: what one scan with the same expressions evaluates. */
	readonly outputs: readonly string[];
	/** `from (…) r`, with the queries that it needs in front of `head`. */
	statement(head: (from: string) => string): SqlText;
}

export interface FitRowsOptions {
	readonly compile: CompileOptions;
	/** The mapping with a part of the rows of its first table; its facts otherwise. */
	readonly sampled: MappingFacts;
	/** Foreign keys to ask for, and nothing else. */
	readonly orphans?: readonly AskedKey[];
	/** Checks that the source refused. */
	readonly refusedChecks: ReadonlySet<string>;
	skip(about: string, reason: string): void;
}

export function fitRows(mapping: MappingFacts, facts: SpecFacts, options: FitRowsOptions): FitRows {
	const clause = withClause(facts, options.compile);
	const row = rowBuilder({ facts, options: options.compile, with: clause }, options.sampled);
	const values = compileColumns(row, new Set());
	const outputs = outputsOf();
	const refusals = new Map(
		row.refusals.map(refusal => [
			refusal,
			{ refused: outputs.add(refusal.when), value: outputs.add(refusal.value), code: outputs.add(refusal.code) },
		]),
	);
	const rejected = refusals.size === 0 ? undefined : `(${[...refusals.values()].map(one => one.refused).join(' or ')})`;
	const valuesOf = (column: string) => (values.get(column) ?? []).map(value => outputs.add(value.sql));
	const measures = options.orphans
		? orphanMeasures(row, values, options.orphans, outputs.add)
		: [
				...refusalMeasures(row, facts, refusal => refusals.get(refusal) ?? { refused: 'false', value: 'null', code: 'null' }),
				...replacedMeasures(row, outputs.add),
				...columnMeasures(mapping, facts, row, values, outputs.add, options.compile.sourceVersion),
				...checkMeasures({
					facts,
					mapping,
					filled: name => (isOwnValue(mapping, name) ? valuesOf(name)[0] : undefined),
					skip: options.skip,
				}).filter(({ about }) => !options.refusedChecks.has(about)),
			];
	const key = keyOf(mapping, facts, row, valuesOf, outputs.add);
	return {
		measures,
		rejected,
		key,
		valuesOf,
		outputs: outputs.names(),
		statement: head => statementOf(clause, row, outputs.all(), head),
	};
}

interface Outputs {
	add(expression: SqlText): string;
	all(): readonly SqlText[];
	names(): readonly string[];
}

function outputsOf(): Outputs {
	const known = new Map<string, { readonly name: string; readonly output: SqlText }>();
	return {
		add(expression) {
			const before = known.get(expression.text);
			if (before) return before.name;
			const column = `v${known.size + 1}`;
			known.set(expression.text, { name: `r.${column}`, output: sql`${expression} as ${column}` });
			return `r.${column}`;
		},
		all: () => [...known.values()].map(one => one.output),
		names: () => [...known.values()].map(one => one.name),
	};
}

function statementOf(clause: WithClause, row: RowBuilder, outputs: readonly SqlText[], head: (from: string) => string): SqlText {
	const rows = row.layers.render(outputs.length === 0 ? [plainSql('1 as one')] : outputs, row.tail());
	// What a head is made of holds the rows wherever it reads them.
	const mark = '\u0000';
	const parts = head(`from (\n${mark}\noffset 0\n) r`).split(mark);
	return compose([clause.render(), ...parts.flatMap((part, index) => (index === 0 ? [part] : [rows, part]))]);
}

/** A lookup is a key of the target's own, which nobody knows before it is loaded. */
function isOwnValue(mapping: MappingFacts, name: string): boolean {
	const kind = mapping.column(name)?.origin?.kind;
	return kind !== undefined && kind !== 'generated' && kind !== 'lookup';
}

function columnMeasures(
	mapping: MappingFacts,
	facts: SpecFacts,
	row: RowBuilder,
	values: ReadonlyMap<string, readonly Built[]>,
	output: (expression: SqlText) => string,
	version: number,
): readonly Measure[] {
	const table = mapping.table ? fullName(mapping.table) : '';
	const seen = new Set<string>();
	return mapping.columns.flatMap(column => {
		const { name, origin } = column;
		if (seen.has(name) || !origin || origin.kind === 'generated') return [];
		seen.add(name);
		const built = origin.kind === 'lookup' ? values.get(name)?.[0] : row.written.get(name);
		if (!built) return [];
		const value = row.layers.column(name, built);
		const measured: MeasuredColumn = { facts, mapping, column, about: `${table}.${name}`, version, value, output };
		if (origin.kind === 'lookup') return nullMeasures(measured);
		return [...nullMeasures(measured), ...lengthMeasures(measured), ...numberMeasures(measured), ...enumMeasures(measured)];
	});
}

function keyOf(
	{ key, items: [first], groupBy }: MappingFacts,
	{ source }: SpecFacts,
	row: RowBuilder,
	valuesOf: (column: string) => readonly string[],
	output: (expression: SqlText) => string,
): FitRows['key'] {
	const own = (key.kind === 'columns' ? key.columns : []).map(name => ({ name, values: valuesOf(name) }));
	if (own.length > 0 && own.every(one => one.values.length > 0)) {
		return own.flatMap(({ name, values }) => values.map(value => ({ name, sql: value })));
	}
	const table = first?.relation?.kind === 'table' && !groupBy ? source?.tables.get(first.relation.name) : undefined;
	const alias = quoteIdentifier(first?.alias ?? 't');
	return (table?.primaryKey?.columns ?? []).map(name => {
		const column = row.layers.base(`key ${name}`, plainSql(`${alias}.${quoteIdentifier(name)}`), undefined);
		return { name: `${first?.alias}.${name}`, sql: output(column.sql) };
	});
}
