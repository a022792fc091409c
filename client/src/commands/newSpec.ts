/** "New migration spec": two connections and a name make a first draft, suggested by names and types. Never writes over a file. */

import { l10n, Uri, window, workspace } from 'vscode';

import { type DraftParams, type DraftResult, requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { type ChosenConnection, connectionOf } from '../connections/connectionOf';
import { refreshConnectionOf } from './refreshConnection';

export async function newSpec(context: CommandContext): Promise<void> {
	const source = await connectionOf(context, undefined, l10n.t('New migration spec: where is the data?'));
	if (!source) return;
	const target = await connectionOf(context, undefined, l10n.t('New migration spec: where does it go?'));
	if (!target) return;
	const folder = Uri.joinPath(Uri.parse(source.uri), '..', '..');
	const given = await window.showInputBox({
		title: l10n.t('New migration spec: its name'),
		value: `${source.connection.name}-to-${target.connection.name}`,
		ignoreFocusOut: true,
		validateInput: text => (/^[\w.-]+$/.test(text) ? undefined : 'Letters, digits, - and _.'),
	});
	if (given === undefined) return;
	const file = Uri.joinPath(folder, `${given}.migration.yaml`);
	if (await exists(file)) {
		window.showWarningMessage(l10n.t('{0}.migration.yaml is there already; nothing was written.', given));
		await window.showTextDocument(file);
		return;
	}
	const text = await draft(context, source, target);
	if (text === undefined) return;
	await workspace.fs.writeFile(file, new TextEncoder().encode(text));
	await window.showTextDocument(file);
}

/** Undefined when a catalog is missing and stays so. */
async function draft(context: CommandContext, source: ChosenConnection, target: ChosenConnection): Promise<string | undefined> {
	const params: DraftParams = { uri: source.uri, source: source.connection.name, target: target.connection.name };
	const first = await context.server.sendRequest<DraftResult>(requests.draft, params);
	if (first.text !== undefined) return first.text;
	const names = first.missing.map(name => `"${name}"`).join(' and ');
	const choice = await window.showInformationMessage(
		l10n.t('There is no catalog of {0} yet. Read the schema first?', names),
		l10n.t('Read Schema'),
	);
	if (choice === undefined) return undefined;
	for (const name of first.missing) await refreshConnectionOf(context, source.uri, name);
	return (await context.server.sendRequest<DraftResult>(requests.draft, params)).text;
}

async function exists(file: Uri): Promise<boolean> {
	try {
		await workspace.fs.stat(file);
		return true;
	} catch {
		return false;
	}
}
