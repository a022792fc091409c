/** The routes: which message of the protocol is answered by what. Knows no feature from the inside. */

import {
	type CancellationToken,
	type Connection,
	LSPErrorCodes,
	ResponseError,
	type TextDocumentContentChangeEvent,
	TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Severity } from '../core/base/problem';
import { Cancelled } from '../engines/engine';
import {
	clientRequests,
	type InitializationOptions,
	notifications,
	type RefreshCatalogParams,
	requests,
	type SecretResult,
} from '../protocol';
import { diagnosticsLoop } from './diagnosticsLoop';
import type { Outside } from './outside';
import { refreshCatalog } from './requests/refreshCatalog';
import { makeSession, toFile } from './session';

/** Serves one client until it goes away. */
export function serve(connection: Connection, outside: Outside): void {
	const log = (text: string) => connection.console.error(text);
	const session = makeSession(outside, (code, error) =>
		log(`The rule ${code} failed, which is a bug of Crosswalk: ${error instanceof Error ? error.stack : String(error)}`),
	);
	const documents = new Map<string, TextDocument>();
	const loop = diagnosticsLoop(
		session,
		{
			diagnostics: (uri, version, diagnostics) =>
				void connection.sendDiagnostics({
					uri,
					version,
					diagnostics: diagnostics.map(one => ({ ...one, relatedInformation: one.relatedInformation?.map(related => ({ ...related })) })),
				}),
			catalogs: (uri, catalogs) => void connection.sendNotification(notifications.catalogs, { uri, catalogs }),
		},
		log,
	);
	let readsConfiguration = false;

	connection.onInitialize(async ({ capabilities, workspaceFolders, rootUri, initializationOptions }) => {
		await outside.ready;
		const options = (initializationOptions ?? {}) as Partial<InitializationOptions>;
		session.isTrusted = options.trusted ?? true;
		session.folders = (workspaceFolders?.map(folder => folder.uri) ?? (rootUri ? [rootUri] : [])).map(toFile);
		readsConfiguration = capabilities.workspace?.configuration === true;
		return {
			capabilities: { textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental } },
			serverInfo: { name: 'crosswalk' },
		};
	});
	connection.onInitialized(() => void readSettings());
	connection.onDidChangeConfiguration(() => void readSettings());
	connection.onNotification(notifications.trusted, () => {
		session.isTrusted = true;
		loop.touch();
	});
	connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
		remember(TextDocument.create(uri, languageId, version, text));
	});
	connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
		const document = documents.get(uri);
		if (document) remember(TextDocument.update(document, contentChanges as TextDocumentContentChangeEvent[], version));
	});
	connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
		documents.delete(uri);
		session.close(uri);
		loop.touch();
	});
	connection.onDidChangeWatchedFiles(({ changes }) => {
		session.changedOnDisk(changes.map(change => change.uri));
		loop.touch();
	});
	connection.onRequest(requests.refreshCatalog, async (params: RefreshCatalogParams, token: CancellationToken) => {
		const result = await cancellable(token, signal =>
			refreshCatalog(params, {
				session,
				outside,
				signal,
				secret: params => connection.sendRequest<SecretResult>(clientRequests.secret, params),
			}),
		);
		// Watchers may be slow, or missing in other editors.
		session.forgetDisk();
		loop.touch();
		return result;
	});
	connection.onShutdown(() => loop.stop());
	connection.listen();

	function remember(document: TextDocument): void {
		documents.set(document.uri, document);
		session.open({ uri: document.uri, version: document.version, text: document.getText() });
		loop.touch();
	}

	/** An editor may answer with nothing at all. */
	async function readSettings(): Promise<void> {
		const settings = readsConfiguration ? await connection.workspace.getConfiguration('crosswalk') : undefined;
		const rules = Object.entries((settings?.rules ?? {}) as Record<string, Severity | 'off'>);
		session.severities = new Map(rules);
		loop.touch();
	}
}

/** Runs work that ends when the client cancels; a cancelled request is answered as such. */
async function cancellable<Result>(token: CancellationToken, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
	const abort = new AbortController();
	const listening = token.onCancellationRequested(() => abort.abort());
	try {
		return await work(abort.signal);
	} catch (error) {
		if (error instanceof Cancelled || abort.signal.aborted) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
		throw error;
	} finally {
		listening.dispose();
	}
}
