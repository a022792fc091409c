/** What few columns have: defaults, expressions, comments, collations. One row for each, so that plain columns cost nothing. */

import { relationsCte } from './scope';

export interface RawDetail {
	readonly nspname: string;
	readonly relname: string;
	readonly attname: string;
	readonly kind: 'expression' | 'comment' | 'collation' | 'nondeterministic' | 'not null is not valid';
	readonly value: string;
}

/** The value of a detail of a column, when it has it. */
export type Details = (kind: RawDetail['kind'], attname: string) => string | undefined;

/**
 * A column's own collation only; but a nondeterministic one also when it is the type's (of a domain). Since 18, a column may be marked not
 * null while old rows still hold nulls (its constraint is not valid): that is no promise.
 */
export const detailsSql = `
	with ${relationsCte}, detail as (
		select d.adrelid as attrelid, d.adnum as attnum, 'expression' as kind, pg_get_expr(d.adbin, d.adrelid) as value from pg_attrdef d
		union all
		select objoid, objsubid, 'comment', description from pg_description where classoid = 'pg_class'::regclass and objsubid > 0
		union all
		select a.attrelid, a.attnum, 'collation', case when n.nspname = 'pg_catalog' then '' else n.nspname || '.' end || c.collname
		from pg_attribute a join pg_type t on t.oid = a.atttypid and t.typcollation <> a.attcollation
			join pg_collation c on c.oid = a.attcollation join pg_namespace n on n.oid = c.collnamespace
		union all
		select a.attrelid, a.attnum, 'nondeterministic', '' from pg_attribute a join pg_collation c on c.oid = a.attcollation and not c.collisdeterministic
		union all
		select conrelid, conkey[1], 'not null is not valid', '' from pg_constraint where contype = 'n' and not convalidated and conrelid <> 0
	)
	select rel.nspname, rel.relname, a.attname, detail.kind, detail.value
	from detail join rel on rel.oid = detail.attrelid
		join pg_attribute a on a.attrelid = detail.attrelid and a.attnum = detail.attnum and a.attnum > 0 and not a.attisdropped
	order by rel.nspname, rel.relname, a.attname, detail.kind`;

/** Looks up the details of one table. */
export function detailsOf(rows: readonly RawDetail[]): Details {
	const values = new Map(rows.map(({ kind, attname, value }) => [`${kind} ${attname}`, value]));
	return (kind, attname) => values.get(`${kind} ${attname}`);
}
