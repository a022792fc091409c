/** "Report issue": VS Code's own issue reporter, with the versions filled in. Nothing of a spec or a database is in it. */

import { commands, env, version } from 'vscode';

import type { CommandContext } from '../commandContext';

export async function reportIssue({ server }: CommandContext): Promise<void> {
	const issueBody = [
		'What did you do, what did you expect, and what happened instead? Please leave out names and data that are not yours to share.',
		'',
		'',
		`VS Code ${version} (${env.uiKind === 2 ? 'web' : 'desktop'}, ${env.appHost}), language server ${server.isRunning() ? 'running' : 'not running'}.`,
		'The output "Crosswalk" (View, Output) may say more.',
	].join('\n');
	await commands.executeCommand('workbench.action.openIssueReporter', { extensionId: 'crosswalk-migration.crosswalk', issueBody });
}
