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

export const sizesSql = `
	with ${relationsCte}, ${partitionsCte}, stored as (
		select oid as root, oid, ${knownTuples} as tuples from rel where relkind in ('r', 'm')
		union all select root, oid, ${knownTuples} from part where relkind = 'r'
	)
	select rel.nspname, rel.relname, sum(s.tuples)::numeric::bigint as reltuples, sum(pg_total_relation_size(s.oid)) as bytes
	from rel join stored s on s.root = rel.oid
	group by rel.nspname, rel.relname`;
