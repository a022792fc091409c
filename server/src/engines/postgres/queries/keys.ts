/** Primary, unique and foreign keys and checks of tables, and unique indexes that are no constraint. */

import type { Check, ForeignKey, UniqueKey } from '../../../core/catalog/catalog';
import { relationsCte } from './scope';

export interface RawConstraint {
	readonly nspname: string;
	readonly relname: string;
	readonly conname: string;
	readonly contype: 'p' | 'u' | 'f' | 'c';
	readonly columns: readonly string[] | null;
	readonly confnspname: string | null;
	readonly confrelname: string | null;
	readonly confcolumns: readonly string[] | null;
	readonly confdeltype: string;
	readonly confupdtype: string;
	readonly condeferrable: boolean;
	readonly convalidated: boolean;
	readonly expression: string | null;
	readonly nullsnotdistinct: boolean | null;
}

/**
 * A foreign key to a partitioned table has a row for each partition of it: those have a parent. Not-null constraints (contype n, since 18)
 * are told by the columns. `indnullsnotdistinct` exists since 15, and to_jsonb reads it when it does.
 */
export const constraintsSql = `
	with ${relationsCte}, k as materialized (
		select k.*, rel.nspname, rel.relname from pg_constraint k join rel on rel.oid = k.conrelid
		where k.contype in ('p', 'u', 'f', 'c') and not (k.contype = 'f' and k.conparentid <> 0)
	), keys as (${columnNames('conrelid', 'conkey')}), confkeys as (${columnNames('confrelid', 'confkey')})
	select k.nspname, k.relname, k.conname, k.contype, keys.columns,
		fn.nspname as confnspname, f.relname as confrelname, confkeys.columns as confcolumns,
		k.confdeltype, k.confupdtype, k.condeferrable, k.convalidated,
		case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) end as expression,
		case when k.contype = 'u' then (select to_jsonb(i) -> 'indnullsnotdistinct' from pg_index i where i.indexrelid = k.conindid) end as nullsnotdistinct
	from k left join keys on keys.oid = k.oid left join confkeys on confkeys.oid = k.oid
		left join pg_class f on f.oid = k.confrelid left join pg_namespace fn on fn.oid = f.relnamespace
	order by k.nspname, k.relname, k.conname`;

/** For all constraints at once: asked for each alone, the names of a thousand keys took longer than all else. */
function columnNames(relation: string, keys: string): string {
	return `select k.oid, array_agg(a.attname order by u.place) as columns
		from k cross join lateral unnest(k.${keys}) with ordinality u(attnum, place)
			join pg_attribute a on a.attrelid = k.${relation} and a.attnum = u.attnum
		where k.contype <> 'c' group by k.oid`;
}

export interface RawUniqueIndex {
	readonly nspname: string;
	readonly relname: string;
	readonly indexname: string;
	readonly columns: readonly string[] | null;
	readonly expressions: readonly string[] | null;
	readonly predicate: string | null;
	readonly nullsnotdistinct: boolean | null;
}

export const uniqueIndexesSql = `
	with ${relationsCte}
	select rel.nspname, rel.relname, c.relname as indexname,
		(select array_agg(a.attname order by u.place) from unnest(i.indkey::int2[]) with ordinality u(attnum, place)
			join pg_attribute a on a.attrelid = i.indrelid and a.attnum = u.attnum where u.place <= i.indnkeyatts) as columns,
		(select array_agg(pg_get_indexdef(i.indexrelid, u.place::int, false) order by u.place)
			from unnest(i.indkey::int2[]) with ordinality u(attnum, place) where u.attnum = 0 and u.place <= i.indnkeyatts) as expressions,
		pg_get_expr(i.indpred, i.indrelid) as predicate, to_jsonb(i) -> 'indnullsnotdistinct' as nullsnotdistinct
	from pg_index i join rel on rel.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
	where i.indisunique and i.indisvalid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
	order by rel.nspname, rel.relname, c.relname`;

export function toUniqueKey(raw: RawConstraint): UniqueKey {
	return {
		name: raw.conname,
		columns: raw.columns ?? [],
		...(raw.nullsnotdistinct && { nullsNotDistinct: true }),
		...(raw.condeferrable && { deferrable: true }),
	};
}

export function toUniqueKeyOfIndex(raw: RawUniqueIndex): UniqueKey {
	return {
		name: raw.indexname,
		columns: raw.columns ?? [],
		...(raw.expressions !== null && { expressions: raw.expressions }),
		...(raw.predicate !== null && { where: raw.predicate }),
		...(raw.nullsnotdistinct && { nullsNotDistinct: true }),
	};
}

/** `a`, no action, is the default and left out. */
const actions: Readonly<Record<string, string>> = { r: 'restrict', c: 'cascade', n: 'set null', d: 'set default' };

export function toForeignKey(raw: RawConstraint): ForeignKey {
	const onDelete = actions[raw.confdeltype];
	const onUpdate = actions[raw.confupdtype];
	return {
		name: raw.conname,
		columns: raw.columns ?? [],
		references: { schema: raw.confnspname ?? '', table: raw.confrelname ?? '', columns: raw.confcolumns ?? [] },
		...(onDelete !== undefined && { onDelete }),
		...(onUpdate !== undefined && { onUpdate }),
		...(raw.condeferrable && { deferrable: true }),
		...(!raw.convalidated && { notValid: true }),
	};
}

export function toCheck(raw: RawConstraint): Check {
	return { name: raw.conname, expression: raw.expression ?? '', ...(!raw.convalidated && { notValid: true }) };
}
