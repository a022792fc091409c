/** "Forget password": removes the password of a connection from VS Code's secret storage. */

import { l10n, window } from 'vscode';

import type { CommandContext } from '../commandContext';
import { connectionOf } from '../connections/connectionOf';
import { secretKey } from '../connections/secretKey';

export async function forgetPassword(context: CommandContext, argument?: unknown): Promise<void> {
	const chosen = await connectionOf(context, argument, l10n.t('Whose password?'));
	if (chosen?.connection.address === undefined) return;
	await context.secrets.delete(secretKey(chosen.connection.address));
	window.setStatusBarMessage(l10n.t('$(check) The password of "{0}" is forgotten', chosen.connection.name), 5000);
}
