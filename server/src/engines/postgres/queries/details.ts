/** What few columns have: defaults, expressions, comments, collations. One row for each, so that plain columns cost nothing. */

import { relationsCte } from './scope';

export interface RawDetail {
	readonly nspname: string;
	readonly relname: string;
	readonly attname: string;
	readonly kind: 'expression' | 'comment' | 'collation' | 'nondeterministic' | 'not null is not valid';
	readonly value: string;
}

/** What a column has. Undefined of most. */
export type Details = (attname: string) => { readonly [kind in RawDetail['kind']]?: string } | undefined;

/** Only what a column is generated from names other columns. Told of the table, pg_get_expr loads all that the server knows of it. */
const expression = "pg_get_expr(d.adbin, case when a.attgenerated = '' then 0 else d.adrelid end)";

/**
 * A column's own collation only; but a nondeterministic one also when it is the type's (of a domain). Since 18, a column may be marked not
 * null while old rows still hold nulls (its constraint is not valid): that is no promise.
 */
export const detailsSql = `
	with ${relationsCte}, detail as (
		select d.adrelid as attrelid, a.attname, 'expression' as kind, ${expression} as value
		from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
		union all
		select d.objoid, a.attname, 'comment', d.description
		from pg_description d join pg_attribute a on a.attrelid = d.objoid and a.attnum = d.objsubid
		where d.classoid = 'pg_class'::regclass and d.objsubid > 0
		union all
		select a.attrelid, a.attname, 'collation', case when n.nspname = 'pg_catalog' then '' else n.nspname || '.' end || c.collname
		from pg_attribute a join pg_type t on t.oid = a.atttypid and t.typcollation <> a.attcollation
			join pg_collation c on c.oid = a.attcollation join pg_namespace n on n.oid = c.collnamespace
		where a.attcollation <> 0 and a.attnum > 0 and not a.attisdropped
		union all
		select a.attrelid, a.attname, 'nondeterministic', ''
		from pg_attribute a join pg_collation c on c.oid = a.attcollation and not c.collisdeterministic
		where a.attnum > 0 and not a.attisdropped
		union all
		select k.conrelid, a.attname, 'not null is not valid', ''
		from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
		where k.contype = 'n' and not k.convalidated
	)
	select rel.nspname, rel.relname, detail.attname, detail.kind, detail.value
	from detail join rel on rel.oid = detail.attrelid
	order by rel.nspname, rel.relname, detail.attname, detail.kind`;

/** Looks up the details of one table. */
export function detailsOf(rows: readonly RawDetail[]): Details {
	const columns = new Map<string, { [kind in RawDetail['kind']]?: string }>();
	for (const { attname, kind, value } of rows) columns.set(attname, { ...columns.get(attname), [kind]: value });
	return attname => columns.get(attname);
}
