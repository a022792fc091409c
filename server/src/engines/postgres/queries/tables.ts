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

/** format_type runs once for each distinct type. */
export const tablesSql = `
	with ${relationsCte}, ${partitionsCte}, att as materialized (
		select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod,
			concat(case when a.attnotnull then 'n' else '-' end, coalesce(nullif(a.attidentity, ''), '-'), coalesce(nullif(a.attgenerated, ''), '-')) as flags
		from pg_attribute a join rel on rel.oid = a.attrelid where a.attnum > 0 and not a.attisdropped
	), typ as materialized (
		select atttypid, atttypmod, format_type(atttypid, atttypmod) as name from (select distinct atttypid, atttypmod from att) d
	), cols as (
		select attrelid, array_agg(attname) as attnames, array_agg(name) as types, string_agg(flags, '') as flags
		from (
			select att.attrelid, att.attname, typ.name, att.flags
			from att join typ on typ.atttypid = att.atttypid and typ.atttypmod = att.atttypmod
			order by att.attrelid, att.attnum
		) a
		group by attrelid
	)
	select rel.nspname, rel.relname, rel.relkind, o.description, p.partitions, attnames, types, flags
	from rel left join cols on cols.attrelid = rel.oid
		left join (select root, count(*) as partitions from part group by root) p on p.root = rel.oid
		left join pg_description o on o.classoid = 'pg_class'::regclass and o.objoid = rel.oid and o.objsubid = 0
	order by rel.nspname, rel.relname`;

/** `details` are those of this table. */
export function toColumns(raw: RawTable, details: Details): readonly Column[] {
	return (raw.attnames ?? []).map((name, i): Column => {
		const [notNull, identity, generated] = raw.flags?.slice(3 * i, 3 * i + 3) ?? '';
		const expression = details('expression', name);
		const collation = details('collation', name);
		const comment = details('comment', name);
		return {
			name,
			type: raw.types?.[i] ?? '',
			nullable: notNull !== 'n' || details('not null is not valid', name) !== undefined,
			...(expression !== undefined && (generated === '-' ? { default: expression } : { generated: expression })),
			...(identity !== '-' && { identity: identity === 'a' ? 'always' : 'by-default' }),
			...(collation !== undefined && { collation }),
			...(details('nondeterministic', name) !== undefined && { nondeterministic: true }),
			...(comment !== undefined && { comment }),
		};
	});
}
