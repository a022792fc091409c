/**
 * "Open the sample": copies the sample migration into a folder of the user's choice and opens it there, with the results
 * that come with it. It needs no database.
 */

import { commands, l10n, Uri, window, workspace } from 'vscode';

import type { CommandContext } from '../commandContext';

const folderName = 'crosswalk-sample';

export async function openSample({ sample }: CommandContext): Promise<void> {
	const chosen = await window.showOpenDialog({
		title: l10n.t('Where may the folder "{0}" be made?', folderName),
		openLabel: l10n.t('Make it here'),
		canSelectFiles: false,
		canSelectFolders: true,
		canSelectMany: false,
	});
	const [parent] = chosen ?? [];
	if (!parent) return;
	const folder = Uri.joinPath(parent, folderName);
	try {
		await workspace.fs.copy(sample, folder, { overwrite: false });
		// What was found when the sample was recorded is there as if it had been run here.
		await workspace.fs.rename(Uri.joinPath(folder, 'recorded'), Uri.joinPath(folder, '.crosswalk', 'runs'));
	} catch (error) {
		const isThere = (error as { readonly code?: string }).code === 'FileExists';
		if (!isThere) throw error;
	}
	await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: (workspace.workspaceFolders?.length ?? 0) > 0 });
}
