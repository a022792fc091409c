/** Primary, unique and foreign keys and checks of tables, and unique indexes that are no constraint. */

import type { Check, ForeignKey, UniqueKey } from '../../../core/catalog/catalog';
import { relationsCte } from './scope';

/** `indnullsnotdistinct` is in pg_index since 15. In a query around the one that names it, this is what the name means before. */
const beforeVersion15 = 'null::boolean as indnullsnotdistinct';

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
 * are told by the columns.
 */
export const constraintsSql = `
	with ${relationsCte}, k as materialized (
		select k.*, rel.nspname, rel.relname, ${beforeVersion15} from pg_constraint k join rel on rel.oid = k.conrelid
		where k.contype in ('p', 'u', 'f', 'c') and not (k.contype = 'f' and k.conparentid <> 0)
	)
	select k.nspname, k.relname, k.conname, k.contype,
		case when k.contype <> 'c' then ${columnNames('k.conrelid', 'k.conkey')} end as columns,
		fn.nspname as confnspname, f.relname as confrelname,
		case when k.contype = 'f' then ${columnNames('k.confrelid', 'k.confkey')} end as confcolumns,
		k.confdeltype, k.confupdtype, k.condeferrable, k.convalidated,
		case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) end as expression,
		case when k.contype = 'u' then (select indnullsnotdistinct from pg_index i where i.indexrelid = k.conindid) end as nullsnotdistinct
	from k left join pg_class f on f.oid = k.confrelid left join pg_namespace fn on fn.oid = f.relnamespace
	order by k.nspname, k.relname, k.conname`;

/** One look at an index for each name. As a join, this makes the planner read all columns of a table, or of the database. */
function columnNames(relation: string, keys: string): string {
	return `array(select (select a.attname from pg_attribute a where a.attrelid = ${relation} and a.attnum = u.attnum)
			from unnest(${keys}) with ordinality u(attnum, place) order by u.place)`;
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
		pg_get_expr(i.indpred, i.indrelid) as predicate,
		(select indnullsnotdistinct from pg_index own where own.indexrelid = i.indexrelid) as nullsnotdistinct
	from (select ${beforeVersion15}) before cross join pg_index i join rel on rel.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
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
