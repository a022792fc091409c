/**
 * Reads a whole catalog in one round trip and one snapshot, from pg_catalog of PostgreSQL 13 to 18. (information_schema hides what a
 * reader may not read, and its join for foreign keys takes minutes.) Every query is our own text; nothing of the user's SQL comes here.
 */

import { createHash } from 'node:crypto';
import pg from 'pg';
import { grouped } from '../../core/base/grouped';
import type { Catalog, Schema, Table } from '../../core/catalog/catalog';
import type { ConnectionSettings } from '../engine';
import { DatabaseFailure } from '../engine';
import type { OpenConnection } from './connect';
import { openConnection } from './connect';
import type { RawDetail } from './queries/details';
import { detailsOf, detailsSql } from './queries/details';
import type { RawFunction } from './queries/functions';
import { functionsSql, toFunction } from './queries/functions';
import type { RawConstraint, RawUniqueIndex } from './queries/keys';
import { constraintsSql, toCheck, toForeignKey, toUniqueKey, toUniqueKeyOfIndex, uniqueIndexesSql } from './queries/keys';
import type { RawCast, RawOperator } from './queries/operators';
import { castsSql, operatorsSql, toCast, toOperator } from './queries/operators';
import type { RawSchema } from './queries/schemas';
import { schemasSql } from './queries/schemas';
import { beginSql, scopeSql } from './queries/scope';
import type { RawSequence } from './queries/sequences';
import { sequencesSql, toSequence } from './queries/sequences';
import type { RawSettings } from './queries/settings';
import { settingsSql, toSettings } from './queries/settings';
import type { RawSize } from './queries/sizes';
import { sizesSql } from './queries/sizes';
import type { RawTable } from './queries/tables';
import { tableKinds, tablesSql, toColumns } from './queries/tables';
import type { RawTrigger } from './queries/triggers';
import { toTrigger, triggersSql } from './queries/triggers';
import type { RawType } from './queries/types';
import { toType, typesSql } from './queries/types';
import { runner } from './statements';

/** The queries whose rows are facts of the schema. Their rows hold names only, no oids, so equal schemas give equal rows. */
const factQueries = {
	settings: settingsSql,
	schemas: schemasSql,
	tables: tablesSql,
	details: detailsSql,
	constraints: constraintsSql,
	uniqueIndexes: uniqueIndexesSql,
	triggers: triggersSql,
	types: typesSql,
	functions: functionsSql,
	operators: operatorsSql,
	casts: castsSql,
	sequences: sequencesSql,
};

/**
 * A hash of the very rows that introspection reads, so it changes exactly when they do. Here the server makes it; `hashOf` makes the same
 * one of rows that were sent.
 */
export const fingerprintSql = `select md5(concat_ws(' ', ${Object.values(factQueries)
	.map(sql => `(select md5(convert_to(string_agg(row_to_json(q)::text, E'\n'), 'UTF8')) from (${sql}) q)`)
	.join(', ')}))`;

/** A row as the server wrote it, and what it says. */
interface Line {
	readonly text: string;
	readonly row: unknown;
}

/** Called as each row arrives, so that most of the reading is done while the server still works on the rest. */
function readLine(text: string): Line {
	return { text, row: JSON.parse(text) };
}

/** The JSON lines of each fact query. A query without rows has no hash. */
function hashOf(facts: readonly (readonly Line[])[]): string {
	const md5 = (text: string) => createHash('md5').update(text).digest('hex');
	return md5(facts.flatMap(lines => (lines.length === 0 ? [] : [md5(lines.map(line => line.text).join('\n'))])).join(' '));
}

interface RawCatalog {
	readonly settings: readonly RawSettings[];
	readonly schemas: readonly RawSchema[];
	readonly tables: readonly RawTable[];
	readonly details: readonly RawDetail[];
	readonly constraints: readonly RawConstraint[];
	readonly uniqueIndexes: readonly RawUniqueIndex[];
	readonly triggers: readonly RawTrigger[];
	readonly types: readonly RawType[];
	readonly functions: readonly RawFunction[];
	readonly operators: readonly RawOperator[];
	readonly casts: readonly RawCast[];
	readonly sequences: readonly RawSequence[];
	readonly sizes: readonly RawSize[];
}

/** Throws `DatabaseFailure`; one of kind `settings` when a listed schema is not there. */
export function introspect(settings: ConnectionSettings, signal?: AbortSignal): Promise<Catalog> {
	return withConnection(settings, signal, async connection => {
		const names = [...Object.keys(factQueries), 'sizes'];
		const sqls = [...Object.values(factQueries), sizesSql].map(sql => `select row_to_json(q) from (${sql}) q`);
		const results = await ask<Line>(connection, sqls, signal);
		const raw = Object.fromEntries(names.map((name, i) => [name, results[i]?.map(line => line.row)])) as unknown as RawCatalog;
		checkSchemas(settings, raw.schemas);
		return toCatalog(raw, hashOf(results.slice(0, -1)));
	});
}

