/** Shows what the user clicked in a panel: a line of the spec, in the editor that has the file already if there is one, or a text of no file. */

import { Position, Range, type Uri, ViewColumn, window, workspace } from 'vscode';

/** `line` from 0. The click asked for it, so the focus goes along. */
export async function openPlace(uri: Uri, line: number): Promise<void> {
	const document = await workspace.openTextDocument(uri);
	const start = document.validatePosition(new Position(line, 0));
	const column = window.visibleTextEditors.find(editor => editor.document === document)?.viewColumn ?? ViewColumn.One;
	await window.showTextDocument(document, { viewColumn: column, selection: new Range(start, start) });
}

/** An editor of its own, not saved. */
export async function openText(content: string, language: string): Promise<void> {
	await window.showTextDocument(await workspace.openTextDocument({ content, language }), { viewColumn: ViewColumn.One });
}
