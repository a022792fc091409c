/**
 * A session: one connection in one REPEATABLE READ READ ONLY transaction. User SQL goes by the extended protocol, and only when the
 * server says that it returns rows: COMMIT, COPY … TO PROGRAM, LOCK, NOTIFY and DO are refused before they run. What a SELECT may call
 * (functions with effects) is not judged here, but where SQL is analysed.
 */

import type pg from 'pg';
import type { ConnectionSettings, Session, SessionInfo, TextRow } from '../engine';
import { DatabaseFailure } from '../engine';
import type { OpenConnection } from './connect';
import { openConnection } from './connect';
import type { Field, Reply } from './exchange';
import { closePortal, openPortal, prepare, readPortal } from './exchange';
import type { Run } from './statements';
import { runner } from './statements';
import { typeNames } from './typeNames';

const savepoint = 'crosswalk';
/** A transaction whose reader died (a laptop that sleeps) does not hold back the server's vacuum for ever. */
const idleTimeoutMs = 3_600_000;
const lockTimeoutMs = 10_000;
/** A batch of a stream grows to about this much. */
const batchBytes = 2_000_000;
const firstBatchRows = 100;
const defaultBatchRows = 20_000;

/** Opens a session; its snapshot is taken before this returns. */
export async function openSession(settings: ConnectionSettings, signal?: AbortSignal): Promise<Session> {
	const connection = await openConnection(settings, signal);
	try {
		const info = await begin(connection, signal);
		return sessionOn(connection, info);
	} catch (error) {
		await connection.close();
		throw error;
	}
}

/**
 * Settings that make text forms equal on every server, and timeouts. `row_security = off` turns rows hidden by a policy from silence into
 * an error: a count of some rows is no count. A snapshot to share would have to be exported before the savepoint (PostgreSQL refuses it in
 * a subtransaction).
 */
function beginSql(settings: ConnectionSettings): string {
	const values: Readonly<Record<string, string | number>> = {
		client_encoding: 'UTF8',
		statement_timeout: settings.statementTimeoutMs,
		lock_timeout: lockTimeoutMs,
		idle_in_transaction_session_timeout: idleTimeoutMs,
		timezone: 'UTC',
		datestyle: 'ISO, YMD',
		intervalstyle: 'iso_8601',
		extra_float_digits: 1,
		bytea_output: 'hex',
		standard_conforming_strings: 'on',
		row_security: 'off',
		jit: 'off',
	};
	return [
		'begin isolation level repeatable read read only',
		...Object.entries(values).map(([name, value]) => `set local ${name} = '${value}'`),
		`select current_setting('server_version_num'), current_setting('server_encoding'), pg_is_in_recovery()::text,
			to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
		`savepoint ${savepoint}`,
	].join(';\n');
}

const lsnSql = 'select (case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end)::text';

async function begin(connection: OpenConnection, signal: AbortSignal | undefined): Promise<SessionInfo> {
	const { client, settings } = connection;
	const rows = await runner(connection)(() => simpleQuery(client, beginSql(settings)), { signal });
	const [version, encoding, standby, snapshotAt] = rows.flat()[0] ?? [];
	const lsn = await lsnOf(connection, signal);
	return {
		version: Number(version),
		encoding: encoding ?? '',
		snapshotAt: snapshotAt ?? '',
		standby: standby === 'true',
		...(lsn === undefined ? {} : { lsn }),
	};
}

/** Apart, as an administrator may have revoked these functions. */
async function lsnOf(connection: OpenConnection, signal: AbortSignal | undefined): Promise<string | undefined> {
	try {
		const rows = await runner(connection, savepoint)(() => simpleQuery(connection.client, lsnSql), { signal });
		return rows.flat()[0]?.[0] ?? undefined;
	} catch (error) {
		if (error instanceof DatabaseFailure && error.kind !== 'lost') return undefined;
		throw error;
	}
}

/** Our own text by the simple protocol: the rows of each statement. */
async function simpleQuery(client: pg.Client, sql: string): Promise<readonly (readonly TextRow[])[]> {
	const results = await client.query<(string | null)[]>({ text: sql, rowMode: 'array' });
	const all: readonly pg.QueryArrayResult<(string | null)[]>[] = Array.isArray(results) ? results : [results];
	return all.map(result => result.rows);
}

function sessionOn(connection: OpenConnection, info: SessionInfo): Session {
	const { client, settings } = connection;
	const run = runner(connection, savepoint);
	const types = typeNames(client);
	return {
		connection: settings.name,
		info,
		describe: (sql, signal) => run(async () => types(await prepareRows(connection, sql)), { sql, signal }),
		query(sql, signal) {
			const task = async () => {
				await prepareRows(connection, sql);
				return (await openPortal(client, '', 0)).rows;
			};
			return run(task, { sql, signal });
		},
		stream: (sql, options = {}) => stream(connection, run, sql, options.batchRows ?? defaultBatchRows, options.signal),
		close: () => connection.close(),
	};
}

/** The columns of `sql`. Throws when it would return no rows: such a statement does something, and is never executed. */
async function prepareRows({ client, settings }: OpenConnection, sql: string): Promise<readonly Field[]> {
	if (sql.includes('\0'))
		throw new DatabaseFailure('query', settings.name, `"${settings.name}" cannot take a statement with a NUL character`);
	const { fields } = await prepare(client, sql);
	if (fields) return fields;
	throw new DatabaseFailure(
		'query',
		settings.name,
		`"${settings.name}" was not asked: the statement returns no rows, and Crosswalk only reads`,
	);
}

let portals = 0;

async function* stream(
	connection: OpenConnection,
	run: Run,
	sql: string,
	batchRows: number,
	signal: AbortSignal | undefined,
): AsyncGenerator<readonly TextRow[]> {
	const { client } = connection;
	const portal = `crosswalk_${++portals}`;
	const options = { sql, signal };
	let reply = await run(async () => {
		await prepareRows(connection, sql);
		return openPortal(client, portal, Math.min(firstBatchRows, batchRows));
	}, options);
	try {
		while (reply.suspended) {
			yield reply.rows;
			const rows = nextRows(reply, batchRows);
			reply = await run(() => readPortal(client, portal, rows), options);
		}
		if (reply.rows.length > 0) yield reply.rows;
	} finally {
		// An error has closed the portal already, and closing none is no error.
		if (!connection.isLost()) await run(() => closePortal(client, portal), {}).catch(() => {});
	}
}

/** As many rows as make a good batch, judged by the last one: wide rows must not fill the memory. */
function nextRows({ rows, bytes }: Reply, batchRows: number): number {
	const rowBytes = Math.max(1, bytes / Math.max(1, rows.length));
	return Math.max(1, Math.min(batchRows, Math.floor(batchBytes / rowBytes)));
}