/** The `fingerprint` that `introspect` would give: the server reads and hashes the same rows, and sends the hash. */
export function fingerprint(settings: ConnectionSettings, signal?: AbortSignal): Promise<string> {
	return withConnection(settings, signal, async connection => {
		const [lines = []] = await ask<string>(connection, [fingerprintSql], signal);
		return lines[0] ?? '';
	});
}

async function withConnection<T>(
	settings: ConnectionSettings,
	signal: AbortSignal | undefined,
	work: (connection: OpenConnection) => Promise<T>,
): Promise<T> {
	const connection = await openConnection(settings, signal);
	try {
		return await work(connection);
	} finally {
		await connection.close();
	}
}

/** The rows of each of `sqls`, of one column (`Line` of json, else string), all sent as one simple query. */
async function ask<T extends Line | string>(
	connection: OpenConnection,
	sqls: readonly string[],
	signal: AbortSignal | undefined,
): Promise<readonly (readonly T[])[]> {
	const text = [...beginSql, ...scopeSql(connection.settings), ...sqls].join(';\n');
	const types = { getTypeParser: (type: number) => (type === pg.types.builtins.JSON ? readLine : String) };
	const results = await runner(connection)(() => connection.client.query<[T]>({ text, rowMode: 'array', types }), { signal });
	const all = results as unknown as readonly pg.QueryArrayResult<[T]>[];
	return all.slice(-sqls.length).map(result => result.rows.map(([value]) => value));
}

function checkSchemas({ name, schemas = [] }: ConnectionSettings, found: readonly RawSchema[]): void {
	const known = new Set(found.filter(schema => schema.listed).map(schema => schema.nspname));
	const missing = schemas.find(schema => !known.has(schema));
	if (missing === undefined) return;
	const message = `"${name}" has no schema "${missing}"; correct "schemas" of its entry in connections.yaml`;
	throw new DatabaseFailure('settings', name, message);
}

function toCatalog(raw: RawCatalog, fingerprint: string): Catalog {
	const [settings] = raw.settings;
	if (!settings) throw new Error('The query for settings gave no row');
	const tables = groupBy(toTables(raw), table => table.schema);
	const types = groupBy(raw.types.map(toType), type => type.schema);
	const functions = groupBy(raw.functions.map(toFunction), one => one.schema);
	const sequences = groupBy(raw.sequences.map(toSequence), sequence => sequence.schema);
	return {
		engine: 'postgres',
		version: Number(settings.server_version_num),
		fingerprint,
		settings: toSettings(settings),
		schemas: raw.schemas.map(
			({ nspname, description }): Schema => ({
				name: nspname,
				...(description !== null && { comment: description }),
				tables: tables(nspname),
				types: types(nspname),
				functions: functions(nspname),
				sequences: sequences(nspname),
			}),
		),
		casts: raw.casts.map(toCast),
		operators: raw.operators.map(toOperator),
	};
}

function toTables(raw: RawCatalog): readonly Table[] {
	const details = groupBy(raw.details, tableOf);
	const constraints = groupBy(raw.constraints, tableOf);
	const uniqueIndexes = groupBy(raw.uniqueIndexes, tableOf);
	const triggers = groupBy(raw.triggers, tableOf);
	const sizes = groupBy(raw.sizes, tableOf);
	return raw.tables.map((table): Table => {
		const key = tableOf(table);
		const own = constraints(key);
		const primaryKey = own.find(one => one.contype === 'p');
		const uniqueKeys = [...own.filter(one => one.contype === 'u').map(toUniqueKey), ...uniqueIndexes(key).map(toUniqueKeyOfIndex)];
		const [size] = sizes(key);
		return {
			schema: table.nspname,
			name: table.relname,
			kind: tableKinds[table.relkind],
			...(table.description !== null && { comment: table.description }),
			...(table.partitions !== null && { partitions: table.partitions }),
			...(size && size.reltuples !== null && { estimatedRows: size.reltuples }),
			...(size && size.bytes !== null && { bytes: size.bytes }),
			columns: toColumns(table, detailsOf(details(key))),
			...(primaryKey && { primaryKey: toUniqueKey(primaryKey) }),
			uniqueKeys: uniqueKeys.sort((one, other) => (one.name < other.name ? -1 : 1)),
			foreignKeys: own.filter(one => one.contype === 'f').map(toForeignKey),
			checks: own.filter(one => one.contype === 'c').map(toCheck),
			triggers: triggers(key).map(toTrigger),
		};
	});
}

/** No name has a NUL. */
function tableOf(raw: { readonly nspname: string; readonly relname: string }): string {
	return `${raw.nspname}\0${raw.relname}`;
}

/** The items of a key, in their order; none of an unknown one. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): (key: string) => readonly T[] {
	const groups = grouped(items, keyOf);
	return key => groups.get(key) ?? [];
}
