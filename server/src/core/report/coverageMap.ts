/**
 * The coverage of a whole spec as plain data for a drawing: the tables and columns of both sides, which column is made of which, what nobody
 * decided about, and in which order mappings must be loaded.
 */

import type { Span } from '../base/span';
import type { Column, Table } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import { coverageOf, type SourceColumnCoverage, type TableCoverage, type TargetColumnCoverage } from '../mapping/coverage';
import type { ColumnFacts, MappingFacts, OriginFacts, SpecFacts } from '../mapping/facts';
import { loadOrder } from '../mapping/loadOrder';
import { tableUsers, tiesOf } from '../mapping/ties';
import type { BaseColumn } from '../sql/analysis';
import type { PanelPlace } from './panelModel';

export interface CoverageMap {
	/** The spec's file, as shown. */
	readonly spec: string;
	readonly uri: string;
	/** Why the spec could be read only in part, so that this is not all. */
	readonly partOnly?: string;
	/** Undefined without the side's catalog. */
	readonly source?: readonly CoverageMapTable[];
	readonly target?: readonly CoverageMapTable[];
	readonly links: readonly CoverageLink[];
	readonly order: CoverageOrder;
}

export interface CoverageMapTable {
	/** `schema.table`. */
	readonly name: string;
	readonly state: 'mapped' | 'ignored' | 'unmapped';
	/** Why it is left out. */
	readonly reason?: string;
	readonly place?: PanelPlace;
	/** The mappings that read or fill it. */
	readonly mappings: readonly string[];
	readonly columns: readonly CoverageMapColumn[];
}

export interface CoverageMapColumn {
	readonly name: string;
	readonly type: string;
	readonly state: 'mapped' | 'generated' | 'ignored' | 'unmapped';
	/** Nothing fills it, and the target would refuse every row. */
	readonly isRequired?: true;
	readonly reason?: string;
	/** Where the spec decides about it. */
	readonly place?: PanelPlace;
}

/** A target column and what its value is made of. */
export interface CoverageLink {
	readonly mapping: string;
	readonly target: CoverageEnd;
	readonly sources: readonly CoverageEnd[];
	/** What the spec says, in a phrase. */
	readonly how: string;
	readonly place?: PanelPlace;
}

export interface CoverageEnd {
	readonly table: string;
	readonly column: string;
}

export interface CoverageOrder {
	/** Mappings of one step may be loaded side by side. */
	readonly steps: readonly (readonly OrderedMapping[])[];
	readonly references: readonly MappingReference[];
	readonly cycles: readonly (readonly string[])[];
}

export interface OrderedMapping {
	readonly name: string;
	readonly place?: PanelPlace;
}

/** One mapping must be loaded before another: by foreign keys and lookups. */
export interface MappingReference {
	readonly child: string;
	readonly parent: string;
	/** The columns of a foreign key; empty for a lookup alone. */
	readonly columns: readonly string[];
}

type PlaceOf = (span: Span) => PanelPlace | undefined;

export function coverageMap(facts: SpecFacts, spec: { readonly shown: string; readonly uri: string }, placeOf: PlaceOf): CoverageMap {
	const { source, target } = coverageOf(facts);
	return {
		spec: spec.shown,
		uri: spec.uri,
		...(source ? { source: source.tables.map(table => sourceTable(facts, table, placeOf)).sort(byUrgency) } : {}),
		...(target ? { target: target.tables.map(table => targetTable(facts, table, placeOf)).sort(byUrgency) } : {}),
		links: facts.mappings.flatMap(mapping => linksOf(mapping, placeOf)),
		order: orderOf(facts, placeOf),
	};
}

function sourceTable(facts: SpecFacts, coverage: TableCoverage<SourceColumnCoverage>, placeOf: PlaceOf): CoverageMapTable {
	const mappings = tableUsers(facts).readers.get(fullName(coverage.table)) ?? [];
	return {
		...tableOf(coverage, mappings, placeOf),
		columns: coverage.columns.map(column => {
			const state = column.state === 'used' ? 'mapped' : column.state;
			return { ...columnHead(coverage.table, column.name), state, ...why(column.ignoredBy, placeOf) };
		}),
	};
}

