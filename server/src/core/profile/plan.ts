/**
 * Plans a profile: which tables of the source are read, what each column allows, whose values must not be shown. Touches nothing.
 */

import type { Column, Table } from '../catalog/catalog';
import { fullName } from '../catalog/lookup';
import { coverageOf } from '../mapping/coverage';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { hiddenData } from '../mapping/hiddenData';
import { type KnownType, knownType } from './columnKind';
import { type OrphanQuestion, planOrphans } from './orphans';

export interface ProfileOptions {
	/** Only the tables that these read; undefined: every table that is not left out. */
	readonly mappings?: readonly string[];
	/** Rows, or a share such as `10%`; undefined: all rows. */
	readonly sample?: string;
	readonly withValues: boolean;
	/** The least number of rows that a value must stand in to be shown. */
	readonly atLeast: number;
}

export interface ProfilePlan {
	readonly connection: string;
	readonly fingerprint: string;
	readonly options: ProfileOptions;
	readonly tables: readonly TableJob[];
}

export interface TableJob {
	readonly table: Table;
	/** `schema.table`. */
	readonly name: string;
	readonly columns: readonly ColumnJob[];
	readonly orphans: readonly OrphanQuestion[];
}

export interface ColumnJob extends KnownType {
	readonly name: string;
	/** As the catalog has it. */
	readonly declaredType: string;
	readonly isMasked: boolean;
	/** Whether a unique key of this column alone makes every value stand once. */
	readonly isUnique: boolean;
}

/** Undefined without the source's catalog or connection. */
export function planProfile(facts: SpecFacts, options: ProfileOptions): ProfilePlan | undefined {
	const { source } = facts;
	const connection = facts.spec.source?.connection?.text;
	if (!source || connection === undefined) return undefined;
	const wanted = facts.mappings.filter(({ name }) => options.mappings?.includes(name) ?? true);
	const read = new Set(wanted.flatMap(tablesReadBy));
	const undecided = options.mappings ? [] : (coverageOf(facts).source?.tables ?? []).filter(({ state }) => state !== 'ignored');
	for (const { table } of undecided) read.add(fullName(table));
	const sensitive = sensitiveMappings(facts);
	const tables = [...read].sort().flatMap((name): readonly TableJob[] => {
		const table = source.tables.get(name);
		if (!table) return [];
		const isMasked = maskOf(name, facts, sensitive);
		const columns = table.columns.map(column => columnJob(facts, table, column, isMasked(column.name)));
		return [{ table, name, columns, orphans: wanted.flatMap(mapping => planOrphans(facts, mapping, name)) }];
	});
	return { connection, fingerprint: source.catalog.fingerprint, options, tables };
}

/** The catalog tables that a mapping reads, through views of the spec too. */
export function tablesReadBy({ items, reads }: Pick<MappingFacts, 'items' | 'reads'>): readonly string[] {
	const named = items.flatMap(({ relation }) => (relation?.kind === 'table' ? [relation.name] : []));
	return [...new Set([...named, ...reads.map(({ table }) => table)])];
}

function columnJob({ source }: SpecFacts, table: Table, column: Column, isMasked: boolean): ColumnJob {
	const keys = [...(table.primaryKey ? [table.primaryKey] : []), ...table.uniqueKeys];
	const isUnique = keys.some(key => key.columns.length === 1 && key.columns[0] === column.name && !key.where && !key.expressions);
	return { name: column.name, declaredType: column.type, ...knownType(column.type, source), isMasked, isUnique };
}

function sensitiveMappings(facts: SpecFacts): readonly MappingFacts[] {
	return facts.mappings.filter(({ name }) => hiddenData(facts, name) !== undefined);
}

/**
 * All columns of a table that a personal or confidential mapping reads, also those that it leaves out: a fax number is personal although
 * nobody migrates it. What a `map` translates is a list of codes by the word of the spec's own author, and stays.
 */
function maskOf(table: string, facts: SpecFacts, sensitive: readonly MappingFacts[]): (column: string) => boolean {
	if (!sensitive.some(mapping => tablesReadBy(mapping).includes(table))) return () => false;
	const codes = new Set<string>();
	for (const { columns } of facts.mappings) {
		for (const { origin, written } of columns) {
			const base = written?.map && origin?.kind === 'sql' ? origin.piece.analysis.plainColumn?.base : undefined;
			for (const one of base ?? []) if (one.table === table) codes.add(one.column);
		}
	}
	return column => !codes.has(column);
}
