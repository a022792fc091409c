/** What each mapping touches of both catalogs and of other mappings, by name: what is asked of the whole spec at every keystroke. */

import { oncePer } from '../base/memo';
import type { ForeignKey } from '../catalog/catalog';
import { fullName } from '../catalog/lookup';
import type { MappingFacts, SpecFacts } from './facts';
import { keep } from './kept';

export interface Ties {
	/** The target table, when its catalog knows it. */
	readonly target?: string;
	/** The catalog tables that the FROM clause names. */
	readonly named: readonly string[];
	/** Those that are read only through views. */
	readonly behind: readonly string[];
	/** The columns that are read, by table, also behind views. */
	readonly reads: ReadonlyMap<string, ReadonlySet<string>>;
	/** The foreign keys of the target table, with the table that each refers to. */
	readonly foreignKeys: readonly { readonly key: ForeignKey; readonly parent: string }[];
	/** The mappings that it looks up. */
	readonly lookups: readonly string[];
}

/** Made once per mapping, as most mappings outlive many facts. */
export const tiesOf = oncePer((mapping: MappingFacts): Ties => {
	const { table } = mapping;
	const reads = new Map<string, Set<string>>();
	for (const read of mapping.reads) {
		const columns = reads.get(read.table) ?? new Set();
		reads.set(read.table, columns.add(read.column));
	}
	const named = [...new Set(mapping.items.flatMap(item => (item.relation?.kind === 'table' ? item.relation.name : [])))];
	return {
		target: table && fullName(table),
		named,
		behind: [...reads.keys()].filter(name => !named.includes(name)),
		reads,
		foreignKeys: (table?.foreignKeys ?? []).map(key => ({ key, parent: `${key.references.schema}.${key.references.table}` })),
		lookups: mapping.columns.flatMap(({ origin }) => (origin?.kind === 'lookup' ? origin.alternatives.map(one => one.mapping) : [])),
	};
});

export interface Users {
	has(table: string): boolean;
	get(table: string): readonly MappingFacts[] | undefined;
}

export interface TableUsers {
	/** By target table: who fills it, in order. */
	readonly fillers: Users;
	/** By source table: those that name it, then those that read it through a view. */
	readonly readers: Users;
}

/** By table: places in the list of mappings. They outlive the facts of mappings, as few edits change which tables are used. */
interface Places {
	readonly fillers: ReadonlyMap<string, readonly number[]>;
	readonly readers: ReadonlyMap<string, readonly number[]>;
}

const keptPlaces = keep<object, Places>();

/** Who uses each table of the catalogs. */
export function tableUsers(facts: Pick<SpecFacts, 'identity' | 'mappings'>): TableUsers {
	const { identity, mappings } = facts;
	const { fillers, readers } = keptPlaces(facts, identity, mappings.map(tablesKey), () => placesOf(mappings));
	const usersIn = (places: ReadonlyMap<string, readonly number[]>): Users => ({
		has: table => places.has(table),
		get: table => places.get(table)?.flatMap(place => mappings[place] ?? []),
	});
	return { fillers: usersIn(fillers), readers: usersIn(readers) };
}

const tablesKey = oncePer((mapping: MappingFacts): string => {
	const { target, named, behind } = tiesOf(mapping);
	return JSON.stringify([target, named, behind]);
});

function placesOf(mappings: readonly MappingFacts[]): Places {
	const fillers = new Map<string, number[]>();
	const readers = new Map<string, number[]>();
	for (const [place, mapping] of mappings.entries()) {
		const { target, named } = tiesOf(mapping);
		if (target !== undefined) add(fillers, target, place);
		for (const table of named) add(readers, table, place);
	}
	for (const [place, mapping] of mappings.entries()) for (const table of tiesOf(mapping).behind) add(readers, table, place);
	return { fillers, readers };
}

function add(places: Map<string, number[]>, table: string, place: number): void {
	const known = places.get(table);
	if (known) known.push(place);
	else places.set(table, [place]);
}
