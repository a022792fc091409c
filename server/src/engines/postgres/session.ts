/**
 * A session: one connection in one REPEATABLE READ READ ONLY transaction. User SQL goes by the extended protocol, and only when the
 * server says that it returns rows: COMMIT, COPY … TO PROGRAM, LOCK, NOTIFY and DO are refused before they run. What a SELECT may call
 * (functions with effects) is not judged here, but where SQL is analysed.
 */

import type pg from 'pg';
import { quoteLiteral } from '../../core/sql/quote';
import type { ConnectionSettings, Session, SessionInfo, SessionOptions, TextRow } from '../engine';
import { DatabaseFailure } from '../engine';
import type { OpenConnection } from './connect';
import { openConnection } from './connect';
import type { Field, Reply } from './exchange';
import { closePortal, openPortal, prepare, readPortal } from './exchange';
import { fingerprintSql } from './introspect';
import { scopeSql } from './queries/scope';
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
export async function openSession(settings: ConnectionSettings, signal?: AbortSignal, options: SessionOptions = {}): Promise<Session> {
	const { purpose, isShared = false } = options;
	const connection = await openConnection(settings, signal, purpose);
	return await closingOnFailure(connection, async () => {
		const { info, snapshot } = await begin(connection, isShared, signal);
		const known = { ...info, ...(await positionOf(connection, info.standby, signal)) };
		const session = sessionOn(connection, known);
		if (snapshot === undefined) return session;
		return { ...session, beside: besideSignal => openBeside(settings, besideSignal, purpose, known, snapshot) };
	});
}

async function openBeside(
	settings: ConnectionSettings,
	signal: AbortSignal | undefined,
	purpose: string | undefined,
	info: SessionInfo,
	snapshot: string,
): Promise<Session> {
	const connection = await openConnection(settings, signal, purpose);
	return await closingOnFailure(connection, async () => {
		const sql = [...beginSql(settings, snapshot), savepointSql].join(';\n');
		await runner(connection)(() => simpleQuery(connection.client, sql), { signal });
		return sessionOn(connection, info);
	});
}

async function closingOnFailure<T>(connection: OpenConnection, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		await connection.close();
		throw error;
	}
}

const textSettings = {
	timezone: 'UTC',
	datestyle: 'ISO, YMD',
	intervalstyle: 'iso_8601',
	extra_float_digits: 1,
	bytea_output: 'hex',
	standard_conforming_strings: 'on',
};

/**
 * Settings that make text forms equal on every server, and timeouts. `row_security = off` turns rows hidden by a policy from silence into
 * an error: a count of some rows is no count. A snapshot can be joined only before the first query of a transaction.
 */
function beginSql(settings: ConnectionSettings, joined?: string): readonly string[] {
	const values: Readonly<Record<string, string | number>> = {
		client_encoding: 'UTF8',
		statement_timeout: settings.statementTimeoutMs,
		lock_timeout: lockTimeoutMs,
		idle_in_transaction_session_timeout: idleTimeoutMs,
		...textSettings,
		row_security: 'off',
		jit: 'off',
	};
	return [
		'begin isolation level repeatable read read only',
		...(joined === undefined ? [] : [`set transaction snapshot ${quoteLiteral(joined)}`]),
		...Object.entries(values).map(([name, value]) => `set local ${name} = '${value}'`),
		memorySql,
	];
}

/** Enough to sort and group without files at the server, and little for a server that talks to a few of us. More than that is left as it is. */
const memorySql = `select set_config('work_mem', greatest(pg_size_bytes(current_setting('work_mem')) / 1024, 65536) || 'kB', true),
	set_config('hash_mem_multiplier', greatest(current_setting('hash_mem_multiplier')::numeric, 2)::text, true)`;

const infoSql = `select current_setting('server_version_num'), current_setting('server_encoding'), pg_is_in_recovery()::text,
	to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
/** PostgreSQL refuses it in a subtransaction, so before the savepoint (PostgreSQL 18 manual, 9.28.5). */
const exportSql = 'select pg_export_snapshot()';
const savepointSql = `savepoint ${savepoint}`;

async function begin(
	connection: OpenConnection,
	isShared: boolean,
	signal: AbortSignal | undefined,
): Promise<{ readonly info: SessionInfo; readonly snapshot?: string }> {
	const { client, settings } = connection;
	const sql = [...beginSql(settings), infoSql, ...(isShared ? [exportSql] : []), savepointSql];
	try {
		const results = await runner(connection)(() => simpleQuery(client, sql.join(';\n')), { signal });
		const answers = results.filter(rows => rows.length > 0).map(rows => rows[0] ?? []);
		const [version, encoding, standby, snapshotAt] = answers[1] ?? [];
		const snapshot = isShared ? answers[2]?.[0] : undefined;
		const info = { version: Number(version), encoding: encoding ?? '', snapshotAt: snapshotAt ?? '', standby: standby === 'true' };
		return { info, ...(snapshot ? { snapshot } : {}) };
	} catch (error) {
		// An administrator may have revoked the function: then one connection reads everything.
		if (!isShared || !(error instanceof DatabaseFailure) || error.kind === 'lost') throw error;
		await runner(connection)(() => simpleQuery(client, 'rollback'), { signal });
		return begin(connection, false, signal);
	}
}

const lsnSql = 'select pg_current_wal_lsn()::text';
const standbySql = `select pg_last_wal_replay_lsn()::text, case when pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then 0
	else extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000 end::bigint::text`;

/** Apart, as an administrator may have revoked these functions. */
async function positionOf(
	connection: OpenConnection,
	isStandby: boolean,
	signal: AbortSignal | undefined,
): Promise<Pick<SessionInfo, 'lsn' | 'lagMs'>> {
	try {
		const sql = isStandby ? standbySql : lsnSql;
		const rows = await runner(connection, savepoint)(() => simpleQuery(connection.client, sql), { signal });
		const [lsn, lagMs] = rows.flat()[0] ?? [];
		return { ...(lsn ? { lsn } : {}), ...(lagMs ? { lagMs: Number(lagMs) } : {}) };
	} catch (error) {
		if (error instanceof DatabaseFailure && error.kind !== 'lost') return {};
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
		describe: (sql, signal) => run(async () => types(await prepareRows(connection, sql)), { sql, readsNothing: true, signal }),
		query(sql, signal) {
			const task = async () => {
				await prepareRows(connection, sql);
				return (await openPortal(client, '', 0)).rows;
			};
			return run(task, { sql, signal });
		},
		fingerprint: signal => run(() => fingerprintOf(connection), { signal }),
		stream: (sql, options = {}) => stream(connection, run, sql, options.batchRows ?? defaultBatchRows, options.signal),
		bytesReceived: () => connection.bytesReceived(),
		close: () => connection.close(),
	};
}

/** As introspection sees it, with the settings that a connection has by itself; a session's own are back when it is over. */
async function fingerprintOf({ client, settings }: OpenConnection): Promise<string> {
	const own = Object.keys(textSettings).map(name => `set local ${name} to default`);
	const sql = [...own, ...scopeSql(settings), fingerprintSql, `rollback to ${savepointSql}`];
	const results = await simpleQuery(client, sql.join(';\n'));
	return results.at(-2)?.[0]?.[0] ?? '';
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
