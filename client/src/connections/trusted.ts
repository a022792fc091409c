/** Whether connecting is allowed; tells the user when it is not. */

import { l10n, window, workspace } from 'vscode';

export function isTrustedWorkspace(): boolean {
	if (!workspace.isTrusted) window.showInformationMessage(l10n.t('Crosswalk connects to databases only in a folder that you trust.'));
	return workspace.isTrusted;
}
