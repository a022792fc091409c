/** What the specs of a project do with the tables and columns of a committed catalog. Connects to nothing. */

import type { Span } from '../core/base/span';
import type { Table } from '../core/catalog/catalog';
import { catalogLookup, fullName } from '../core/catalog/lookup';
import { coverageOf, type TableCoverage } from '../core/mapping/coverage';
import type { ColumnFacts, MappingFacts, SpecFacts } from '../core/mapping/facts';
import { tableUsers } from '../core/mapping/ties';
import { placeFinder } from '../core/report/located';
import type { CatalogColumn, MappedPlace } from '../protocol';
import { type Session, toFile, toUri } from './session';

/** Of the committed catalog; none without one. */
export function catalogTablesOf(uri: string, connection: string, session: Session): readonly Table[] {
	const catalog = session.project(toFile(uri)).catalog(connection);
	return catalog?.kind === 'ready' ? [...catalogLookup(catalog.catalog, []).tables.values()] : [];
}

/** What one side of one spec does with a catalog. */
export interface Use {
	table(
		name: string,
	): TableCoverage<{ readonly name: string; readonly state: CatalogColumn['state'] | 'used'; readonly ignoredBy?: IgnoredBy }> | undefined;
	mappings(table: string): readonly MappingFacts[];
	columns(table: string, column: string): readonly MappedPlace[];
	place(mapping: MappingFacts, span: Span): MappedPlace;
}

/** The column of the target that is made of it; none when only a join or a filter reads it. */
function readerOf({ columns }: MappingFacts, table: string, column: string): ColumnFacts | undefined {
	return columns.find(({ origin }) => {
		const reads = origin?.kind === 'copy' ? origin.reads : origin?.kind === 'sql' ? origin.piece.analysis.always : [];
		return reads.some(read => read.table === table && read.column === column);
	});
}

export type IgnoredBy = NonNullable<TableCoverage<never>['ignoredBy']>;

/** A table that one spec of a project leaves to another is mapped. */
export function firstOf<Covered extends { readonly state?: string }>(covered: readonly (Covered | undefined)[]): Covered | undefined {
	const known = covered.filter(one => one !== undefined);
	return known.find(one => one.state === 'mapped' || one.state === 'used') ?? known.find(one => one.state !== 'unmapped') ?? known[0];
}

export function usesOf(uri: string, connection: string, session: Session): readonly Use[] {
	const { folder } = session.project(toFile(uri));
	return session.allSpecs().flatMap(spec => {
		if (session.project(spec).folder !== folder) return [];
		const { facts } = session.opened(spec);
		return (['source', 'target'] as const).flatMap(side => (facts.spec[side]?.connection?.text === connection ? [useOf(facts, side)] : []));
	});
}

function useOf(facts: SpecFacts, side: 'source' | 'target'): Use {
	const find = placeFinder(facts, name => name);
	const place: Use['place'] = (mapping, span) => {
		const { file, range } = find(span);
		return { mapping: mapping.name, uri: toUri(file), line: range.start.line };
	};
	const covered = new Map((coverageOf(facts)[side]?.tables ?? []).map(one => [fullName(one.table), one]));
	const { fillers, readers } = tableUsers(facts);
	const users = side === 'source' ? readers : fillers;
	const mappings: Use['mappings'] = table => users.get(table) ?? [];
	return {
		table: name => covered.get(name),
		mappings,
		place,
		columns: (table, column) =>
			mappings(table).flatMap(mapping => {
				if (side === 'target') {
					const found = mapping.column(column);
					return found ? [place(mapping, found.span)] : [];
				}
				if (!mapping.reads.some(one => one.table === table && one.column === column)) return [];
				return [place(mapping, readerOf(mapping, table, column)?.span ?? mapping.mapping.name.span)];
			}),
	};
}
