/** Operators and casts that do not come with PostgreSQL; those of extensions too. */

import type { Cast, Operator } from '../../../core/catalog/catalog';
import { volatilities } from './functions';
import { isIn } from './scope';

export interface RawOperator {
	readonly nspname: string;
	readonly oprname: string;
	readonly lefttype: string | null;
	readonly righttype: string;
	readonly resulttype: string;
	readonly function: string;
	readonly provolatile: keyof typeof volatilities;
}

/** Postfix operators (13 only) are left out: no SQL for later versions can use them. */
export const operatorsSql = `
	select nspname, oprname, lefttype, righttype, resulttype, function, provolatile
	from (
		select n.nspname, o.oprname, case when o.oprleft <> 0 then format_type(o.oprleft, null) end as lefttype,
			format_type(o.oprright, null) as righttype, format_type(o.oprresult, null) as resulttype,
			pn.nspname || '.' || p.proname as function, p.provolatile
		from pg_operator o join pg_namespace n on n.oid = o.oprnamespace and ${isIn('reach')}
			join pg_proc p on p.oid = o.oprcode join pg_namespace pn on pn.oid = p.pronamespace
		where o.oprright <> 0
	) o
	order by nspname, oprname, lefttype collate "C" nulls first, righttype collate "C"`;

export function toOperator(raw: RawOperator): Operator {
	return {
		schema: raw.nspname,
		name: raw.oprname,
		...(raw.lefttype !== null && { left: raw.lefttype }),
		right: raw.righttype,
		result: raw.resulttype,
		function: raw.function,
		volatility: volatilities[raw.provolatile],
	};
}

export interface RawCast {
	readonly sourcetype: string;
	readonly targettype: string;
	readonly castcontext: keyof typeof contexts;
	readonly function: string | null;
}

const contexts = { i: 'implicit', a: 'assignment', e: 'explicit' } as const satisfies Record<string, Cast['context']>;

/** Casts have no schema; what initdb makes has an oid below 16384 (PostgreSQL 18 sources, access/transam.h, FirstNormalObjectId). */
export const castsSql = `
	select sourcetype, targettype, castcontext, function
	from (
		select format_type(c.castsource, null) as sourcetype, format_type(c.casttarget, null) as targettype, c.castcontext,
			n.nspname || '.' || p.proname as function
		from pg_cast c left join pg_proc p on p.oid = c.castfunc left join pg_namespace n on n.oid = p.pronamespace
		where c.oid >= 16384
	) c
	order by sourcetype collate "C", targettype collate "C"`;

export function toCast(raw: RawCast): Cast {
	return {
		source: raw.sourcetype,
		target: raw.targettype,
		context: contexts[raw.castcontext],
		...(raw.function !== null && { function: raw.function }),
	};
}
