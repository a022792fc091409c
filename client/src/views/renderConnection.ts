/** The words of a connection in its view. Knows nothing of VS Code. */

import type { KnownConnection } from '../../../server/src/protocol';
import { plainText } from './plainText';

export interface ConnectionText {
	readonly label: string;
	readonly description: string;
	/** Markdown, in which everything of the project is plain text. */
	readonly tooltip: string;
	readonly isWarning: boolean;
}

export function renderConnection(connection: KnownConnection, nowMs: number): ConnectionText {
	const { name, environment, state, tables, version, writtenAt, hasDrift } = connection;
	const catalog =
		state === 'ready'
			? `${tables ?? 0} ${tables === 1 ? 'table' : 'tables'}${writtenAt === undefined ? '' : `, catalog of ${renderDays(nowMs - writtenAt)}`}`
			: state === 'missing'
				? 'no catalog yet'
				: 'its catalog cannot be read';
	const drift = hasDrift === undefined ? [] : [hasDrift ? 'the schema has changed since' : 'the schema is as its catalog'];
	const facts = [
		...(connection.address === undefined ? [] : [connection.address]),
		...(version === undefined ? [] : [`PostgreSQL ${renderVersion(version)}`]),
		catalog,
		...drift,
	];
	return {
		label: name,
		description: [...(environment === undefined ? [] : [environment]), catalog, ...(hasDrift ? ['changed'] : [])].join(' · '),
		tooltip: [name, ...facts].map(plainText).join('  \n'),
		isWarning: state !== 'ready' || hasDrift === true,
	};
}

/** `server_version_num` as people say it (PostgreSQL manual, `server_version_num`): 180004 is 18.4. */
export function renderVersion(version: number): string {
	return `${Math.floor(version / 10_000)}.${version % 10_000}`;
}

function renderDays(ms: number): string {
	const days = Math.floor(ms / 86_400_000);
	if (days < 1) return 'today';
	return days === 1 ? 'yesterday' : `${days} days ago`;
}
