/** Whether connecting is allowed; tells the user when it is not. */

import { window, workspace } from 'vscode';

export function isTrustedWorkspace(): boolean {
	if (!workspace.isTrusted) window.showInformationMessage('Crosswalk connects to databases only in a folder that you trust.');
	return workspace.isTrusted;
}
