/** "Show drift": what changed in a database since its catalog was taken, as a diff of both schemas. */

import { commands } from 'vscode';

import type { CommandContext } from '../commandContext';
import { connectionOf } from '../connections/connectionOf';
import { isTrustedWorkspace } from '../connections/trusted';

export async function showDrift(context: CommandContext, argument?: unknown): Promise<void> {
	const chosen = await connectionOf(context, argument);
	if (!chosen || !isTrustedWorkspace()) return;
	const { ddl } = context.views;
	const params = { uri: chosen.uri, connection: chosen.connection.name };
	const [committed, live] = [ddl.uriOf(params), ddl.uriOf({ ...params, isLive: true })];
	for (const uri of [committed, live]) ddl.forget(uri);
	await commands.executeCommand('vscode.diff', committed, live, `${params.connection}: catalog ↔ database`);
}
