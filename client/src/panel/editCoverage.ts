/** Maps a column or leaves it out, from the drawing of the coverage: asks what is open, puts the text into the spec, and shows it. */

import { l10n, Position, Range, Selection, Uri, ViewColumn, WorkspaceEdit, window, workspace } from 'vscode';

import { type CoverageEditParams, type CoverageEditResult, requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import type { CoverageEdit } from './messages';

/** Whether the spec is another one. */
export async function editCoverage({ server }: CommandContext, spec: Uri, asked: CoverageEdit): Promise<boolean> {
	const subject = asked.column === undefined ? asked.table : `${asked.table}.${asked.column}`;
	const reason = asked.action === 'ignore' ? await askReason(subject) : undefined;
	if (asked.action === 'ignore' && reason === undefined) return false;
	const params: CoverageEditParams = { uri: server.code2ProtocolConverter.asUri(spec), ...asked, reason };
	const first = await server.sendRequest<CoverageEditResult>(requests.coverageEdit, params);
	const result = first.choices ? await choose(params, first.choices) : first;
	if (!result) return false;
	if (result.edit) return await apply(result.edit);
	window.showInformationMessage(result.failure ?? l10n.t('Nothing is to be done.'));
	return false;

	async function choose(before: CoverageEditParams, choices: NonNullable<CoverageEditResult['choices']>) {
		const items = choices.map(choice => ({ label: choice.column, description: choice.mapping, choice }));
		const picked = await window.showQuickPick(items, {
			title: l10n.t('Map {0} to', subject),
			placeHolder: l10n.t('A column of the target'),
		});
		return picked && (await server.sendRequest<CoverageEditResult>(requests.coverageEdit, { ...before, choice: picked.choice }));
	}
}

function askReason(subject: string): Thenable<string | undefined> {
	return window.showInputBox({
		title: l10n.t('Leave out {0}', subject),
		prompt: l10n.t('Why? The reason is kept in the spec, for those who ask later.'),
		validateInput: text => (text.trim() === '' ? l10n.t('Write a reason') : undefined),
	});
}

async function apply({ uri, range: { start, end }, newText, cursorAt }: NonNullable<CoverageEditResult['edit']>): Promise<boolean> {
	const file = Uri.parse(uri);
	const edit = new WorkspaceEdit();
	const at = new Range(new Position(start.line, start.character), new Position(end.line, end.character));
	edit.replace(file, at, newText);
	if (!(await workspace.applyEdit(edit))) return false;
	const document = await workspace.openTextDocument(file);
	const cursor = document.positionAt(document.offsetAt(at.start) + cursorAt);
	const column = window.visibleTextEditors.find(editor => editor.document === document)?.viewColumn ?? ViewColumn.One;
	await window.showTextDocument(document, { viewColumn: column, preserveFocus: true, selection: new Selection(cursor, cursor) });
	return true;
}
