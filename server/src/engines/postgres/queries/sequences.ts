/** Sequences, and the columns that own them. Their values are data, not schema. */

import type { Sequence } from '../../../core/catalog/catalog';
import { isIn, notOfExtension } from './scope';

export interface RawSequence {
	readonly nspname: string;
	readonly relname: string;
	readonly type: string;
	/** 64-bit numbers are text: JSON would round them. */
	readonly seqstart: string;
	readonly seqincrement: string;
	readonly seqmin: string;
	readonly seqmax: string;
	readonly seqcycle: boolean;
	readonly ownernspname: string | null;
	readonly ownerrelname: string | null;
	readonly ownerattname: string | null;
}

/** The dependency is automatic (a) of a serial column and internal (i) of an identity column. */
export const sequencesSql = `
	select n.nspname, c.relname, format_type(s.seqtypid, null) as type, s.seqstart::text, s.seqincrement::text, s.seqmin::text, s.seqmax::text, s.seqcycle,
		tn.nspname as ownernspname, t.relname as ownerrelname, a.attname as ownerattname
	from pg_sequence s join pg_class c on c.oid = s.seqrelid join pg_namespace n on n.oid = c.relnamespace and ${isIn('schemas')}
		left join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and d.refclassid = 'pg_class'::regclass
			and d.deptype in ('a', 'i') and d.refobjsubid > 0
		left join pg_class t on t.oid = d.refobjid left join pg_namespace tn on tn.oid = t.relnamespace
		left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
	where ${notOfExtension('pg_class', 'c.oid')}
	order by n.nspname, c.relname`;

export function toSequence(raw: RawSequence): Sequence {
	const { ownernspname: schema, ownerrelname: table, ownerattname: column } = raw;
	return {
		schema: raw.nspname,
		name: raw.relname,
		type: raw.type,
		start: raw.seqstart,
		increment: raw.seqincrement,
		minimum: raw.seqmin,
		maximum: raw.seqmax,
		cycle: raw.seqcycle,
		...(schema !== null && table !== null && column !== null && { ownedBy: { schema, table, column } }),
	};
}
