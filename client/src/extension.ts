/** The extension's entry: starts the language server and registers what VS Code shows. Holds no intelligence; that is the server's. */

import type { ExtensionContext } from 'vscode';
import { window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { answerSecret } from './connections/secret';
import { registerCommands } from './registerCommands';
import { startServer } from './server';
import { showCatalogStatus } from './status/catalogStatus';

let server: LanguageClient | undefined;

/** Called by VS Code when the first spec is opened. Does not wait for the server. */
export function activate(context: ExtensionContext): void {
	const log = window.createOutputChannel('Crosswalk', { log: true });
	server = startServer(context, log);
	context.subscriptions.push(log, answerSecret(server, context.secrets), showCatalogStatus(server), ...registerCommands({ server, log }));
}

/** Called by VS Code before it ends; it waits for the promise. */
export async function deactivate(): Promise<void> {
	if (server?.needsStop()) await server.stop();
}
