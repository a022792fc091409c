/** Asks the user where to, and writes a text there. */

import { l10n, Uri, window, workspace } from 'vscode';

/** `name` is suggested, beside the spec. */
export async function saveText(spec: Uri, name: string, text: string): Promise<void> {
	const stem = (spec.path.split('/').at(-1) ?? '').replace(/(\.migration)?\.ya?ml$/, '');
	const file = await window.showSaveDialog({ defaultUri: Uri.joinPath(spec, '..', `${stem}-${name}`) });
	if (!file) return;
	await workspace.fs.writeFile(file, new TextEncoder().encode(text));
	const choice = await window.showInformationMessage(l10n.t('Saved {0}', workspace.asRelativePath(file)), l10n.t('Open'));
	if (choice === l10n.t('Open')) await window.showTextDocument(file);
}
