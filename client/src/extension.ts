/** The extension's entry: starts the language server and registers what VS Code shows. Holds no intelligence; that is the server's. */

import type { ExtensionContext } from 'vscode';
import { Uri, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { CommandContext } from './commandContext';
import { answerConfirm } from './connections/confirm';
import { answerSecret } from './connections/secret';
import { answerPage, refreshPanel } from './panel/answerPage';
import { watchCutovers } from './panel/cutoverWatch';
import { makePanels } from './panel/panels';
import { listenToProgress } from './panel/runProgress';
import { guarded, registerCommands } from './registerCommands';
import { startServer } from './server';
import { showCatalogStatus } from './status/catalogStatus';
import { provideTasks } from './tasks';
import { testExplorer } from './tests/testExplorer';
import { makeViews } from './views/views';

let server: LanguageClient | undefined;

/** Called by VS Code when the first spec is opened. Does not wait for the server. */
export function activate(context: ExtensionContext): void {
	const log = window.createOutputChannel('Crosswalk', { log: true });
	server = startServer(context, log);
	const progress = listenToProgress(server);
	const panels = makePanels(
		context,
		(panel, message) => void guarded(commandContext, () => answerPage(commandContext, panel, message)),
		text => log.warn(text),
	);
	const views = makeViews(server);
	const sample = Uri.joinPath(context.extensionUri, 'examples', 'legacy-erp-to-cloud');
	const commandContext: CommandContext = { server, log, panels, progress, secrets: context.secrets, views, sample };
	context.subscriptions.push(
		log,
		panels,
		progress,
		views,
		answerSecret(server, context.secrets),
		answerConfirm(server),
		showCatalogStatus(server),
		// What is told of a spec may be of another one from here on.
		workspace.onDidSaveTextDocument(({ languageId }) => {
			if (languageId !== 'migration-spec') return;
			for (const panel of panels.all()) if (panel.isReady) void guarded(commandContext, () => refreshPanel(commandContext, panel));
		}),
		watchCutovers(commandContext),
		testExplorer(commandContext),
		provideTasks(Uri.joinPath(context.extensionUri, 'dist', 'cli.js')),
		...registerCommands(commandContext),
	);
}

/** Called by VS Code before it ends; it waits for the promise. */
export async function deactivate(): Promise<void> {
	if (server?.needsStop()) await server.stop();
}
