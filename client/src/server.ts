/** Starts the language server in a process of its own and keeps it alive: one restart after a crash, then the user decides. */

import { type ExtensionContext, type LogOutputChannel, l10n, Uri, window, workspace } from 'vscode';
import {
	CloseAction,
	ErrorAction,
	type ErrorHandler,
	LanguageClient,
	RevealOutputChannelOn,
	State,
	TransportKind,
} from 'vscode-languageclient/node';

import { type InitializationOptions, notifications } from '../../server/src/protocol';
import { crashes } from './crashes';
import { restart } from './restart';
import { serverFlags } from './serverFlags';

const documents = [
	...['file', 'untitled', 'vscode-vfs'].map(scheme => ({ scheme, language: 'migration-spec' })),
	// These keep the language that YAML files have, and get our diagnostics beside those of whoever else looks at them.
	{ scheme: 'file', pattern: '**/.crosswalk/{connections,settings}.{yaml,yml}' },
];

/** Everything that a spec reads of the disk. */
const watched = ['**/*.{migration,mapping}.{yaml,yml}', '**/.crosswalk/**', '**/*.csv'];

/** The client of a server that is starting. A failure to start is told to the user, not thrown. */
export function startServer(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
	const module = context.asAbsolutePath('dist/server.js');
	const transport = TransportKind.ipc;
	const watchers = watched.map(pattern => workspace.createFileSystemWatcher(pattern));
	const server: LanguageClient = new LanguageClient(
		'crosswalk',
		'Crosswalk',
		{
			run: { module, transport, options: { execArgv: [...serverFlags] } },
			debug: { module, transport, options: { execArgv: [...serverFlags, '--inspect=6009'] } },
		},
		{
			documentSelector: documents,
			synchronize: { fileEvents: watchers },
			initializationOptions: (): InitializationOptions => ({
				trusted: workspace.isTrusted,
				rulePages: Uri.joinPath(context.extensionUri, 'docs', 'rules').toString(),
			}),
			outputChannel: log,
			// A message in the log is no reason to take the user's screen.
			revealOutputChannelOn: RevealOutputChannelOn.Never,
			initializationFailedHandler: () => false,
			errorHandler: errorHandler(log, () => server),
		},
	);
	context.subscriptions.push(
		...watchers,
		workspace.onDidGrantWorkspaceTrust(() => server.isRunning() && server.sendNotification(notifications.trusted)),
	);
	// The client tells the user of a start that failed.
	server.start().catch(error => log.error(error));
	return server;
}

function errorHandler(log: LogOutputChannel, server: () => LanguageClient): ErrorHandler {
	const seen = crashes();
	return {
		error: error => {
			log.error(error);
			return { action: ErrorAction.Continue, handled: true };
		},
		closed: () => {
			// The client tells the user of a start that failed, and what ends at its start will end there again.
			if (server().state === State.Starting) return { action: CloseAction.DoNotRestart, handled: true };
			if (seen.mayRestart(Date.now())) {
				log.warn('The language server ended unexpectedly and was restarted.');
				return { action: CloseAction.Restart, handled: true };
			}
			offerRestart(
				l10n.t('The Crosswalk language server ended twice in a few minutes: specs are not checked until it runs again.'),
				log,
				server(),
			);
			return { action: CloseAction.DoNotRestart, handled: true };
		},
	};
}

async function offerRestart(message: string, log: LogOutputChannel, server: LanguageClient): Promise<void> {
	const choice = await window.showErrorMessage(message, l10n.t('Restart'), l10n.t('Show Log'));
	if (choice === l10n.t('Show Log')) log.show();
	if (choice === l10n.t('Restart')) await restart(server).catch(error => log.error(error));
}
