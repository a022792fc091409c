/** A language server and its client in one process, over two pipes: what an editor would say and hear. Files are in memory. */

import path from 'node:path';
import { PassThrough } from 'node:stream';
import {
	CodeLensRefreshRequest,
	CodeLensRequest,
	ConfigurationRequest,
	createConnection,
	createProtocolConnection,
	DidChangeTextDocumentNotification,
	DidOpenTextDocumentNotification,
	type InitializeParams,
	InitializeRequest,
	type ProtocolConnection,
	PublishDiagnosticsNotification,
	type PublishDiagnosticsParams,
	ShutdownRequest,
	StreamMessageReader,
	StreamMessageWriter,
	type TextDocumentClientCapabilities,
	type WorkspaceClientCapabilities,
} from 'vscode-languageserver/node';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import type { Engine } from '../../server/src/engines/engine';
import type { Files } from '../../server/src/files/files';
import { serve } from '../../server/src/lsp/serve';
import { memoryRuns, memorySources } from './memorySources';

export interface EditorOptions {
	readonly engine?: Engine;
	readonly trusted?: boolean;
	readonly rulePages?: string;
	readonly variables?: Readonly<Record<string, string>>;
	/** What the editor answers for the section `crosswalk`; an editor without settings is never asked. */
	readonly settings?: unknown;
	/** What it can do with documents; default: nothing that it must say. */
	readonly textDocument?: TextDocumentClientCapabilities;
	/** What it can do with the workspace, beside refreshing lenses. */
	readonly workspace?: WorkspaceClientCapabilities;
}

export interface Editor {
	readonly client: ProtocolConnection;
	/** How often the server asked for lenses to be asked for again. */
	lensRefreshes(): number;
	/** Opens a file as it is on disk. */
	open(file: string): Promise<void>;
	/** Replaces the whole text. */
	change(file: string, text: string): Promise<void>;
	/** `title | title | title` of each mapping. */
	lenses(file: string): Promise<readonly string[]>;
	/** The next diagnostics of the file that satisfy the test, the last ones if they do. */
	diagnostics(file: string, isWanted: (diagnostics: PublishDiagnosticsParams) => boolean): Promise<PublishDiagnosticsParams>;
	/** As an editor ends: what is under way is over before. */
	close(): Promise<void>;
}

export function uriOf(file: string): string {
	return `file://${file}`;
}

/** `files`: texts by absolute path; writes go into it. */
export async function openEditor(files: Map<string, string>, options: EditorOptions = {}): Promise<Editor> {
	const [toServer, toClient] = [new PassThrough(), new PassThrough()];
	serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), {
		files: memoryFiles(files),
		engine: options.engine ?? noEngine,
		variable: name => options.variables?.[name],
		ready: loadSqlParser(),
	});
	const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
	let refreshes = 0;
	let versions = 0;
	const published = new Map<string, PublishDiagnosticsParams>();
	const waiting = new Set<() => void>();
	client.onRequest(CodeLensRefreshRequest.type, () => void refreshes++);
	client.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => options.settings));
	client.onNotification(PublishDiagnosticsNotification.type, params => {
		published.set(params.uri, params);
		for (const look of waiting) look();
	});
	client.listen();
	const initialize: InitializeParams = {
		processId: null,
		rootUri: null,
		workspaceFolders: [{ uri: uriOf('/'), name: 'test' }],
		capabilities: {
			workspace: { ...options.workspace, codeLens: { refreshSupport: true }, configuration: 'settings' in options },
			textDocument: options.textDocument,
		},
		initializationOptions: { trusted: options.trusted ?? true, rulePages: options.rulePages },
	};
	await client.sendRequest(InitializeRequest.type, initialize);
	await client.sendNotification('initialized', {});
	return {
		client,
		lensRefreshes: () => refreshes,
		open: file =>
			client.sendNotification(DidOpenTextDocumentNotification.type, {
				textDocument: { uri: uriOf(file), languageId: 'migration-spec', version: ++versions, text: files.get(file) ?? '' },
			}),
		change: (file, text) =>
			client.sendNotification(DidChangeTextDocumentNotification.type, {
				textDocument: { uri: uriOf(file), version: ++versions },
				contentChanges: [{ text }],
			}),
		async lenses(file) {
			const lenses = (await client.sendRequest(CodeLensRequest.type, { textDocument: { uri: uriOf(file) } })) ?? [];
			const byLine = new Map<number, string[]>();
			for (const { range, command } of lenses)
				byLine.set(range.start.line, [...(byLine.get(range.start.line) ?? []), command?.title ?? '']);
			return [...byLine.values()].map(titles => titles.join(' | '));
		},
		diagnostics: (file, isWanted) =>
			new Promise(resolve => {
				const look = () => {
					const last = published.get(uriOf(file));
					if (!last || !isWanted(last)) return;
					waiting.delete(look);
					resolve(last);
				};
				waiting.add(look);
				look();
			}),
		async close() {
			await client.sendRequest(ShutdownRequest.type);
			client.dispose();
			toServer.end();
			toClient.end();
		},
	};
}

function memoryFiles(files: Map<string, string>): Files {
	return {
		...memorySources(files),
		absolute: (cwd, name) => path.posix.resolve(cwd, name),
		shown: (cwd, name) => path.posix.relative(cwd, name),
		modifiedAt: name => (files.has(name) ? 0 : undefined),
		isFolder: name => !files.has(name),
		specsBelow: () => [...files.keys()].filter(file => /\.migration\.ya?ml$/.test(file)).sort(),
		writeAtomically: (name, text) => void files.set(name, text),
		...memoryRuns(files),
		home: () => undefined,
	};
}

const noDatabase = async (): Promise<never> => {
	throw new Error('This editor has no database');
};
const noEngine: Engine = { connect: noDatabase, introspect: noDatabase, fingerprint: noDatabase };
