/** Estimated rows and bytes. They change without a change of the schema, so they are apart and not part of the fingerprint. */

import { partitionsCte, relationsCte } from './scope';

export interface RawSize {
	readonly nspname: string;
	readonly relname: string;
	readonly reltuples: number | null;
	readonly bytes: number | null;
}

/** Before 14, a table that was never analysed has 0 rows and 0 pages instead of -1 rows. */
const knownTuples = `case when reltuples >= 0 and (relpages > 0 or reltuples > 0 or current_setting('server_version_num')::int >= 140000)
	then reltuples::float8 end`;

/** Bytes as the last VACUUM or ANALYZE left them (`relpages`, as old as `reltuples`): asking for the files of each table takes longer than all else. */
export const sizesSql = `
	with ${relationsCte}, ${partitionsCte}, stored as (
		select oid as root, oid, ${knownTuples} as tuples, relpages, reltoastrelid from rel where relkind in ('r', 'm')
		union all select root, oid, ${knownTuples}, relpages, reltoastrelid from part where relkind = 'r'
	), indexed as (
		select i.indrelid, sum(x.relpages) as pages from pg_index i join pg_class x on x.oid = i.indexrelid group by 1
	)
	select rel.nspname, rel.relname, sum(s.tuples)::numeric::bigint as reltuples,
		sum(case when s.tuples is not null then s.relpages + coalesce(o.relpages, 0) + coalesce(x.pages, 0) end)
			* current_setting('block_size')::bigint as bytes
	from rel join stored s on s.root = rel.oid left join pg_class o on o.oid = s.reltoastrelid left join indexed x on x.indrelid = s.oid
	group by rel.nspname, rel.relname`;
