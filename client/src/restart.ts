/** Starts the language server once more. */

import type { LanguageClient } from 'vscode-languageclient/node';

/** Whatever became of it. */
export async function restart(server: LanguageClient): Promise<void> {
	if (server.isRunning()) await server.stop();
	await server.start();
}
