/** Enums, domains, composite types and ranges. Base types (those of extensions) are known by name only. */

import type { CompositeType, UserType } from '../../../core/catalog/catalog';
import { isIn, notOfExtension } from './scope';

export interface RawType {
	readonly nspname: string;
	readonly typname: string;
	readonly typtype: 'e' | 'd' | 'c' | 'r';
	readonly description: string | null;
	readonly labels: readonly string[] | null;
	readonly basetype: string | null;
	readonly typnotnull: boolean;
	readonly typdefault: string | null;
	readonly checks: readonly RawDomainCheck[] | null;
	readonly attributes: CompositeType['attributes'] | null;
	readonly subtype: string | null;
}

interface RawDomainCheck {
	readonly name: string;
	readonly expression: string;
	readonly valid: boolean;
}

export const typesSql = `
	select n.nspname, t.typname, t.typtype, obj_description(t.oid, 'pg_type') as description,
		(select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels,
		case when t.typtype = 'd' then format_type(t.typbasetype, t.typtypmod) end as basetype, t.typnotnull,
		coalesce(pg_get_expr(t.typdefaultbin, 0), t.typdefault) as typdefault,
		(select json_agg(json_build_object('name', k.conname, 'expression', pg_get_expr(k.conbin, 0), 'valid', k.convalidated) order by k.conname)
			from pg_constraint k where k.contypid = t.oid and k.contype = 'c') as checks,
		(select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
			from pg_attribute a where a.attrelid = t.typrelid and t.typtype = 'c' and a.attnum > 0 and not a.attisdropped) as attributes,
		(select format_type(r.rngsubtype, null) from pg_range r where r.rngtypid = t.oid) as subtype
	from pg_type t join pg_namespace n on n.oid = t.typnamespace and ${isIn('reach')}
		left join pg_class c on c.oid = t.typrelid
	where (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c'))
		and ${notOfExtension('pg_type', 't.oid')} and (t.typrelid = 0 or ${notOfExtension('pg_class', 't.typrelid')})
	order by n.nspname, t.typname`;

export function toType(raw: RawType): UserType {
	const named = { schema: raw.nspname, name: raw.typname };
	const comment = raw.description === null ? {} : { comment: raw.description };
	switch (raw.typtype) {
		case 'e':
			return { kind: 'enum', ...named, labels: raw.labels ?? [], ...comment };
		case 'c':
			return { kind: 'composite', ...named, attributes: raw.attributes ?? [], ...comment };
		case 'r':
			return { kind: 'range', ...named, subtype: raw.subtype ?? '', ...comment };
		case 'd':
			return {
				kind: 'domain',
				...named,
				baseType: raw.basetype ?? '',
				nullable: !raw.typnotnull,
				...(raw.typdefault !== null && { default: raw.typdefault }),
				checks: (raw.checks ?? []).map(({ name, expression, valid }) => ({ name, expression, ...(!valid && { notValid: true }) })),
				...comment,
			};
	}
}
