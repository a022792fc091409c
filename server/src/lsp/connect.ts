/**
 * Resolves the connections of a spec: variables from the environment, passwords from there, from the client and from `~/.pgpass`. Opens
 * nothing, and nothing at all in a folder that the user does not trust. A password that was refused is not tried again.
 */

import { type ConnectionSettings, DatabaseFailure } from '../engines/engine';
import type { SecretParams } from '../protocol';
import { resolveConnection } from '../run/connectionSettings';
import { pgpassFile } from '../run/pgpass';
import type { Outside } from './outside';
import type { Session, SpecSnapshot } from './session';

export interface ConnectWorld {
	readonly session: Session;
	readonly outside: Outside;
	/** Asks the client. */
	secret(params: SecretParams): Promise<string | null>;
}

/** Throws `DatabaseFailure` of kind `settings` when the connection cannot be opened. */
export async function connectionSettings(
	connection: string,
	{ project }: Pick<SpecSnapshot, 'project'>,
	world: ConnectWorld,
): Promise<ConnectionSettings> {
	const { session, outside } = world;
	if (!session.isTrusted) {
		const untrusted = 'This folder is not trusted, so nothing is connected to; trust it first (Manage Workspace Trust)';
		throw new DatabaseFailure('settings', connection, untrusted);
	}
	const entry = project.connections?.entries.find(one => one.name.text === connection);
	if (!entry || project.folder === undefined) {
		throw new DatabaseFailure('settings', connection, `.crosswalk/connections.yaml has no connection "${connection}"; add it there`);
	}
	const key = keyOf(connection, project);
	return await resolveConnection(entry, {
		variable: name => outside.variable(name),
		file: path => session.sources.text(session.sources.resolve(project.connections?.file ?? '', path)),
		async secret(name, address) {
			// Forgotten once asked: what the user gives then deserves a try.
			const reason = session.refusedPasswords.delete(key) ? 'refused' : 'missing';
			return (await world.secret({ connection: name, address, reason })) ?? undefined;
		},
		pgpass: () => pgpassText(outside),
	});
}

/** Remembers what the next try must know. */
export function noteFailure(failure: DatabaseFailure, { project }: Pick<SpecSnapshot, 'project'>, { refusedPasswords }: Session): void {
	if (failure.kind === 'refused-password') refusedPasswords.add(keyOf(failure.connection, project));
}

function keyOf(connection: string, { folder }: SpecSnapshot['project']): string {
	return `${folder}\0${connection}`;
}

function pgpassText({ variable, files }: Outside): string | undefined {
	const file = pgpassFile(variable, files.home());
	return file === undefined ? undefined : files.text(file);
}
