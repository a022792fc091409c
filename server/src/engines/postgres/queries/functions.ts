/** Functions, aggregates, window functions and procedures; those of extensions too, as SQL may call them. */

import type { UserFunction, Volatility } from '../../../core/catalog/catalog';
import { isIn } from './scope';

export interface RawFunction {
	readonly nspname: string;
	readonly proname: string;
	readonly prokind: keyof typeof kinds;
	readonly argtypes: readonly string[];
	readonly hasvariadic: boolean;
	readonly pronargdefaults: number;
	readonly rettype: string;
	readonly proretset: boolean;
	readonly provolatile: keyof typeof volatilities;
	readonly proisstrict: boolean;
	readonly lanname: string;
}

const kinds = { f: 'function', a: 'aggregate', w: 'window', p: 'procedure' } as const satisfies Record<string, UserFunction['kind']>;

export const volatilities = { i: 'immutable', s: 'stable', v: 'volatile' } as const satisfies Record<string, Volatility>;

/**
 * PostgreSQL calls every aggregate immutable, whatever the functions that it is made of do. The letters i, s and v stand in the order of
 * what they allow.
 */
const worstOfAggregate = `(
			select max(part.provolatile::text collate "C")
			from pg_aggregate a join pg_proc part on part.oid in (a.aggtransfn, a.aggfinalfn, a.aggmtransfn, a.aggminvtransfn, a.aggmfinalfn)
			where a.aggfnoid = p.oid
		)`;

export const functionsSql = `
	select nspname, proname, prokind, argtypes, hasvariadic, pronargdefaults, rettype, proretset, provolatile, proisstrict, lanname
	from (
		select n.nspname, p.proname, p.prokind, p.provariadic <> 0 as hasvariadic, p.pronargdefaults, p.proretset, p.proisstrict, l.lanname,
			coalesce(${worstOfAggregate}, p.provolatile::text) as provolatile,
			array(select format_type(u.type, null) from unnest(p.proargtypes) with ordinality u(type, place) order by u.place) as argtypes,
			format_type(p.prorettype, null) as rettype
		from pg_proc p join pg_namespace n on n.oid = p.pronamespace and ${isIn('reach')} join pg_language l on l.oid = p.prolang
	) f
	order by nspname, proname, argtypes collate "C"`;

export function toFunction(raw: RawFunction): UserFunction {
	return {
		schema: raw.nspname,
		name: raw.proname,
		kind: kinds[raw.prokind],
		arguments: raw.argtypes,
		...(raw.hasvariadic && { variadic: true }),
		...(raw.pronargdefaults > 0 && { defaults: raw.pronargdefaults }),
		result: raw.rettype,
		...(raw.proretset && { set: true }),
		volatility: volatilities[raw.provolatile],
		strict: raw.proisstrict,
		language: raw.lanname,
	};
}
