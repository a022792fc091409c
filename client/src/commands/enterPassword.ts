/** "Enter password": keeps the password of a connection in VS Code's secret storage. An empty one is none. */

import { l10n, window } from 'vscode';

import type { CommandContext } from '../commandContext';
import { connectionOf } from '../connections/connectionOf';
import { secretKey } from '../connections/secretKey';

export async function enterPassword(context: CommandContext, argument?: unknown): Promise<void> {
	const chosen = await connectionOf(context, argument, l10n.t('Whose password?'));
	if (!chosen) return;
	const { name, address } = chosen.connection;
	if (address === undefined) {
		const why = l10n.t('Where "{0}" is stands in variables or in its URL, so its password is asked for when something runs.', name);
		window.showInformationMessage(why);
		return;
	}
	const given = await window.showInputBox({
		title: l10n.t('Password of "{0}"', name),
		prompt: l10n.t("For {0}. It is kept in VS Code's secret storage.", address),
		password: true,
		ignoreFocusOut: true,
	});
	if (!given) return;
	await context.secrets.store(secretKey(address), given);
	window.setStatusBarMessage(l10n.t('$(check) The password of "{0}" is kept', name), 5000);
}
