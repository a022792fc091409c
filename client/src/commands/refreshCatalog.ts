/** "Refresh catalog": introspects both databases of the spec in the active editor and writes their snapshots. Reads only the schemas. */

import { l10n, ProgressLocation, window, workspace } from 'vscode';

import { type RefreshCatalogParams, type RefreshCatalogResult, type RefreshedCatalog, requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { unlessCancelled } from '../unlessCancelled';

export async function refreshCatalog({ server, log }: CommandContext): Promise<void> {
	const document = window.activeTextEditor?.document;
	if (document?.languageId !== 'migration-spec') {
		window.showInformationMessage(l10n.t('Open a migration spec first: the catalogs of its two connections are refreshed.'));
		return;
	}
	if (!workspace.isTrusted) {
		window.showInformationMessage(l10n.t('Crosswalk connects to databases only in a folder that you trust.'));
		return;
	}
	const params: RefreshCatalogParams = { uri: server.code2ProtocolConverter.asUri(document.uri) };
	const result = await window.withProgress(
		{ location: ProgressLocation.Notification, title: l10n.t('Reading the schemas of the databases'), cancellable: true },
		(_progress, token) => unlessCancelled(server.sendRequest<RefreshCatalogResult>(requests.refreshCatalog, params, token), token),
	);
	if (!result) return;
	for (const { connection, failure } of result.catalogs) {
		if (failure === undefined) continue;
		log.error(`${connection}: ${failure}`);
		window.showErrorMessage(failure);
	}
	const read = result.catalogs.filter(one => one.failure === undefined);
	if (read.length > 0) window.setStatusBarMessage(`$(check) ${read.map(renderRefreshed).join(', ')}`, 8000);
}

function renderRefreshed({ connection, changed }: RefreshedCatalog): string {
	return `${connection} ${changed ? 'has changed' : 'is as it was'}`;
}
