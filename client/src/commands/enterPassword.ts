/** "Enter password": keeps the password of a connection in VS Code's secret storage. An empty one is none. */

import { window } from 'vscode';

import type { CommandContext } from '../commandContext';
import { connectionOf } from '../connections/connectionOf';
import { secretKey } from '../connections/secretKey';

export async function enterPassword(context: CommandContext, argument?: unknown): Promise<void> {
	const chosen = await connectionOf(context, argument, 'Whose password?');
	if (!chosen) return;
	const { name, address } = chosen.connection;
	if (address === undefined) {
		const why = `Where "${name}" is stands in variables or in its URL, so its password is asked for when something runs.`;
		window.showInformationMessage(why);
		return;
	}
	const given = await window.showInputBox({
		title: `Password of "${name}"`,
		prompt: `For ${address}. It is kept in VS Code's secret storage.`,
		password: true,
		ignoreFocusOut: true,
	});
	if (!given) return;
	await context.secrets.store(secretKey(address), given);
	window.setStatusBarMessage(`$(check) The password of "${name}" is kept`, 5000);
}
