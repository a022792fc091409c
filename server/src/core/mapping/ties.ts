/** What each mapping touches of both catalogs and of other mappings, by name: what is asked of the whole spec at every keystroke. */

import { oncePer } from '../base/memo';
import type { ForeignKey } from '../catalog/catalog';
import { fullName } from '../catalog/lookup';
import type { MappingFacts, SpecFacts } from './facts';

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

export interface TableUsers {
	/** By target table: who fills it, in order. */
	readonly fillers: ReadonlyMap<string, readonly MappingFacts[]>;
	/** By source table: those that name it, then those that read it through a view. */
	readonly readers: ReadonlyMap<string, readonly MappingFacts[]>;
}

/** Who uses each table of the catalogs. Made once per facts. */
export const tableUsers = oncePer(({ mappings }: Pick<SpecFacts, 'mappings'>): TableUsers => {
	const fillers = new Map<string, MappingFacts[]>();
	const readers = new Map<string, MappingFacts[]>();
	for (const mapping of mappings) {
		const { target, named } = tiesOf(mapping);
		if (target !== undefined) add(fillers, target, mapping);
		for (const table of named) add(readers, table, mapping);
	}
	for (const mapping of mappings) for (const table of tiesOf(mapping).behind) add(readers, table, mapping);
	return { fillers, readers };
});

function add(users: Map<string, MappingFacts[]>, table: string, mapping: MappingFacts): void {
	const known = users.get(table);
	if (known) known.push(mapping);
	else users.set(table, [mapping]);
}
