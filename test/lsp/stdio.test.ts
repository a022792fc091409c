/** The bundled server as editors start it: over standard input and output, alone and by `crosswalk lsp`. */

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import {
	createProtocolConnection,
	DidOpenTextDocumentNotification,
	ExitNotification,
	InitializeRequest,
	type ProtocolConnection,
	PublishDiagnosticsNotification,
	type PublishDiagnosticsParams,
	ShutdownRequest,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver/node';

interface Started {
	readonly client: ProtocolConnection;
	readonly ended: Promise<number | null>;
}

const ways = [[['server.js', '--stdio']], [['cli.js', 'lsp', '--stdio']]];
let child: ChildProcess | undefined;

beforeAll(() => {
	if (!existsSync(path.resolve('dist', 'server.js'))) throw new Error('dist/ is not there; run npm run build');
});
afterEach(() => void child?.kill('SIGKILL'));

function start([bundle = '', ...args]: readonly string[]): Started {
	const started = spawn(process.execPath, [path.resolve('dist', bundle), ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
	child = started;
	const client = createProtocolConnection(new StreamMessageReader(started.stdout), new StreamMessageWriter(started.stdin));
	client.listen();
	return { client, ended: new Promise(resolve => started.on('exit', resolve)) };
}

function initialize(client: ProtocolConnection) {
	return client.sendRequest(InitializeRequest.type, { processId: process.pid, rootUri: null, workspaceFolders: null, capabilities: {} });
}

test.each(ways)('%s answers, checks a spec, and ends as asked', async way => {
	const { client, ended } = start(way);
	const { capabilities, serverInfo } = await initialize(client);
	expect(serverInfo).toMatchObject({ name: 'crosswalk' });
	expect(capabilities).toMatchObject({ textDocumentSync: { openClose: true, change: 2 } });
	await client.sendNotification('initialized', {});
	const published = new Promise<PublishDiagnosticsParams>(resolve => client.onNotification(PublishDiagnosticsNotification.type, resolve));
	const uri = 'untitled:shop.migration.yaml';
	await client.sendNotification(DidOpenTextDocumentNotification.type, {
		textDocument: { uri, languageId: 'migration-spec', version: 7, text: 'crosswalk: 1\nnmae: shop\n' },
	});
	const { version, diagnostics } = await published;
	expect(version).toBe(7);
	expect(diagnostics.map(({ code }) => code)).toContain('unknown-key');
	await client.sendRequest(ShutdownRequest.type);
	await client.sendNotification(ExitNotification.type);
	expect(await ended).toBe(0);
});

test.each(ways)('%s ends as a failure when it is not shut down first', async way => {
	const { client, ended } = start(way);
	await initialize(client);
	await client.sendNotification(ExitNotification.type);
	expect(await ended).toBe(1);
});
