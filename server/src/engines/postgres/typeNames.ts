/** Names the types of described columns. Asks the server once for each type and modifier. */

import type pg from 'pg';
import type { DescribedColumn } from '../engine';
import type { Field } from './exchange';

/** Sends our own text only, inside of a transaction. A column of a domain has the domain's base type: servers send no more. */
export function typeNames(client: pg.Client): (fields: readonly Field[]) => Promise<readonly DescribedColumn[]> {
	const known = new Map<string, string>();
	return async fields => {
		const unknown = [...new Set(fields.map(keyOf))].filter(key => !known.has(key));
		if (unknown.length > 0) for (const [key, name] of await askNames(client, unknown)) known.set(key, name);
		return fields.map(field => ({ name: field.name, type: known.get(keyOf(field)) ?? 'unknown' }));
	};
}

/** `oid, typmod`: both are numbers, so it is SQL too. */
function keyOf({ dataTypeID, dataTypeModifier }: Field): string {
	return `${dataTypeID}, ${dataTypeModifier}`;
}

/** `format_type` leaves out a schema that is on the search path, so the path is emptied; rolling back restores it. */
async function askNames(client: pg.Client, keys: readonly string[]): Promise<readonly (readonly [string, string])[]> {
	const sql = [
		'savepoint crosswalk_types',
		'set local search_path = pg_catalog',
		`select oid || ', ' || typmod, format_type(oid, typmod) from (values (${keys.map(key => key.replace(',', '::oid,')).join('), (')})) v(oid, typmod)`,
		'rollback to savepoint crosswalk_types',
		'release savepoint crosswalk_types',
	].join(';\n');
	const results = (await client.query<[string, string]>({ text: sql, rowMode: 'array' })) as unknown as readonly {
		rows: [string, string][];
	}[];
	return results.flatMap(result => result.rows);
}
