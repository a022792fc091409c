/** "Refresh catalog of this connection": introspects one database and writes its snapshot. Reads only the schema. */

import { l10n, ProgressLocation, window } from 'vscode';

import { type RefreshCatalogParams, type RefreshCatalogResult, requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { connectionOf } from '../connections/connectionOf';
import { isTrustedWorkspace } from '../connections/trusted';
import { unlessCancelled } from '../unlessCancelled';

export async function refreshConnection(context: CommandContext, argument?: unknown): Promise<void> {
	const chosen = await connectionOf(context, argument);
	if (chosen && isTrustedWorkspace()) await refreshConnectionOf(context, chosen.uri, chosen.connection.name);
}

export async function refreshConnectionOf({ server, views }: CommandContext, uri: string, connection: string): Promise<void> {
	const params: RefreshCatalogParams = { uri, connection };
	const result = await window.withProgress(
		{ location: ProgressLocation.Notification, title: l10n.t('Reading the schema of "{0}"', connection), cancellable: true },
		(_progress, token) => unlessCancelled(server.sendRequest<RefreshCatalogResult>(requests.refreshCatalog, params, token), token),
	);
	views.refresh();
	for (const { failure, changed } of result?.catalogs ?? []) {
		if (failure !== undefined) window.showErrorMessage(failure);
		else window.setStatusBarMessage(`$(check) ${connection} ${changed ? 'has changed' : 'is as it was'}`, 8000);
	}
}
