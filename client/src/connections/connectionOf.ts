/** The connection that a command is about: what the view gives it, else what the user picks. */

import { l10n, window } from 'vscode';

import type { KnownConnection } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';

export interface ChosenConnection {
	/** Of the project's `connections.yaml`. */
	readonly uri: string;
	readonly connection: KnownConnection;
}

/** Undefined when there is none, or none was picked. */
export async function connectionOf(
	{ views }: CommandContext,
	argument: unknown,
	title = l10n.t('Which connection?'),
): Promise<ChosenConnection | undefined> {
	if (isChosen(argument)) return argument;
	const known = await views.connections();
	if (known.length === 0) {
		window.showInformationMessage(l10n.t('There is no connection yet: run "Crosswalk: Add connection".'));
		return undefined;
	}
	const items = known.map(one => ({ label: one.connection.name, description: one.connection.environment, one }));
	return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.one;
}

function isChosen(argument: unknown): argument is ChosenConnection {
	const { uri, connection } = (argument ?? {}) as Partial<ChosenConnection>;
	return typeof uri === 'string' && typeof connection?.name === 'string';
}
