/** Runs the built command line as a user does, in a process of its own, and tells what that process took. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Servers } from './servers';
import { sides } from './servers';
import type { Shape } from './shapes';

export interface Measured {
	readonly elapsedMs: number;
	readonly cpuMs: number;
	readonly rssMb: number;
	/** What came over the network from both servers. */
	readonly receivedMb: number;
	readonly stdout: string;
}

const cli = path.resolve(process.env.CROSSWALK_CLI ?? 'bin/crosswalk.js');
const meterFile = 'meter.cjs';

/** Loaded into the process before ours: counts what its sockets receive, and tells at its end what it used. */
const meter = `
const net = require('node:net');
const connect = net.Socket.prototype.connect;
const sockets = new Set();
net.Socket.prototype.connect = function (...args) { sockets.add(this); return connect.apply(this, args); };
process.on('exit', () => {
	const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
	let bytes = 0;
	for (const socket of sockets) bytes += socket.bytesRead;
	require('node:fs').writeSync(3, JSON.stringify({ maxRSS, cpu: userCPUTime + systemCPUTime, bytes }));
});
`;

/** A project with a spec for each shape; its catalogs are read by `crosswalk introspect`. */
export async function writeProject(folder: string, servers: Servers, shapes: readonly Shape[]): Promise<void> {
	mkdirSync(path.join(folder, '.crosswalk'), { recursive: true });
	writeFileSync(path.join(folder, meterFile), meter);
	const connections = sides.map(
		side => `${side}: { engine: postgres, host: 127.0.0.1, port: ${servers.at[side].port}, database: postgres, user: postgres, ssl: disable,
  password: "\${env:${side.toUpperCase()}_PASSWORD}", statement_timeout: 30m }\n`,
	);
	writeFileSync(path.join(folder, '.crosswalk', 'connections.yaml'), connections.join(''));
	for (const shape of shapes) writeFileSync(path.join(folder, specOf(shape)), renderSpec(shape));
	await introspect(folder, servers);
}

/** Again when tables have come: a comparison reads the estimates of the catalog, too. */
export async function introspect(folder: string, servers: Servers): Promise<void> {
	for (const side of sides) await runCrosswalk(folder, servers, ['introspect', side]);
}

export function runShape(folder: string, servers: Servers, shape: Shape, options: readonly string[] = []): Promise<Measured> {
	return runCrosswalk(folder, servers, ['reconcile', specOf(shape), '--format', 'json', ...options]);
}

/** Throws when it ends with neither "equal" nor "different". */
async function runCrosswalk(folder: string, servers: Servers, args: readonly string[]): Promise<Measured> {
	const startMs = performance.now();
	const child = spawn(process.execPath, ['--require', path.join(folder, meterFile), cli, ...args], {
		cwd: folder,
		env: { ...process.env, SOURCE_PASSWORD: servers.at.source.password, TARGET_PASSWORD: servers.at.target.password },
		stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
	});
	const [stdout, stderr, told] = [1, 2, 3].map(fd => collect(child.stdio[fd] as NodeJS.ReadableStream));
	const [code] = (await once(child, 'close')) as [number | null];
	const elapsedMs = performance.now() - startMs;
	if (code !== 0 && code !== 1) throw new Error(`crosswalk ${args.join(' ')} ended with ${code}:\n${stdout?.()}${stderr?.()}`);
	const { maxRSS, cpu, bytes } = JSON.parse(told?.() ?? '') as { maxRSS: number; cpu: number; bytes: number };
	return { elapsedMs, cpuMs: cpu / 1000, rssMb: maxRSS / 1024, receivedMb: bytes / 1e6, stdout: stdout?.() ?? '' };
}

function collect(stream: NodeJS.ReadableStream): () => string {
	let text = '';
	stream.setEncoding('utf8');
	stream.on('data', (chunk: string) => {
		text += chunk;
	});
	return () => text;
}

function specOf({ name }: Shape): string {
	return `${name.replace(/\W+/g, '-')}.migration.yaml`;
}

function renderSpec({ mapping }: Shape): string {
	return `crosswalk: 1
name: bench
source: { connection: source, schemas: [public] }
target: { connection: target, schemas: [public] }
mappings:
  bench:
    ${mapping}
`;
}
