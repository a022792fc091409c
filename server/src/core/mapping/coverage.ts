/** Coverage: what of both sides is mapped, generated, left out with a reason, or undecided. */

import { oncePer } from '../base/memo';
import type { Table } from '../catalog/catalog';
import { type CatalogLookup, columnOf } from '../catalog/lookup';
import type { Side } from '../spec/spec';
import type { ScopeItem } from '../sql/analysis';
import type { ColumnFacts, IgnoredBy, MappingFacts, SpecFacts } from './facts';
import { findIgnore, type TopIgnores, topIgnores } from './ignores';
import { keep } from './kept';
import { tableUsers, tiesOf } from './ties';

export interface Coverage {
	readonly mappings: readonly MappingCoverage[];
	/** Undefined without the side's catalog. */
	readonly source?: SourceCoverage;
	readonly target?: TargetCoverage;
}

export type ColumnState = 'mapped' | 'generated' | 'ignored' | 'unmapped';

export interface MappingCoverage {
	readonly mapping: MappingFacts;
	/** The catalog tables that its SQL reads. */
	readonly sources: readonly string[];
	readonly columns: readonly TargetColumnCoverage[];
	/** Those of the columns that nobody decided about. */
	readonly undecided: readonly TargetColumnCoverage[];
}

export interface TargetColumnCoverage {
	readonly name: string;
	readonly state: ColumnState;
	/** Unmapped, NOT NULL, without a default, and not made by the database. */
	readonly requiredUnmapped: boolean;
	readonly ignoredBy?: IgnoredBy;
}

export interface TableCoverage<Column> {
	readonly table: Table;
	readonly state: 'mapped' | 'ignored' | 'unmapped';
	readonly ignoredBy?: IgnoredBy;
	readonly columns: readonly Column[];
	/** Those of the columns that nobody decided about. */
	readonly undecided: readonly Column[];
}

export interface SourceColumnCoverage {
	readonly name: string;
	readonly state: 'used' | 'ignored' | 'unmapped';
	readonly ignoredBy?: IgnoredBy;
}

export interface SourceCoverage {
	readonly tables: readonly TableCoverage<SourceColumnCoverage>[];
}

export interface TargetCoverage {
	readonly tables: readonly TableCoverage<TargetColumnCoverage>[];
}

/** Made once per facts. */
export const coverageOf = oncePer(
	(facts: SpecFacts): Coverage => ({
		mappings: facts.mappings.map(mappingCoverage),
		source: facts.source && { tables: sourceTables(facts, facts.source) },
		target: facts.target && { tables: targetTables(facts, facts.target) },
	}),
);

/** Made once per mapping, as most mappings outlive many facts. */
export const mappingCoverage = oncePer((mapping: MappingFacts): MappingCoverage => {
	const columns = targetColumns(mapping.table, [mapping]);
	return { mapping, sources: sourcesOf(mapping), columns, undecided: columns.filter(isUndecided) };
});

function isUndecided({ state }: { readonly state: ColumnState | SourceColumnCoverage['state'] }): boolean {
	return state === 'unmapped';
}

/** Catalog tables in the order in which the mapping names them, then those behind views. */
function sourcesOf(mapping: MappingFacts): readonly string[] {
	const { named, behind } = tiesOf(mapping);
	return [...named, ...behind];
}

interface ScopedTable {
	readonly name: string;
	readonly table: Table;
	/** Whether it is a base table of the side's schemas. */
	readonly isInScope: boolean;
}

const keptTables = keep<CatalogLookup, readonly ScopedTable[]>();

/** The tables of a side's scope: base tables of its schemas, and whatever else is named. */
function tablesInScope(
	facts: SpecFacts,
	catalog: CatalogLookup,
	side: Side | undefined,
	isNamed: (name: string) => boolean,
): readonly ScopedTable[] {
	const schemas = (side?.schemas ?? []).map(schema => schema.text);
	const tables = keptTables(facts, catalog, schemas, () =>
		[...catalog.tables].map(([name, table]) => {
			const isBase = table.kind === 'table' || table.kind === 'partitioned';
			return { name, table, isInScope: isBase && (schemas.length === 0 || schemas.includes(table.schema)) };
		}),
	);
	return tables.filter(({ name, isInScope }) => isInScope || isNamed(name));
}

const keptIgnores = { source: keep<object, TopIgnores>(), target: keep<object, TopIgnores>() };

/** The same object as long as the ignores at the top are the same. */
function ignoresOf(facts: SpecFacts, side: 'source' | 'target'): TopIgnores {
	const ignores = facts.spec.ignore[side];
	return keptIgnores[side](facts, facts.identity, [JSON.stringify(ignores)], () => topIgnores(ignores));
}

const keptSources = keep<Table, TableCoverage<SourceColumnCoverage>>();

function sourceTables(facts: SpecFacts, catalog: CatalogLookup): readonly TableCoverage<SourceColumnCoverage>[] {
	const top = ignoresOf(facts, 'source');
	const { readers } = tableUsers(facts);
	const ignorers = ignorersOf(facts.mappings);
	return tablesInScope(facts, catalog, facts.spec.source, name => readers.has(name)).map(({ name, table }) => {
		const reading = readers.get(name) ?? [];
		const ignoring = ignorers.get(name) ?? [];
		return keptSources(facts, table, [top, ...reading, undefined, ...ignoring], () =>
			sourceTable(name, table, top, reading, ownSourceIgnores(name, ignoring)),
		);
	});
}

