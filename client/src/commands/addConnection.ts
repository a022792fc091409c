/**
 * "Add connection": asks for what an entry of `connections.yaml` holds, adds it, keeps the password in VS Code's secret storage, and tests
 * it. Nothing is written before the last question is answered.
 */

import { l10n, Position, Range, Uri, WorkspaceEdit, window, workspace } from 'vscode';

import type { CommandContext } from '../commandContext';
import { addressOf, entryText, environments, type NewConnection, nameProblem, portProblem, sslModes } from '../connections/connectionEntry';
import { secretKey } from '../connections/secretKey';
import { isTrustedWorkspace } from '../connections/trusted';
import { testConnectionOf } from './testConnection';

export async function addConnection(context: CommandContext): Promise<void> {
	if (!isTrustedWorkspace()) return;
	const known = await context.views.connections();
	const folder = workspace.workspaceFolders?.[0]?.uri;
	const file = known[0] ? Uri.parse(known[0].uri) : folder && Uri.joinPath(folder, '.crosswalk', 'connections.yaml');
	if (!file) {
		window.showInformationMessage(l10n.t('Open a folder first: connections are kept in its .crosswalk/connections.yaml.'));
		return;
	}
	const connection = await askForConnection(known.map(one => one.connection.name));
	if (!connection) return;
	const password = await window.showInputBox({
		title: l10n.t('Add connection: password of "{0}"', connection.name),
		prompt: l10n.t("It is kept in VS Code's secret storage, in no file. Leave it empty to be asked, or to use ~/.pgpass."),
		password: true,
		ignoreFocusOut: true,
	});
	if (password === undefined) return;
	await append(file, connection);
	if (password !== '') await context.secrets.store(secretKey(addressOf(connection)), password);
	context.views.refresh();
	await testConnectionOf(context, file.toString(), connection.name);
}

/** Undefined as soon as a question is dismissed. */
async function askForConnection(taken: readonly string[]): Promise<NewConnection | undefined> {
	const name = await ask('name', l10n.t('Specs call it so, for example legacy_erp.'), '', text => nameProblem(text, taken));
	if (name === undefined) return undefined;
	const host = await ask('host', l10n.t('The name or address of the server.'), 'localhost', notEmpty);
	if (host === undefined) return undefined;
	const port = await ask('port', '', '5432', portProblem);
	if (port === undefined) return undefined;
	const database = await ask('database', '', name, notEmpty);
	if (database === undefined) return undefined;
	const user = await ask('user', l10n.t('One that can only read is best.'), '', notEmpty);
	if (user === undefined) return undefined;
	const environment = await choose('environment', environments, l10n.t('Production asks before anything runs on it.'));
	if (environment === undefined) return undefined;
	const ssl = await choose('encryption (ssl)', sslModes, l10n.t('What PostgreSQL calls sslmode.'));
	return ssl === undefined ? undefined : { name, host, port, database, user, environment, ssl };
}

async function ask(
	what: string,
	prompt: string,
	value: string,
	problem: (text: string) => string | undefined,
): Promise<string | undefined> {
	const given = await window.showInputBox({
		title: l10n.t('Add connection: {0}', what),
		prompt,
		value,
		ignoreFocusOut: true,
		validateInput: text => problem(text.trim()),
	});
	return given?.trim();
}

async function choose(what: string, choices: readonly string[], placeHolder: string): Promise<string | undefined> {
	return await window.showQuickPick(choices, { title: l10n.t('Add connection: {0}', what), placeHolder, ignoreFocusOut: true });
}

function notEmpty(text: string): string | undefined {
	return text === '' ? l10n.t('It cannot be empty.') : undefined;
}

async function append(file: Uri, connection: NewConnection): Promise<void> {
	const edit = new WorkspaceEdit();
	edit.createFile(file, { ignoreIfExists: true });
	await workspace.applyEdit(edit);
	const document = await workspace.openTextDocument(file);
	const end = document.positionAt(document.getText().length);
	const adding = new WorkspaceEdit();
	adding.replace(file, new Range(end, new Position(end.line, end.character)), entryText(connection, document.getText()));
	await workspace.applyEdit(adding);
	await document.save();
}
