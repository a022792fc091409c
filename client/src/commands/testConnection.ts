/** "Test connection": opens it once and says how the server's schema stands to the committed catalog. */

import { l10n, ProgressLocation, window } from 'vscode';

import { type ConnectionParams, requests, type TestResult } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { connectionOf } from '../connections/connectionOf';
import { isTrustedWorkspace } from '../connections/trusted';
import { unlessCancelled } from '../unlessCancelled';
import { refreshConnectionOf } from './refreshConnection';

export async function testConnection(context: CommandContext, argument?: unknown): Promise<void> {
	const chosen = await connectionOf(context, argument);
	if (chosen && isTrustedWorkspace()) await testConnectionOf(context, chosen.uri, chosen.connection.name);
}

export async function testConnectionOf(context: CommandContext, uri: string, connection: string): Promise<void> {
	const { server, views } = context;
	const params: ConnectionParams = { uri, connection };
	const result = await window.withProgress(
		{ location: ProgressLocation.Notification, title: l10n.t('Connecting to "{0}"', connection), cancellable: true },
		(_progress, token) => unlessCancelled(server.sendRequest<TestResult>(requests.testConnection, params, token), token),
	);
	if (!result) return;
	views.refresh();
	if (result.failure !== undefined) {
		window.showErrorMessage(result.failure);
		return;
	}
	if (result.isSame) {
		window.setStatusBarMessage(l10n.t('$(check) "{0}" can be read, and its schema is as its catalog', connection), 8000);
		return;
	}
	const why =
		result.isSame === undefined ? l10n.t('It has no catalog yet.') : l10n.t('Its schema has changed since its catalog was taken.');
	const choice = await window.showInformationMessage(l10n.t('"{0}" can be read. {1}', connection, why), l10n.t('Refresh Catalog'));
	if (choice !== undefined) await refreshConnectionOf(context, uri, connection);
}
