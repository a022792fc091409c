/** The routes: which message of the protocol is answered by what. Knows no feature from the inside. */

import { type Connection, type TextDocumentContentChangeEvent, TextDocumentSyncKind } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Severity } from '../core/base/problem';
import { type InitializationOptions, notifications } from '../protocol';
import { catalogRoutes } from './catalogRoutes';
import { diagnosticsLoop } from './diagnosticsLoop';
import { editRoutes } from './editRoutes';
import { navigationRoutes } from './navigationRoutes';
import type { Outside } from './outside';
import { runRoutes } from './runRoutes';
import { isCutoverLogName, makeSession, type Session, toFile } from './session';

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
	const runs = runRoutes(connection, session, outside, () => loop.touch(), log);
	catalogRoutes(connection, session, outside, () => {
		loop.touch();
		runs.refreshLenses();
	});
	const navigation = navigationRoutes(connection, session, uri => documents.get(uri), log);
	const edits = editRoutes(connection, session, uri => documents.get(uri), outside, log);
	let readsConfiguration = false;
	let hasSettings = false;

	connection.onInitialize(async ({ capabilities, workspaceFolders, rootUri, initializationOptions }) => {
		await outside.ready;
		const options = (initializationOptions ?? {}) as Partial<InitializationOptions>;
		session.isTrusted = options.trusted ?? true;
		session.rulePages = capabilities.textDocument?.publishDiagnostics?.codeDescriptionSupport ? options.rulePages : undefined;
		session.folders = (workspaceFolders?.map(folder => folder.uri) ?? (rootUri ? [rootUri] : [])).map(toFile);
		readsConfiguration = capabilities.workspace?.configuration === true;
		runs.begin({ refreshesLenses: capabilities.workspace?.codeLens?.refreshSupport === true });
		return {
			capabilities: {
				textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
				codeLensProvider: {},
				...navigation.begin(capabilities),
				...edits.begin(capabilities),
			},
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
		// What is published before the settings are known would be taken back.
		if (hasSettings) loop.opened();
	});
	connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
		const document = documents.get(uri);
		if (document) remember(TextDocument.update(document, contentChanges as TextDocumentContentChangeEvent[], version));
	});
	connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
		documents.delete(uri);
		session.close(uri);
		runs.close(uri);
		loop.touch();
	});
	connection.onDidChangeWatchedFiles(({ changes }) => {
		session.changedOnDisk(changes.map(change => change.uri));
		loop.touch();
		if (changes.some(({ uri }) => isCutoverLogName(toFile(uri)))) runs.refreshLenses();
	});
	connection.onShutdown(() => {
		loop.stop();
		runs.stop();
	});
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
		session.hiddenLenses = hiddenLenses(settings?.codeLens);
		if (hasSettings) loop.touch();
		else loop.opened();
		hasSettings = true;
		runs.refreshLenses();
	}
}

/** By the setting that switches them off: `crosswalk.codeLens.NAME`. */
const lensCommands: Readonly<Record<string, readonly string[]>> = {
	coverage: ['crosswalk.showCoverage'],
	validate: ['crosswalk.validateMapping'],
	reconcile: ['crosswalk.reconcile'],
	checks: ['crosswalk.check', 'crosswalk.recordAcceptance'],
	plan: ['crosswalk.showPlan', 'crosswalk.showCutover', 'crosswalk.cutoverStep'],
};

function hiddenLenses(settings: Readonly<Record<string, unknown>> | null | undefined): Session['hiddenLenses'] {
	if (settings?.enabled === false) return 'all';
	return Object.entries(lensCommands).flatMap(([name, commands]) => (settings?.[name] === false ? commands : []));
}
