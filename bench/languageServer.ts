/** Drives a language server over stdio as an editor does, and takes the time. Knows nothing of the server that it drives. */

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
	createProtocolConnection,
	type InitializeResult,
	type ProtocolConnection,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { median } from './median';

/** How to start a server, and what it is to be told. */
export interface ServerPlan {
	readonly name: string;
	readonly command: readonly string[];
	readonly languageId: string;
	/** How often it publishes when the file is opened. */
	readonly opensWith: 1 | 2;
	/** What it waits after a change before it begins. */
	readonly debounceMs: number;
	/** The answer to `workspace/configuration`, by section. */
	readonly settings: Readonly<Record<string, unknown>>;
}

export interface Measured {
	readonly diagnostics: number;
	/** To the first diagnostics, and to all of them. */
	readonly firstMs: number;
	readonly openMs: number;
	/** Of the processor, from the opening to all diagnostics, all threads. Undefined where the system does not tell. */
	readonly openCpuMs?: number;
	/** Beyond the debounce. */
	readonly keystrokeMs: number;
	/** Right after a keystroke. Undefined when the server does not offer it, as is the next one. */
	readonly completionMs?: number;
	readonly hoverMs?: number;
	/** When all diagnostics are there, and at the end. */
	readonly openRssMb: number;
	readonly rssMb: number;
}

/** Opens `file` and types into it: a letter into the mapping of each of `names`, and away again. */
export async function measureServer(plan: ServerPlan, file: string, names: readonly string[]): Promise<Measured> {
	const [command = '', ...args] = plan.command;
	const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
	const editor = await startEditor(child, plan, file);
	try {
		const startedCpuMs = cpuMsOf(child) ?? 0;
		const { firstMs, openMs, diagnostics } = await editor.open();
		const openedCpuMs = cpuMsOf(child);
		const openRssMb = rssMbOf(child);
		const keystrokes: number[] = [];
		const completions: number[] = [];
		const hovers: number[] = [];
		for (const name of names) {
			keystrokes.push(await editor.type(name, 'x'), await editor.type(name, ''));
			if (editor.offers.hoverProvider) hovers.push(await editor.ask('textDocument/hover', name));
		}
		for (const name of names) {
			if (!editor.offers.completionProvider) break;
			const published = editor.type(name, 'x');
			completions.push(await editor.ask('textDocument/completion', name));
			await published;
			await editor.type(name, '');
		}
		return {
			diagnostics,
			firstMs,
			openMs,
			openCpuMs: openedCpuMs === undefined ? undefined : openedCpuMs - startedCpuMs,
			keystrokeMs: median(keystrokes) - plan.debounceMs,
			completionMs: completions.length === 0 ? undefined : median(completions),
			hoverMs: hovers.length === 0 ? undefined : median(hovers),
			openRssMb,
			rssMb: rssMbOf(child),
		};
	} finally {
		await editor.end();
	}
}

function rssMbOf({ pid }: ChildProcess): number {
	return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;
}

/** What all threads of the process used, as Linux tells it: in hundredths of a second. */
function cpuMsOf({ pid }: ChildProcess): number | undefined {
	const file = `/proc/${pid}/stat`;
	if (!existsSync(file)) return undefined;
	// The name of the process, which may hold anything, ends with the last parenthesis.
	const fields = readFileSync(file, 'utf8')
		.replace(/^.*\) /s, '')
		.split(' ');
	return (Number(fields[11]) + Number(fields[12])) * 10;
}

interface Editor {
	readonly offers: InitializeResult['capabilities'];
	open(): Promise<Pick<Measured, 'firstMs' | 'openMs' | 'diagnostics'>>;
	/** Writes `letters` behind the quantity of the mapping `name`, in place of what was written there before. The time to the diagnostics. */
	type(name: string, letters: string): Promise<number>;
	ask(method: string, name: string): Promise<number>;
	end(): Promise<void>;
}

async function startEditor(child: ChildProcess, plan: ServerPlan, file: string): Promise<Editor> {
	if (!child.stdin || !child.stdout) throw new Error(`${plan.name} has no standard streams`);
	const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
	const uri = pathToFileURL(file).href;
	const lines = readFileSync(file, 'utf8').split('\n');
	let version = 1;
	let heard: (count: number) => void = () => undefined;
	/** The diagnostics of the file that are published next, as a count. */
	const next = () => new Promise<number>(resolve => (heard = resolve));
	connection.onNotification('textDocument/publishDiagnostics', params => {
		if (params.uri === uri && (params.version ?? version) === version) heard(params.diagnostics.length);
	});
	const { capabilities } = await initialize(connection, plan, path.dirname(file));
	const place = (name: string) => {
		const line = lines.findIndex((text, n) => text.startsWith('      quantity:') && lines[n - 11] === `  ${name}:`);
		return { line, character: '      quantity: s.quantity'.length };
	};
	const written = new Map<string, number>();
	return {
		offers: capabilities,
		async open() {
			const text = lines.join('\n');
			const startMs = performance.now();
			const published = next();
			await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: plan.languageId, version, text } });
			let diagnostics = await published;
			const firstMs = performance.now() - startMs;
			if (plan.opensWith === 2) diagnostics = await next();
			return { diagnostics, firstMs, openMs: performance.now() - startMs };
		},
		async type(name, letters) {
			const start = place(name);
			const end = { ...start, character: start.character + (written.get(name) ?? 0) };
			written.set(name, letters.length);
			const startMs = performance.now();
			version++;
			const published = next();
			const contentChanges = [{ range: { start, end }, text: letters }];
			await connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges });
			await published;
			return performance.now() - startMs;
		},
		async ask(method, name) {
			const startMs = performance.now();
			await connection.sendRequest(method, { textDocument: { uri }, position: place(name) });
			return performance.now() - startMs;
		},
		async end() {
			const ended = once(child, 'exit');
			await connection.sendRequest('shutdown');
			await connection.sendNotification('exit');
			await ended;
			connection.dispose();
		},
	};
}

async function initialize(connection: ProtocolConnection, plan: ServerPlan, folder: string): Promise<InitializeResult> {
	connection.onRequest('workspace/configuration', ({ items }) =>
		items.map(({ section }: { section: string }) => plan.settings[section] ?? null),
	);
	connection.onRequest('client/registerCapability', () => null);
	connection.onRequest('workspace/codeLens/refresh', () => null);
	connection.listen();
	const rootUri = pathToFileURL(folder).href;
	const result = await connection.sendRequest<InitializeResult>('initialize', {
		processId: process.pid,
		rootUri,
		workspaceFolders: [{ uri: rootUri, name: 'bench' }],
		capabilities: { workspace: { configuration: true }, textDocument: { publishDiagnostics: { versionSupport: true } } },
	});
	await connection.sendNotification('initialized', {});
	return result;
}
