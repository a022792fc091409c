/**
 * Answers the server's question for a password: from VS Code's secret storage, else from the user. Passwords are kept per address, never
 * in settings, and are asked for in trusted workspaces only. An empty answer is no password.
 */

import { type Disposable, l10n, type SecretStorage, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { clientRequests, type SecretParams, type SecretResult } from '../../../server/src/protocol';
import { secretKey } from './secretKey';

export function answerSecret(server: LanguageClient, secrets: SecretStorage): Disposable {
	return server.onRequest(clientRequests.secret, (params: SecretParams) => secret(params, secrets));
}

async function secret({ connection, address, reason }: SecretParams, secrets: SecretStorage): Promise<SecretResult> {
	if (!workspace.isTrusted) return null;
	const key = secretKey(address);
	const kept = await secrets.get(key);
	if (kept !== undefined && reason === 'missing') return kept;
	const given = await window.showInputBox({
		title: l10n.t('Password of "{0}"', connection),
		prompt:
			reason === 'refused'
				? l10n.t('{0} refused the last password.', address)
				: l10n.t("For {0}. It is kept in VS Code's secret storage.", address),
		password: true,
		ignoreFocusOut: true,
	});
	if (!given) return null;
	await secrets.store(key, given);
	return given;
}
