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

export const functionsSql = `
	select nspname, proname, prokind, argtypes, hasvariadic, pronargdefaults, rettype, proretset, provolatile, proisstrict, lanname
	from (
		select n.nspname, p.proname, p.prokind, p.provariadic <> 0 as hasvariadic, p.pronargdefaults, p.proretset, p.provolatile, p.proisstrict, l.lanname,
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