function sourceTable(
	name: string,
	table: Table,
	top: TopIgnores,
	readers: readonly MappingFacts[],
	own: (column: string) => IgnoredBy | undefined,
): TableCoverage<SourceColumnCoverage> {
	const read = readers.flatMap(mapping => tiesOf(mapping).reads.get(name) ?? []);
	// A table that is read although a pattern leaves it out (a scratch table in a join): its other columns stay left out.
	const whole = top.table(name);
	const columns = table.columns.map((column): SourceColumnCoverage => {
		if (read.some(used => used.has(column.name))) return { name: column.name, state: 'used' };
		const by = own(column.name) ?? top.column(name, column.name) ?? whole;
		return by ? { name: column.name, state: 'ignored', ignoredBy: by } : { name: column.name, state: 'unmapped' };
	});
	const undecided = columns.filter(isUndecided);
	if (readers.length > 0) return { table, state: 'mapped', ignoredBy: undefined, columns, undecided };
	return { table, state: whole ? 'ignored' : 'unmapped', ignoredBy: whole, columns, undecided };
}

/** By table: the mappings whose `ignore.source` may speak of it. */
function ignorersOf(mappings: readonly MappingFacts[]): ReadonlyMap<string, readonly MappingFacts[]> {
	const byTable = new Map<string, MappingFacts[]>();
	for (const mapping of mappings) {
		if (mapping.mapping.ignore.source.length === 0) continue;
		for (const table of new Set(mapping.items.flatMap(tablesBehind))) byTable.set(table, [...(byTable.get(table) ?? []), mapping]);
	}
	return byTable;
}

/** The tables that an alias stands for. */
function tablesBehind({ relation }: ScopeItem): readonly string[] {
	if (relation?.kind === 'table') return [relation.name];
	return (relation?.columns ?? []).flatMap(column => column.reads.map(read => read.table));
}

/** `ignore.source` of mappings: `alias.column` patterns. */
function ownSourceIgnores(table: string, mappings: readonly MappingFacts[]): (column: string) => IgnoredBy | undefined {
	const aliases = mappings.flatMap(mapping =>
		mapping.items
			.filter(item => tablesBehind(item).includes(table))
			.map(({ alias }) => ({ alias, ignores: mapping.mapping.ignore.source })),
	);
	return column => {
		for (const { alias, ignores } of aliases) {
			const by = findIgnore(ignores, `${alias}.${column}`);
			if (by) return by;
		}
		return undefined;
	};
}

const keptTargets = keep<Table, TableCoverage<TargetColumnCoverage>>();

function targetTables(facts: SpecFacts, catalog: CatalogLookup): readonly TableCoverage<TargetColumnCoverage>[] {
	const top = ignoresOf(facts, 'target');
	const { fillers } = tableUsers(facts);
	return tablesInScope(facts, catalog, facts.spec.target, name => fillers.has(name)).map(({ name, table }) => {
		const mappings = fillers.get(name) ?? [];
		return keptTargets(facts, table, [top, ...mappings], () => targetTable(name, table, top, mappings));
	});
}

function targetTable(name: string, table: Table, top: TopIgnores, mappings: readonly MappingFacts[]): TableCoverage<TargetColumnCoverage> {
	if (mappings.length > 0) {
		const [only] = mappings;
		const columns = only?.table === table && mappings.length === 1 ? mappingCoverage(only).columns : targetColumns(table, mappings);
		return { table, state: 'mapped', columns, undecided: columns.filter(isUndecided) };
	}
	const ignored = top.table(name);
	const columns = table.columns.map((column): TargetColumnCoverage => {
		const by = ignored ?? top.column(name, column.name);
		return { name: column.name, state: by ? 'ignored' : 'unmapped', requiredUnmapped: false, ignoredBy: by };
	});
	return { table, state: ignored ? 'ignored' : 'unmapped', ignoredBy: ignored, columns, undecided: columns.filter(isUndecided) };
}

/** A column counts as filled when any of the mappings that share the table fills it. */
function targetColumns(table: Table | undefined, mappings: readonly MappingFacts[]): readonly TargetColumnCoverage[] {
	return (table?.columns ?? []).map(({ name }): TargetColumnCoverage => {
		const filled = mappings.flatMap(mapping => mapping.column(name) ?? []);
		const state = filled.length > 0 ? (filled.some(column => !isGenerated(column)) ? 'mapped' : 'generated') : undefined;
		if (state) return { name, state, requiredUnmapped: false };
		const by = mappings.map(mapping => mapping.ignoredColumns.get(name)).find(one => one !== undefined);
		if (by) return { name, state: 'ignored', requiredUnmapped: false, ignoredBy: by };
		const column = table && columnOf(table, name);
		if (column?.identity || column?.generated !== undefined) return { name, state: 'generated', requiredUnmapped: false };
		return { name, state: 'unmapped', requiredUnmapped: column !== undefined && !column.nullable && column.default === undefined };
	});
}

function isGenerated({ origin }: ColumnFacts): boolean {
	return origin?.kind === 'generated';
}
