/**
 * Opens one connection: encryption, login, keep-alive. Every value comes as text. A password is asked of the settings only when the
 * server asks for one; an empty one is never sent, and a refused login is not tried again.
 */

import type { EventEmitter } from 'node:events';
import { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import pg from 'pg';
import type { ConnectionSettings } from '../engine';
import { Cancelled } from '../engine';
import type { Address } from './address';
import { addressOf } from './address';
import { failureOf, missingPassword, noTls } from './failures';

export interface OpenConnection {
	readonly settings: ConnectionSettings;
	readonly address: Address;
	readonly client: pg.Client;
	/** Whether the socket is gone. */
	isLost(): boolean;
	bytesReceived(): number;
	/** Asks the server, over a connection of its own, to end what it runs here. Returns when it was told. Never throws. */
	cancelStatement(): Promise<void>;
	/** Says goodbye, but not for long. Never throws. */
	close(): Promise<void>;
	/** Drops the socket: whatever waits for an answer fails at once. */
	destroy(): void;
}

const goodbyeMs = 2_000;
const cancelMs = 5_000;

/** Throws `DatabaseFailure`, or `Cancelled` when `signal` fires first. */
export async function openConnection(settings: ConnectionSettings, signal?: AbortSignal, purpose?: string): Promise<OpenConnection> {
	const address = addressOf(settings);
	const tls = tlsOptions(settings, address);
	const name = purpose === undefined ? 'crosswalk' : `crosswalk ${purpose}`;
	try {
		return await attempt(settings, address, tls, name, signal);
	} catch (error) {
		if (signal?.aborted) throw new Cancelled();
		const plain = address.ssl === 'prefer' && error instanceof Error && error.message === noTls;
		if (!plain) throw failureOf(error, settings, address, { kind: 'connecting' });
	}
	try {
		return await attempt(settings, address, false, name, signal);
	} catch (error) {
		if (signal?.aborted) throw new Cancelled();
		throw failureOf(error, settings, address, { kind: 'connecting' });
	}
}

/** The meaning of libpq's sslmode (PostgreSQL 18 manual, 34.19); like there, `require` with a `ca` checks it. */
function tlsOptions({ ca }: ConnectionSettings, { ssl }: Address): ConnectionOptions | false {
	if (ssl === 'disable') return false;
	if (ssl === 'verify-full') return { ca, rejectUnauthorized: true };
	const checks = ssl === 'verify-ca' || (ssl === 'require' && ca !== undefined);
	return { ca, rejectUnauthorized: checks, checkServerIdentity: () => undefined };
}

async function attempt(
	settings: ConnectionSettings,
	address: Address,
	tls: ConnectionOptions | false,
	name: string,
	signal: AbortSignal | undefined,
): Promise<OpenConnection> {
	if (signal?.aborted) throw new Cancelled();
	const socket = new Socket();
	let lost = false;
	socket.once('close', () => {
		lost = true;
	});
	const client = new pg.Client({
		host: address.host,
		port: address.port,
		database: address.database,
		user: address.user,
		password: () => passwordOf(settings, address),
		ssl: tls,
		stream: () => socket,
		keepAlive: true,
		keepAliveInitialDelayMillis: 30_000,
		connectionTimeoutMillis: settings.connectTimeoutMs,
		application_name: name,
		types: { getTypeParser: () => (value: string) => value },
	});
	// Whoever waits for an answer is told by its own rejection; an error event without a listener would end the process.
	client.on('error', () => {});
	const abort = () => void socket.destroy();
	signal?.addEventListener('abort', abort, { once: true });
	try {
		await client.connect();
	} catch (error) {
		socket.destroy();
		throw error;
	} finally {
		signal?.removeEventListener('abort', abort);
	}
	return {
		settings,
		address,
		client,
		isLost: () => lost,
		bytesReceived: () => socket.bytesRead,
		cancelStatement: () => sendCancel(client, address, tls),
		close: () => within(goodbyeMs, client.end(), () => socket.destroy()),
		destroy: () => void socket.destroy(),
	};
}

function passwordOf(settings: ConnectionSettings, address: Address): string {
	if (!address.password) throw missingPassword(settings, address);
	return address.password;
}

/** The parts of pg's connection and client that its types leave out (pg 8.23, lib/connection.js and lib/client.js). */
interface RawConnection extends EventEmitter {
	readonly stream: { destroy(): void };
	connect(portOrPath: number | string, host?: string): void;
	requestSsl(): void;
	cancel(processId: number, secretKey: number): void;
}
interface BackendKey {
	readonly processID: number;
	readonly secretKey: number;
}

/** A CancelRequest (PostgreSQL 18 manual, 54.2.8). The server closes the connection once it has signalled the backend. */
function sendCancel(client: pg.Client, { host, port }: Address, tls: ConnectionOptions | false): Promise<void> {
	const { processID, secretKey } = client as unknown as BackendKey;
	const connection = new pg.Connection({ ssl: tls }) as unknown as RawConnection;
	const told = new Promise<void>(resolve => {
		connection.once('end', resolve);
		connection.on('error', () => resolve());
		connection.once('connect', () => (tls ? connection.requestSsl() : connection.cancel(processID, secretKey)));
		connection.once('sslconnect', () => connection.cancel(processID, secretKey));
		if (host.startsWith('/')) connection.connect(`${host}/.s.PGSQL.${port}`);
		else connection.connect(port, host);
	});
	return within(cancelMs, told, () => {}).finally(() => connection.stream.destroy());
}

/** Waits for `work`, but not longer than `timeoutMs`: then `giveUp`. Never throws. */
async function within(timeoutMs: number, work: Promise<unknown>, giveUp: () => void): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<void>(resolve => {
		timer = setTimeout(() => {
			giveUp();
			resolve();
		}, timeoutMs);
	});
	try {
		await Promise.race([work, late]);
	} catch {
		// What fails here is over as well.
	} finally {
		clearTimeout(timer);
	}
}
