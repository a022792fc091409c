/**
 * The fix of a password that stands in `connections.yaml`: moves it to VS Code's secret storage. The argument names the connection, never
 * the password, which goes from the document to the storage and nowhere else.
 */

import { l10n, Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';

import type { KeepPassword, TextRange } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { secretKey } from '../connections/secretKey';

export async function keepPassword({ secrets }: CommandContext, argument?: unknown): Promise<void> {
	if (!isKeepPassword(argument)) return;
	const { uri, version, connection, address, value, entry } = argument;
	const document = await workspace.openTextDocument(Uri.parse(uri));
	// What was written since the fix was offered may stand where the password stood.
	if (version !== null && document.version !== version) return;
	// It reads YAML, which nothing else here does.
	const { writtenPassword } = await import('../connections/writtenPassword');
	const password = writtenPassword(document.getText(toRange(value)));
	if (password === undefined) {
		window.showInformationMessage(l10n.t('This password cannot be read here: run "Crosswalk: Enter password", and remove the line.'));
		return;
	}
	// Kept first: a password that is removed and not kept is lost.
	await secrets.store(secretKey(address), password);
	const edit = new WorkspaceEdit();
	edit.delete(document.uri, toRange(entry));
	await workspace.applyEdit(edit);
	window.setStatusBarMessage(l10n.t('$(check) The password of "{0}" is kept', connection), 5000);
}

function isKeepPassword(argument: unknown): argument is KeepPassword {
	const { uri, connection, address, value, entry } = (argument ?? {}) as Partial<KeepPassword>;
	return [uri, connection, address].every(one => typeof one === 'string') && value !== undefined && entry !== undefined;
}

function toRange({ start, end }: TextRange): Range {
	return new Range(start.line, start.character, end.line, end.character);
}
