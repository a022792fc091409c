/**
 * Turns every error of the driver, the network and the server into one sentence: what is wrong, why, what to try. Never shows a password
 * or a URL: sentences are made of the connection's name, its address and the server's own words.
 */

import { assertNever } from '../../core/base/assertNever';
import { utf16OfCodePoints } from '../../core/sql/positions';
import type { ConnectionSettings, FailureKind } from '../engine';
import { DatabaseFailure } from '../engine';
import type { Address } from './address';
import { renderAddress } from './address';

/** What was being done when it failed. */
export type Doing =
	| { readonly kind: 'connecting' }
	| {
			readonly kind: 'statement';
			readonly sql?: string;
			/** Nothing of a table has been read, so that the server can only speak of what is written in the statement. */
			readonly readsNothing?: true;
	  };

/** What pg and Node put on their errors; nothing of it is certain. */
interface RawError {
	readonly code?: string;
	readonly message?: string;
	readonly hint?: string;
	readonly position?: string;
}

interface Told {
	readonly kind: FailureKind;
	readonly text: string;
}

/** The failure that `error` means. A `DatabaseFailure` is given back as it is. */
export function failureOf(error: unknown, settings: ConnectionSettings, address: Address, doing: Doing): DatabaseFailure {
	if (error instanceof DatabaseFailure) return error;
	const known = withoutSecrets(typeof error === 'object' && error !== null ? error : { message: String(error) }, settings, address);
	const raw = settings.hidesValues && doing.kind === 'statement' && !doing.readsNothing ? withoutValues(known) : known;
	const told = tell(raw, settings, address, doing);
	const sql = doing.kind === 'statement' ? doing.sql : undefined;
	return new DatabaseFailure(told.kind, settings.name, told.text, {
		...(raw.code === undefined ? {} : { code: raw.code }),
		...(isSqlState(raw.code) && raw.message !== undefined ? { serverMessage: raw.message } : {}),
		...(raw.position === undefined || sql === undefined ? {} : { position: utf16OfCodePoints(sql, Number(raw.position) - 1) }),
	});
}

/** Nobody knows what a server says in its own words: a password in them is covered, as it is and as a URL would write it. */
function withoutSecrets(raw: RawError, settings: ConnectionSettings, address: Address): RawError {
	const passwords = [settings.password, address.password].flatMap(one => one || []);
	const covered = (text: string | undefined) =>
		passwords
			.flatMap(password => [password, encodeURIComponent(password)])
			.reduce<string | undefined>((sofar, secret) => sofar?.replaceAll(secret, '***'), text);
	const { code, message, hint, position } = raw;
	return { code, message: covered(message), hint: covered(hint), position };
}

/**
 * The classes of codes whose words name values: data exceptions, and what functions raise in words of their own (appendix A of the PostgreSQL
 * 18 manual).
 */
function withoutValues(raw: RawError): RawError {
	if (raw.code === undefined || !/^(22...|P0...)$/.test(raw.code)) return raw;
	return {
		...raw,
		message: `a value is not what it should be (${raw.code}); the server's words are kept back, as they may hold it`,
		hint: undefined,
	};
}

/** The failure of a server that asks for a password when there is none. */
export function missingPassword(settings: ConnectionSettings, address: Address): DatabaseFailure {
	const text = `${label(settings, address)} asks for the password of the user "${address.user}", and none is given; set the one that its entry in connections.yaml names`;
	return new DatabaseFailure('refused-password', settings.name, text);
}

function tell(raw: RawError, settings: ConnectionSettings, address: Address, doing: Doing): Told {
	if (isSqlState(raw.code)) return tellServer(raw, raw.code, settings, address);
	switch (doing.kind) {
		case 'connecting':
			return tellConnecting(raw, settings, address);
		case 'statement':
			return {
				kind: 'lost',
				text: `The connection to ${label(settings, address)} was lost (${raw.code ?? raw.message}); the server may have been restarted or the network interrupted: try again`,
			};
		default:
			return assertNever(doing);
	}
}

function tellConnecting(raw: RawError, settings: ConnectionSettings, address: Address): Told {
	const who = label(settings, address);
	const message = raw.message ?? '';
	const tls = tellTls(raw, who, address);
	if (tls) return tls;
	switch (raw.code) {
		case 'ECONNREFUSED':
		case 'ENOENT':
			return unreachable(`${who} cannot be reached: nothing listens there; check that the server runs, and the host and port`);
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return unreachable(`${who} cannot be reached: the host "${address.host}" is not known; check its spelling, and your network or VPN`);
	}
	if (raw.code === 'ETIMEDOUT' || message === 'timeout expired') {
		const seconds = settings.connectTimeoutMs / 1000;
		return unreachable(
			`${who} cannot be reached: no answer within ${seconds} s; check the host and port, and any firewall or VPN on the way`,
		);
	}
	if (message.startsWith('Connection terminated') || raw.code === 'ECONNRESET' || raw.code === 'EPIPE') {
		return unreachable(`${who} closed the connection before it was made; check that a PostgreSQL server listens on this port`);
	}
	return unreachable(`${who} cannot be reached (${raw.code ?? message}); check the host and port`);
}

