/** Where a connection leads: its parts, or its URL taken apart. Opens nothing. No message here quotes a URL, as it may hold a password. */

import type { ConnectionSettings } from '../engine';
import { DatabaseFailure } from '../engine';

export interface Address {
	/** A path that starts with `/` is a Unix socket's folder. */
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password?: string;
	readonly ssl: ConnectionSettings['ssl'];
}

const sslModes: readonly string[] = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'] satisfies ConnectionSettings['ssl'][];

/** Throws a failure of kind `settings` when something is missing. A URL's own `sslmode` wins over `ssl`. */
export function addressOf(settings: ConnectionSettings): Address {
	const parts = settings.url === undefined ? settings : { ...settings, ...partsOfUrl(settings, settings.url) };
	const { host = 'localhost', port = 5432, database, user, password, ssl } = parts;
	if (!user) throw incomplete(settings, 'names no user; add "user" to its entry in connections.yaml');
	if (!database) throw incomplete(settings, 'names no database; add "database" to its entry in connections.yaml');
	return { host, port, database, user, ssl, ...(password ? { password } : {}) };
}

/** `host:port/database`, for messages. */
export function renderAddress({ host, port, database }: Pick<Address, 'host' | 'port' | 'database'>): string {
	return `${host.includes(':') ? `[${host}]` : host}:${port}/${database}`;
}

function partsOfUrl(settings: ConnectionSettings, url: string): Partial<Address> {
	const parsed = parseUrl(url);
	// An unescaped `/`, `?` or `#` in a password moves its rest into the path, where a message would show it.
	if (!parsed || /[@/?#]/.test(parsed.path) || /[@#]/.test(url.slice(url.indexOf('?') + 1 || url.length))) {
		const hint = 'write it as postgres://user@host:5432/database, with special characters percent-encoded';
		throw incomplete(settings, `has a url that cannot be read; ${hint}`);
	}
	const { host, port, user, password, query } = parsed;
	const mode = query.get('sslmode') ?? settings.ssl;
	if (!sslModes.includes(mode)) throw incomplete(settings, `has an unknown sslmode in its url; use one of ${sslModes.join(', ')}`);
	return {
		host: query.get('host') ?? (host || undefined),
		port: port === '' ? undefined : Number(port),
		database: parsed.path || undefined,
		user: user || undefined,
		password: password || undefined,
		ssl: mode as ConnectionSettings['ssl'],
	};
}

function parseUrl(url: string) {
	try {
		const { protocol, hostname, port, pathname, username, password, searchParams } = new URL(url);
		if (protocol !== 'postgres:' && protocol !== 'postgresql:') return undefined;
		return {
			host: decodeURIComponent(hostname.replace(/^\[(.*)\]$/, '$1')),
			port,
			path: decodeURIComponent(pathname.slice(1)),
			user: decodeURIComponent(username),
			password: decodeURIComponent(password),
			query: searchParams,
		};
	} catch {
		return undefined;
	}
}

function incomplete(settings: ConnectionSettings, what: string): DatabaseFailure {
	return new DatabaseFailure('settings', settings.name, `The connection "${settings.name}" ${what}`);
}
