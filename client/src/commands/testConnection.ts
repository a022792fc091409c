/** "Test connection": opens it once and says how the server's schema stands to the committed catalog. */

import { ProgressLocation, window } from 'vscode';

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
		{ location: ProgressLocation.Notification, title: `Connecting to "${connection}"`, cancellable: true },
		(_progress, token) => unlessCancelled(server.sendRequest<TestResult>(requests.testConnection, params, token), token),
	);
	if (!result) return;
	views.refresh();
	if (result.failure !== undefined) {
		window.showErrorMessage(result.failure);
		return;
	}
	if (result.isSame) {
		window.setStatusBarMessage(`$(check) "${connection}" can be read, and its schema is as its catalog`, 8000);
		return;
	}
	const why = result.isSame === undefined ? 'It has no catalog yet.' : 'Its schema has changed since its catalog was taken.';
	const choice = await window.showInformationMessage(`"${connection}" can be read. ${why}`, 'Refresh Catalog');
	if (choice !== undefined) await refreshConnectionOf(context, uri, connection);
}