function tellTls(raw: RawError, who: string, address: Address): Told | undefined {
	const message = raw.message ?? '';
	if (message === noTls) {
		return unreachable(
			`${who} does not offer an encrypted connection, and "ssl: ${address.ssl}" asks for one; turn on TLS at the server, or use "ssl: prefer"`,
		);
	}
	if (message === 'There was an error establishing an SSL connection') {
		return unreachable(`${who} answers, but does not speak PostgreSQL's protocol; check the port`);
	}
	if (raw.code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
		return unreachable(
			`${who} has a certificate of another host than "${address.host}"; use the host's name that it is made for, or "ssl: verify-ca"`,
		);
	}
	if (raw.code === 'CERT_HAS_EXPIRED') return unreachable(`${who} has a certificate that has expired; renew it at the server`);
	if (raw.code !== undefined && /CERT|SIGNATURE|ISSUER/.test(raw.code)) {
		return unreachable(`${who} has a certificate that cannot be trusted (${raw.code}); give the authority that signed it as "ca"`);
	}
	if (raw.code?.startsWith('ERR_SSL') || raw.code === 'EPROTO') {
		return unreachable(`${who} cannot agree on an encrypted connection (${raw.code}); check the server's TLS versions`);
	}
	return undefined;
}

/** What pg says when the server answers the request for TLS with no. */
export const noTls = 'The server does not support SSL connections';

/** Codes of appendix A of the PostgreSQL 18 manual. */
function tellServer({ message = '', hint }: RawError, code: string, settings: ConnectionSettings, address: Address): Told {
	const who = label(settings, address);
	const words = withoutStop(hint ? `${withoutStop(message)} (${hint})` : message);
	switch (code) {
		case '28P01':
			return { kind: 'refused-password', text: `${who} refuses the password of the user "${address.user}"; check both` };
		case '28000':
			return {
				kind: 'refused-password',
				text: `${who} does not let the user "${address.user}" in: ${words}; check the user, and pg_hba.conf at the server`,
			};
		case '3D000':
			return { kind: 'settings', text: `${who} has no database "${address.database}"; check its spelling` };
		case '42501':
			return {
				kind: 'no-permission',
				text: `${who} does not let the user "${address.user}" read this: ${words}; grant what is missing, or use another user`,
			};
		case '57014':
			return tellEnded(message, who, settings);
		case '55P03':
			return { kind: 'timeout', text: `${who} made us wait too long for a lock: ${words}; try again when no schema change is running` };
		case '25006':
			return { kind: 'query', text: `${who} refuses the statement, as Crosswalk only reads: ${words}` };
		case '42P01':
		case '42703':
		case '3F000':
			return {
				kind: 'changed',
				text: `${who} is not as its catalog says: ${words}; refresh the catalog with "crosswalk introspect ${settings.name}"`,
			};
		case '53300':
			return unreachable(`${who} has no free connections: ${words}; try again, or raise max_connections`);
		case '57P03':
			return unreachable(`${who} does not take connections: ${words}; try again in a moment`);
		case '40001':
			return {
				kind: 'other',
				text: `${who} gave up the statement: ${words}; on a standby, turn on hot_standby_feedback or read from the primary`,
			};
	}
	if (isLoss(code)) return { kind: 'lost', text: `The connection to ${who} was lost: ${words}; try again` };
	if (/^(5[348]|XX|F0)/.test(code)) return { kind: 'other', text: `${who} cannot do this: ${words} (${code})` };
	return { kind: 'query', text: `${who} refuses the statement: ${words}` };
}

/** A timeout and a cancel by somebody else have the same code; the words tell them apart, unless the server speaks another language. */
function tellEnded(message: string, who: string, settings: ConnectionSettings): Told {
	if (/user request/.test(message)) return { kind: 'other', text: `${who} had the statement cancelled by somebody else; try again` };
	const seconds = settings.statementTimeoutMs / 1000;
	return {
		kind: 'timeout',
		text: `${who} did not finish the statement within ${seconds} s; raise "statement_timeout" of the connection, or read less at once`,
	};
}

/** Admin shutdown, crash, dropped database, idle timeouts, connection exceptions; but no protocol violation (08P01). */
export function isLoss(code: string): boolean {
	return /^(57P0[1245]|25P0[34]|08(?!P01)...)$/.test(code);
}

function unreachable(text: string): Told {
	return { kind: 'unreachable', text };
}

function label(settings: ConnectionSettings, address: Address): string {
	return `"${settings.name}" (${renderAddress(address)})`;
}

function isSqlState(code: string | undefined): code is string {
	return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && code !== 'EPIPE';
}

function withoutStop(text: string): string {
	return text.replace(/[.!\s]+$/, '');
}