function targetTable(facts: SpecFacts, coverage: TableCoverage<TargetColumnCoverage>, placeOf: PlaceOf): CoverageMapTable {
	const mappings = tableUsers(facts).fillers.get(fullName(coverage.table)) ?? [];
	return {
		...tableOf(coverage, mappings, placeOf),
		columns: coverage.columns.map(({ name, state, requiredUnmapped, ignoredBy }) => ({
			...columnHead(coverage.table, name),
			state,
			...(requiredUnmapped ? { isRequired: true as const } : {}),
			...placed(mappings.flatMap(mapping => mapping.column(name)?.span ?? [])[0], placeOf),
			...why(ignoredBy, placeOf),
		})),
	};
}

function tableOf({ table, state, ignoredBy }: TableCoverage<unknown>, mappings: readonly MappingFacts[], placeOf: PlaceOf) {
	return {
		name: fullName(table),
		state,
		mappings: mappings.map(({ name }) => name),
		...placed(mappings[0]?.mapping.name.span, placeOf),
		...why(ignoredBy, placeOf),
	};
}

function columnHead(table: Table, name: string): Pick<Column, 'name' | 'type'> {
	return { name, type: columnOf(table, name)?.type ?? '' };
}

function why(by: { readonly reason: string; readonly span: Span } | undefined, placeOf: PlaceOf) {
	return by ? { reason: by.reason, ...placed(by.span, placeOf) } : {};
}

function placed(span: Span | undefined, placeOf: PlaceOf): { readonly place?: PanelPlace } {
	const place = span && placeOf(span);
	return place ? { place } : {};
}

/** What asks for a decision comes first; the rest stays in the order of the catalog. */
function byUrgency(one: CoverageMapTable, other: CoverageMapTable): number {
	return urgency(one) - urgency(other);
}

function urgency({ state, columns }: CoverageMapTable): number {
	if (columns.some(column => column.isRequired)) return 0;
	if (state === 'unmapped' || columns.some(column => column.state === 'unmapped' && state !== 'ignored')) return 1;
	return state === 'mapped' ? 2 : 3;
}

function linksOf(mapping: MappingFacts, placeOf: PlaceOf): readonly CoverageLink[] {
	const { table, columns } = mapping;
	if (!table) return [];
	return columns.map(column => ({
		mapping: mapping.name,
		target: { table: fullName(table), column: column.name },
		sources: distinct(readsOf(column.origin)),
		how: howOf(column),
		...placed(column.span, placeOf),
	}));
}

function readsOf(origin: OriginFacts | undefined): readonly BaseColumn[] {
	switch (origin?.kind) {
		case 'sql':
			return origin.piece.analysis.reads.flatMap(read => read.base);
		case 'copy':
			return origin.reads;
		case 'lookup':
			return origin.by.flatMap(by => readsOf(by.origin));
		default:
			return [];
	}
}

function howOf({ origin }: ColumnFacts): string {
	switch (origin?.kind) {
		case 'sql':
			return origin.piece.scalar.text;
		case 'copy':
			return `copied from ${origin.alias}.${origin.column}`;
		case 'value':
			return 'a constant';
		case 'generated':
			return 'made by the target';
		case 'lookup':
			return `looked up in ${origin.alternatives.map(({ mapping }) => mapping).join(' or ')}`;
		default:
			return '';
	}
}

function distinct(reads: readonly BaseColumn[]): readonly CoverageEnd[] {
	return [...new Map(reads.map(({ table, column }) => [`${table}.${column}`, { table, column }])).values()];
}

function orderOf(facts: SpecFacts, placeOf: PlaceOf): CoverageOrder {
	const { steps, cycles } = loadOrder(facts);
	const { fillers } = tableUsers(facts);
	const references = facts.mappings.flatMap(child => {
		const { foreignKeys, lookups } = tiesOf(child);
		const byKeys = foreignKeys
			.filter(({ key }) => key.columns.some(column => child.column(column)))
			.flatMap(({ key, parent }) =>
				(fillers.get(parent) ?? []).map(({ name }) => ({ child: child.name, parent: name, columns: key.columns })),
			);
		const others = lookups.filter(name => facts.mapping(name) && !byKeys.some(({ parent }) => parent === name));
		return [...byKeys, ...[...new Set(others)].map(parent => ({ child: child.name, parent, columns: [] }))];
	});
	return {
		steps: steps.map(step => step.map(name => ({ name, ...placed(facts.mapping(name)?.mapping.name.span, placeOf) }))),
		references,
		cycles,
	};
}
