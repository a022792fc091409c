/** All of the extension but its commands: starts the language server and registers what VS Code shows. Holds no intelligence; that is the server's. */

import { type ExtensionContext, type LogOutputChannel, Uri, workspace } from 'vscode';
import type { CommandContext } from './commandContext';
import { answerConfirm } from './connections/confirm';
import { answerSecret } from './connections/secret';
import { answerPage, refreshPanel } from './panel/answerPage';
import { watchCutovers } from './panel/cutoverWatch';
import { makePanels } from './panel/panels';
import { listenToProgress } from './panel/runProgress';
import { guarded } from './registerCommands';
import { startServer } from './server';
import { showCatalogStatus } from './status/catalogStatus';
import { provideTasks } from './tasks';
import { testExplorer } from './tests/testExplorer';
import { makeViews } from './views/views';

/** Does not wait for the server. */
export function start(context: ExtensionContext, log: LogOutputChannel): CommandContext {
	const server = startServer(context, log);
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
	);
	return commandContext;
}
