/** The language status item of a spec: whether its catalogs are there. Takes the place of messages that nobody asked for. */

import { Disposable, LanguageStatusSeverity, l10n, languages, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { type CatalogStatus, type CatalogsParams, notifications } from '../../../server/src/protocol';
import { renderCatalogStatus } from './renderCatalogStatus';

export function showCatalogStatus(server: LanguageClient): Disposable {
	const catalogsByUri = new Map<string, readonly CatalogStatus[]>();
	const item = languages.createLanguageStatusItem('crosswalk.catalogs', { language: 'migration-spec' });
	item.name = l10n.t('Crosswalk catalogs');
	function show(): void {
		const uri = window.activeTextEditor?.document.uri;
		const { text, detail, isWarning } = renderCatalogStatus(uri && catalogsByUri.get(uri.toString()));
		item.text = text;
		item.detail = detail;
		item.severity = isWarning ? LanguageStatusSeverity.Warning : LanguageStatusSeverity.Information;
		// A virtual or untrusted folder has no connections to refresh from.
		item.command =
			workspace.isTrusted && uri?.scheme === 'file' ? { title: l10n.t('Refresh'), command: 'crosswalk.refreshCatalog' } : undefined;
	}
	show();
	return Disposable.from(
		item,
		server.onNotification(notifications.catalogs, ({ uri, catalogs }: CatalogsParams) => {
			catalogsByUri.set(server.protocol2CodeConverter.asUri(uri).toString(), catalogs);
			show();
		}),
		window.onDidChangeActiveTextEditor(show),
		workspace.onDidGrantWorkspaceTrust(show),
		workspace.onDidCloseTextDocument(document => catalogsByUri.delete(document.uri.toString())),
	);
}
