/** Coverage: what of both sides is mapped, generated, left out with a reason, or undecided. */

import type { Table } from '../catalog/catalog';
import { type CatalogLookup, columnOf, fullName } from '../catalog/lookup';
import type { Side } from '../spec/spec';
import type { ColumnFacts, IgnoredBy, MappingFacts, SpecFacts } from './facts';
import { findIgnore, type TopIgnores, topIgnores } from './ignores';

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

const remembered = new WeakMap<SpecFacts, Coverage>();

/** Made once per facts. */
export function coverageOf(facts: SpecFacts): Coverage {
	const coverage = remembered.get(facts) ?? makeCoverage(facts);
	remembered.set(facts, coverage);
	return coverage;
}

function makeCoverage(facts: SpecFacts): Coverage {
	const mappings = facts.mappings.map(mapping => ({
		mapping,
		sources: sourcesOf(mapping),
		columns: ownColumns(mapping),
	}));
	return {
		mappings,
		source: facts.source && { tables: sourceTables(facts, facts.source) },
		target: facts.target && { tables: targetTables(facts, facts.target) },
	};
}

const columnsOf = new WeakMap<MappingFacts, readonly TargetColumnCoverage[]>();

/** Made once per mapping, as most mappings outlive many facts. */
function ownColumns(mapping: MappingFacts): readonly TargetColumnCoverage[] {
	const columns = columnsOf.get(mapping) ?? targetColumns(mapping.table, [mapping]);
	columnsOf.set(mapping, columns);
	return columns;
}

/** Catalog tables in the order in which the mapping names them, then those behind views. */
function sourcesOf(mapping: MappingFacts): readonly string[] {
	const named = mapping.items.flatMap(item => (item.relation?.kind === 'table' ? item.relation.name : []));
	return [...new Set([...named, ...mapping.reads.map(read => read.table)])];
}

/** The tables of a side's scope: base tables of its schemas, and whatever else is named. */
function tablesInScope(catalog: CatalogLookup, side: Side | undefined, isNamed: (name: string) => boolean): readonly Table[] {
	const schemas = new Set(side?.schemas.map(schema => schema.text) ?? []);
	return [...catalog.tables.values()].filter(table => {
		if (isNamed(fullName(table))) return true;
		if (schemas.size > 0 && !schemas.has(table.schema)) return false;
		return table.kind === 'table' || table.kind === 'partitioned';
	});
}

function sourceTables(facts: SpecFacts, catalog: CatalogLookup): readonly TableCoverage<SourceColumnCoverage>[] {
	const top = topIgnores(facts.spec.ignore.source);
	/** By table: the columns that are read. */
	const used = new Map<string, Set<string>>();
	const named = new Set<string>();
	for (const mapping of facts.mappings) {
		for (const { table, column } of mapping.reads) {
			const columns = used.get(table) ?? new Set();
			used.set(table, columns.add(column));
		}
		for (const name of sourcesOf(mapping)) named.add(name);
	}
	const own = ownSourceIgnores(facts.mappings);
	return tablesInScope(catalog, facts.spec.source, name => named.has(name)).map(table => {
		const name = fullName(table);
		const isMapped = named.has(name);
		const ignored = isMapped ? undefined : top.table(name);
		const read = used.get(name);
		const columns = table.columns.map((column): SourceColumnCoverage => {
			if (read?.has(column.name)) return { name: column.name, state: 'used' };
			const by = own(name, column.name) ?? top.column(name, column.name) ?? ignored ?? wholeTableIgnore(top, name, isMapped);
			return by ? { name: column.name, state: 'ignored', ignoredBy: by } : { name: column.name, state: 'unmapped' };
		});
		return { table, state: isMapped ? 'mapped' : ignored ? 'ignored' : 'unmapped', ignoredBy: ignored, columns };
	});
}

/** A table that is read although a pattern leaves it out (a scratch table in a join): its other columns stay left out. */
function wholeTableIgnore(top: TopIgnores, name: string, isMapped: boolean): IgnoredBy | undefined {
	return isMapped ? top.table(name) : undefined;
}

/** `ignore.source` of mappings: `alias.column` patterns, where the alias stands for the tables that it names. */
function ownSourceIgnores(mappings: readonly MappingFacts[]): (table: string, column: string) => IgnoredBy | undefined {
	const byTable = new Map<string, { readonly alias: string; readonly mapping: MappingFacts }[]>();
	for (const mapping of mappings) {
		if (mapping.mapping.ignore.source.length === 0) continue;
		for (const { alias, relation } of mapping.items) {
			for (const name of relation?.kind === 'table'
				? [relation.name]
				: (relation?.columns ?? []).flatMap(column => column.reads.map(read => read.table)))
				byTable.set(name, [...(byTable.get(name) ?? []), { alias, mapping }]);
		}
	}
	return (table, column) => {
		for (const { alias, mapping } of byTable.get(table) ?? []) {
			const by = findIgnore(mapping.mapping.ignore.source, `${alias}.${column}`);
			if (by) return by;
		}
		return undefined;
	};
}

function targetTables(facts: SpecFacts, catalog: CatalogLookup): readonly TableCoverage<TargetColumnCoverage>[] {
	const top = topIgnores(facts.spec.ignore.target);
	const byTable = new Map<string, MappingFacts[]>();
	for (const mapping of facts.mappings) {
		if (!mapping.table) continue;
		const name = fullName(mapping.table);
		byTable.set(name, [...(byTable.get(name) ?? []), mapping]);
	}
	return tablesInScope(catalog, facts.spec.target, name => byTable.has(name)).map(table => {
		const mappings = byTable.get(fullName(table));
		const [first, ...others] = mappings ?? [];
		if (first) return { table, state: 'mapped', columns: others.length > 0 ? targetColumns(table, [first, ...others]) : ownColumns(first) };
		const ignored = top.table(fullName(table));
		const columns = table.columns.map((column): TargetColumnCoverage => {
			const by = ignored ?? top.column(fullName(table), column.name);
			return { name: column.name, state: by ? 'ignored' : 'unmapped', requiredUnmapped: false, ignoredBy: by };
		});
		return { table, state: ignored ? 'ignored' : 'unmapped', ignoredBy: ignored, columns };
	});
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
