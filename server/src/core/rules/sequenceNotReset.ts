/**
 * A column that the target numbers by a sequence, and that a mapping fills with numbers of its own.
 *
 * **Why it matters.** A sequence learns nothing of values that are written past it. After the cutover it gives the application numbers that
 * migrated rows have already, and its first inserts fail.
 *
 * **What to do.** Set the sequence past the largest value once the rows are in; the message has the statement. Make that a step of the
 * cutover and mark it with `resets_sequences: true`: then nothing more is said here. Columns that are GENERATED ALWAYS are the matter of
 * `identity-always-written`.
 */

import type { Column, Table } from '../catalog/catalog';
import { type CatalogLookup, fullName } from '../catalog/lookup';
import type { ColumnFacts, MappingFacts, SpecFacts } from '../mapping/facts';
import { planAt } from '../spec/spec';
import { parseName } from '../sql/name';
import { quoteIdentifier, quoteLiteral, quoteName } from '../sql/quote';
import type { SpecRule } from './rule';

export const sequenceNotReset: SpecRule = {
	code: 'sequence-not-reset',
	group: 'keys and order',
	severity: 'warning',
	title: 'A sequence that is left behind',
	needs: ['target'],
	scope: 'spec',
	message: ({ column, table, statement }) =>
		`"${column}" of "${table}" is filled here while its sequence stays where it is, so the application's first inserts will collide with migrated rows; after the load run: ${statement} and give the cutover a step with "resets_sequences: true"`,
	ofMapping: numberedColumns,
	check(facts, report) {
		const { target } = facts;
		if (!target || isReset(facts)) return;
		for (const mapping of facts.mappings) {
			for (const { name, column, span, written } of numberedColumns(mapping)) {
				const statement = mapping.table && column && resetStatement(target, mapping.table, column);
				if (!mapping.table || statement === undefined) continue;
				report(written?.column.span ?? span, { column: name, table: fullName(mapping.table), statement });
			}
		}
	},
};

/** Whether a step of the cutover says that it does. */
function isReset({ spec }: SpecFacts): boolean {
	const steps = planAt(spec.cutover?.value, 'steps');
	return steps?.kind === 'map' && steps.entries.some(({ value }) => isTrue(value));
}

function isTrue(step: Parameters<typeof planAt>[0]): boolean {
	const flag = planAt(step, 'resets_sequences');
	return flag?.kind === 'scalar' && flag.literal.text === 'true';
}

const remembered = new WeakMap<MappingFacts, readonly ColumnFacts[]>();

/** Found once per mapping, as most columns have no sequence. */
function numberedColumns(mapping: MappingFacts): readonly ColumnFacts[] {
	const known = remembered.get(mapping);
	if (known) return known;
	const columns = mapping.columns.filter(({ column, origin }) => column && origin && origin.kind !== 'generated' && isNumbered(column));
	remembered.set(mapping, columns);
	return columns;
}

function isNumbered({ type, identity, default: value }: Column): boolean {
	if (!/^(?:smallint|integer|bigint|numeric)/.test(type)) return false;
	return identity === 'by-default' || sequenceIn(value) !== undefined;
}

/** `nextval('app.orders_id_seq'::regclass)`, as PostgreSQL writes it. */
function sequenceIn(value: string | undefined): string | undefined {
	return /^nextval\('((?:[^']|'')+)'::regclass\)$/.exec(value ?? '')?.[1]?.replaceAll("''", "'");
}

/** Sets the sequence to the largest value of all columns that it numbers. Of an empty table `max` is NULL, and `setval` does nothing. */
function resetStatement(target: CatalogLookup, table: Table, column: Column): string {
	const written = sequenceIn(column.default);
	const numbered = written === undefined ? [{ table, column }] : columnsWith(target, written);
	const sequences = target.catalog.schemas.flatMap(schema => schema.sequences);
	const named = written === undefined ? undefined : parseName(written);
	const sequence = sequences.find(({ schema, name, ownedBy }) =>
		named
			? name === named.name && (named.schema ?? schema) === schema
			: ownedBy?.schema === table.schema && ownedBy.table === table.name && ownedBy.column === column.name,
	);
	const extreme = sequence?.increment.startsWith('-') ? 'min' : 'max';
	const values = numbered.map(
		one => `(select ${extreme}(${quoteIdentifier(one.column.name)}) from ${quoteName(one.table.schema, one.table.name)})`,
	);
	const value = values.length === 1 ? values[0] : `${extreme === 'max' ? 'greatest' : 'least'}(${values.join(', ')})`;
	const name =
		written === undefined
			? `pg_get_serial_sequence(${quoteLiteral(quoteName(table.schema, table.name))}, ${quoteLiteral(column.name)})`
			: quoteLiteral(sequence ? quoteName(sequence.schema, sequence.name) : written);
	return `select setval(${name}, ${value});`;
}

function columnsWith(target: CatalogLookup, sequence: string): readonly { readonly table: Table; readonly column: Column }[] {
	return [...target.tables.values()]
		.filter(table => table.kind !== 'view' && table.kind !== 'materialized-view')
		.flatMap(table => table.columns.filter(column => sequenceIn(column.default) === sequence).map(column => ({ table, column })));
}
