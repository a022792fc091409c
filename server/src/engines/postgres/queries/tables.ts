/** Tables and views with their columns: one row per table, as a row per column costs several times as much. Details are in `details.ts`. */

import type { Column, TableKind } from '../../../core/catalog/catalog';
import type { Details } from './details';
import { partitionsCte, relationsCte } from './scope';

export interface RawTable {
	readonly nspname: string;
	readonly relname: string;
	readonly relkind: keyof typeof tableKinds;
	readonly description: string | null;
	readonly partitions: number | null;
	/** Null of a table without columns, as are the next two. */
	readonly attnames: readonly string[] | null;
	readonly types: readonly string[] | null;
	/** Three characters a column: not null, identity, generated. */
	readonly flags: string | null;
}

export const tableKinds = {
	r: 'table',
	p: 'partitioned',
	v: 'view',
	m: 'materialized-view',
	f: 'foreign-table',
} as const satisfies Record<string, TableKind>;

/**
 * The columns of each table by an index of their own, which has them in their order; all of them at once would have to be sorted. Most
 * are neither identity nor generated, and are spared the look at both.
 */
export const tablesSql = `
	with ${relationsCte}, ${partitionsCte}
	select rel.nspname, rel.relname, rel.relkind, o.description, p.partitions, attnames, types, flags
	from rel cross join lateral (
			select array_agg(attname) as attnames, array_agg(format_type(atttypid, atttypmod)) as types,
				string_agg(case when attnotnull then 'n' else '-' end || case when attidentity = '' and attgenerated = '' then '--'
					else concat(coalesce(nullif(attidentity, ''), '-'), coalesce(nullif(attgenerated, ''), '-')) end, '') as flags
			from (
				select attname, atttypid, atttypmod, attnotnull, attidentity, attgenerated from pg_attribute
				where attrelid = rel.oid and attnum > 0 and not attisdropped order by attnum
			) a
		) cols
		left join (select root, count(*) as partitions from part group by root) p on p.root = rel.oid
		left join pg_description o on o.classoid = 'pg_class'::regclass and o.objoid = rel.oid and o.objsubid = 0
	order by rel.nspname, rel.relname`;

/** `details` are those of this table. */
export function toColumns(raw: RawTable, details: Details): readonly Column[] {
	return (raw.attnames ?? []).map((name, i): Column => {
		const notNull = raw.flags?.[3 * i] === 'n';
		const type = raw.types?.[i] ?? '';
		const identity = raw.flags?.[3 * i + 1];
		const isGenerated = raw.flags?.[3 * i + 2] !== '-';
		const { expression, collation, nondeterministic, comment, 'not null is not valid': isBroken } = details(name) ?? {};
		return {
			name,
			type,
			nullable: !notNull || isBroken !== undefined,
			...(expression !== undefined && (isGenerated ? { generated: expression } : { default: expression })),
			...(identity !== '-' && { identity: identity === 'a' ? 'always' : 'by-default' }),
			...(collation !== undefined && { collation }),
			...(nondeterministic !== undefined && { nondeterministic: true }),
			...(comment !== undefined && { comment }),
		};
	});
}
