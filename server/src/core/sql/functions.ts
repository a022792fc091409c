/**
 * Judges functions. What is immutable or stable may run, except a list of those that reach outside, run SQL of their own or leave
 * something behind; what is volatile may not, except a short list. Judges names, not arguments: the worst overload counts.
 */

import { lazy } from '../base/memo';
import { nearestName } from '../base/nearest';
import type { FunctionKnowledge, SqlNames } from './analysis';
import {
	AGGREGATE_FUNCTIONS,
	FUNCTION_COLUMNS,
	IMMUTABLE_FUNCTIONS,
	STABLE_FUNCTIONS,
	TYPE_NAMES,
	UNTYPED_FUNCTIONS,
	VOLATILE_FUNCTIONS,
	WINDOW_FUNCTIONS,
} from './builtins';

/** Volatile, but without effect: they give another value each time, and that is all. */
const ALLOWED_VOLATILE = new Set(
	'array_sample array_shuffle clock_timestamp gen_random_uuid random random_normal timeofday uuidv4 uuidv7'.split(' '),
);

/**
 * Not volatile by their declaration, and still refused, in any schema: those of pg_catalog that read whole tables or schemas by name,
 * assign a transaction id, load libraries or read the server's files; those of extensions that run the SQL in their arguments (`crosstab`,
 * `connectby`, `xpath_table`), connect elsewhere (`dblink`) or read documents (`xslt_process`).
 */
const DENIED = new RegExp(
	`^(?:${[
		'(?:query|table|cursor|schema|database)_to_xml(?:schema|_and_xmlschema)?',
		'txid_current|pg_current_xact_id',
		'(?:fmgr_c|fmgr_internal|fmgr_sql|plpgsql)_validator',
		'pg_tablespace_location|pg_config|pg_timezone_names|pg_available_extensions|pg_available_extension_versions|pg_extension_update_paths',
		'(?:pg_ls|pg_read|pg_stat_file|pg_logical|pg_replication|pg_file|binary_upgrade)(?:_.*)?',
		'lo_(?:close|creat|create|export|from_bytea|get|import|lseek|lseek64|open|put|tell|tell64|truncate|truncate64|unlink)|loread|lowrite',
		'dblink(?:_.*)?|postgres_fdw_.*',
		'crosstab[0-9n]*|connectby|xpath_table|xslt_process|ts_stat|ts_rewrite|set_config',
	].join('|')})$`,
);

const UNSAFE: FunctionKnowledge = { volatility: 'volatile', aggregate: false, window: false, unsafe: true };

/** What pg_catalog has under that name; of a type's name, the cast that it can be called as. Undefined when there is nothing. */
export function builtinFunction(name: string): FunctionKnowledge | undefined {
	return builtins().get(name);
}

/** The nearest built-in function, for a message. */
export function nearestBuiltin(name: string): string | undefined {
	return nearestName(name, builtins().keys());
}

/**
 * How a call of that name behaves, from the built-in functions and from what `names` knows. A built-in function that the user's own
 * functions overload is as bad as the worst of them.
 */
export function knowFunction(names: SqlNames, schema: string | undefined, name: string): FunctionKnowledge | 'unknowable' | undefined {
	const builtin = schema === undefined || schema === 'pg_catalog' ? builtinFunction(name) : undefined;
	const known = schema === 'pg_catalog' ? undefined : names.functions(schema, name);
	if (known === undefined || known === 'unknowable') return builtin ?? (DENIED.test(name) ? UNSAFE : known);
	const ownVolatile = known.volatility === 'volatile' && builtin?.volatility !== 'volatile';
	const unsafe = known.unsafe || ownVolatile || DENIED.test(name) || builtin?.unsafe === true;
	if (!builtin) return { ...known, unsafe };
	const volatility = ownVolatile ? 'volatile' : builtin.volatility;
	return {
		...known,
		volatility,
		unsafe,
		aggregate: known.aggregate || builtin.aggregate,
		window: known.window && builtin.window,
		columns: undefined,
	};
}

/** Whether a function may run inside a read-only session. */
export function isSafeFunction(knowledge: FunctionKnowledge): boolean {
	return !knowledge.unsafe;
}

const builtins = lazy((): ReadonlyMap<string, FunctionKnowledge> => {
	const aggregates = new Set(AGGREGATE_FUNCTIONS.split(' '));
	const windows = new Set(WINDOW_FUNCTIONS.split(' '));
	const untyped = new Set(UNTYPED_FUNCTIONS.split(' '));
	const columns = new Map(
		FUNCTION_COLUMNS.split(' ').map(entry => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1).split(',')]),
	);
	const found = new Map<string, FunctionKnowledge>();
	function add(list: string, volatility: FunctionKnowledge['volatility']): void {
		for (const name of list.split(' ')) {
			const unsafe = DENIED.test(name) || (volatility === 'volatile' && !ALLOWED_VOLATILE.has(name));
			const result = untyped.has(name) ? undefined : (columns.get(name) ?? 'scalar');
			found.set(name, { volatility, unsafe, aggregate: aggregates.has(name), window: windows.has(name), columns: result });
		}
	}
	add(TYPE_NAMES, 'stable');
	add(IMMUTABLE_FUNCTIONS, 'immutable');
	add(STABLE_FUNCTIONS, 'stable');
	add(VOLATILE_FUNCTIONS, 'volatile');
	return found;
});
