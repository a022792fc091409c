/** The extension's entry: starts the language server and registers what VS Code shows. Holds no intelligence; that is the server's. */

import type { ExtensionContext } from 'vscode';
import { window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { answerConfirm } from './connections/confirm';
import { answerSecret } from './connections/secret';
import { makePanels } from './panel/panels';
import { listenToProgress } from './panel/runProgress';
import { registerCommands } from './registerCommands';
import { startServer } from './server';
import { showCatalogStatus } from './status/catalogStatus';

let server: LanguageClient | undefined;

/** Called by VS Code when the first spec is opened. Does not wait for the server. */
export function activate(context: ExtensionContext): void {
	const log = window.createOutputChannel('Crosswalk', { log: true });
	server = startServer(context, log);
	const panels = makePanels(context);
	const progress = listenToProgress(server);
	context.subscriptions.push(
		log,
		panels,
		progress,
		answerSecret(server, context.secrets),
		answerConfirm(server),
		showCatalogStatus(server),
		...registerCommands({ server, log, panels, progress }),
	);
}

/** Called by VS Code before it ends; it waits for the promise. */
export async function deactivate(): Promise<void> {
	if (server?.needsStop()) await server.stop();
}
