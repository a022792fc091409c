/** "Open as DDL": the committed schema of a connection, or of a table, as SQL to read. */

import { languages, window, workspace } from 'vscode';

import type { CommandContext } from '../commandContext';
import { connectionOf } from '../connections/connectionOf';
import type { TableNode } from '../views/catalogView';

export async function openDdl(context: CommandContext, argument?: unknown): Promise<void> {
	const chosen = await connectionOf(context, argument);
	if (!chosen) return;
	const { table } = (argument ?? {}) as Partial<TableNode>;
	const uri = context.views.ddl.uriOf({
		uri: chosen.uri,
		connection: chosen.connection.name,
		...(table && { table: { schema: table.schema, name: table.name } }),
	});
	const document = await workspace.openTextDocument(uri);
	await languages.setTextDocumentLanguage(document, 'sql');
	await window.showTextDocument(document, { preview: true });
}
