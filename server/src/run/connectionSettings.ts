/**
 * Turns an entry of `connections.yaml` into settings that an engine can use: variables are replaced, the password is sought. Opens nothing.
 * Order of passwords: the entry (a variable), the editor's secret storage, `~/.pgpass`. An empty password counts as none.
 */

import type { ConnectionEntry } from '../core/spec/connections';
import { parseDurationMs } from '../core/spec/formats';
import type { Text } from '../core/spec/spec';
import { type ConnectionSettings, DatabaseFailure } from '../engines/engine';
import { pgpassPassword } from './pgpass';

/** What may be asked for while a connection is resolved. */
export interface SecretWorld {
	variable(name: string): string | undefined;
	/** The text of a file named relative to the connections file, or absolute. */
	file(path: string): string | undefined;
	/** The editor's secret storage. */
	secret?(connection: string, address: string): Promise<string | undefined>;
	/** The text of `~/.pgpass`, or of the file that PGPASSFILE names. */
	pgpass?(): string | undefined;
}

const defaultStatementTimeoutMs = 5 * 60_000;
const defaultConnectTimeoutMs = 10_000;

/** Throws `DatabaseFailure` of kind `settings` when the entry is incomplete or a variable is not set. */
export async function resolveConnection(entry: ConnectionEntry, world: SecretWorld): Promise<ConnectionSettings> {
	const name = entry.name.text;
	const value = (text: Text | undefined) => text && withVariables(text.text, name, world);
	const port = value(entry.port);
	if (port !== undefined && !/^\d{1,5}$/.test(port)) throw incomplete(name, `its port is not a number`);
	const settings: ConnectionSettings = {
		name,
		engine: 'postgres',
		url: value(entry.url),
		host: value(entry.host),
		port: port === undefined ? undefined : Number(port),
		database: value(entry.database),
		user: value(entry.user),
		password: value(entry.password) || undefined,
		ssl: sslOf(entry),
		ca: certificate(value(entry.ca), name, world),
		environment: value(entry.environment),
		schemas: entry.schemas.length > 0 ? entry.schemas.map(schema => schema.text) : undefined,
		statementTimeoutMs: statementTimeout(entry),
		connectTimeoutMs: defaultConnectTimeoutMs,
	};
	if (settings.password !== undefined || settings.url !== undefined) return settings;
	const { host = 'localhost', database = '', user = '' } = settings;
	const address = `${user}@${host}:${settings.port ?? 5432}/${database}`;
	const kept = await world.secret?.(name, address);
	const password = kept || pgpassPassword(world.pgpass?.() ?? '', { host, port: settings.port ?? 5432, database, user });
	return { ...settings, password: password || undefined };
}

/** Replaces every `${env:NAME}`. */
function withVariables(text: string, connection: string, world: SecretWorld): string {
	return text.replace(/\$\{env:([^}]+)\}/g, (_, variable: string) => {
		const value = world.variable(variable);
		if (value === undefined || value === '')
			throw incomplete(connection, `the environment variable "${variable}" is not set; set it and try again`);
		return value;
	});
}

function statementTimeout({ name, statementTimeout: written }: ConnectionEntry): number {
	if (!written) return defaultStatementTimeoutMs;
	const timeoutMs = parseDurationMs(written.text);
	if (timeoutMs === undefined)
		throw incomplete(name.text, `its statement_timeout "${written.text}" is no duration; write it like 90s or 5m`);
	return timeoutMs;
}

const sslWords = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;

function sslOf({ ssl }: ConnectionEntry): ConnectionSettings['ssl'] {
	return sslWords.find(word => word === ssl?.text) ?? 'prefer';
}

function certificate(file: string | undefined, connection: string, world: SecretWorld): string | undefined {
	if (file === undefined) return undefined;
	const text = world.file(file);
	if (text === undefined) throw incomplete(connection, `its certificate authority file "${file}" is not there`);
	return text;
}

function incomplete(connection: string, problem: string): DatabaseFailure {
	return new DatabaseFailure('settings', connection, `The connection "${connection}" cannot be opened: ${problem}`);
}
