/** `.crosswalk/connections.yaml` as typed data. Resolves no variable and opens nothing. */

import type { Span } from '../base/span';
import { type Entry, entryAt, textOf, textsOf, valueAt } from './read';
import { checkShape } from './shape';
import { readSideFile, type SideFile } from './sideFile';
import type { Text } from './spec';

export interface Connections extends SideFile {
	readonly entries: readonly ConnectionEntry[];
}

/** Values as written: `${env:NAME}` is still in them. */
export interface ConnectionEntry {
	readonly name: Text;
	readonly engine?: Text;
	readonly url?: Text;
	readonly host?: Text;
	readonly port?: Text;
	readonly database?: Text;
	readonly user?: Text;
	readonly password?: Text;
	readonly ssl?: Text;
	readonly ca?: Text;
	readonly environment?: Text;
	readonly schemas: readonly Text[];
	readonly statementTimeout?: Text;
	readonly span: Span;
}

/** Never throws. A name that stands twice counts once. */
export function parseConnections(file: string, text: string): Connections {
	const { entries, findings, ...side } = readSideFile(file, text, 'a map of connections by name');
	const shapes = entries.flatMap(entry => checkShape(entry.value, 'connections#/$defs/connection', entry.block.id, entry.key));
	return { ...side, entries: entries.map(entry => readEntry(entryAt(entry, entry.block.id))), findings: [...findings, ...shapes] };
}

function readEntry({ key, value, span }: Entry): ConnectionEntry {
	const text = (name: string) => textOf(valueAt(value, name));
	return {
		name: key,
		engine: text('engine'),
		url: text('url'),
		host: text('host'),
		port: text('port'),
		database: text('database'),
		user: text('user'),
		password: text('password'),
		ssl: text('ssl'),
		ca: text('ca'),
		environment: text('environment'),
		schemas: textsOf(valueAt(value, 'schemas')),
		statementTimeout: text('statement_timeout'),
		span,
	};
}

/** What its password is kept under, as `run/connectionSettings.ts` asks for it; with a variable in it, only a run knows it. */
export function addressIn({ url, user, host, port, database }: ConnectionEntry): string | undefined {
	const parts = [user?.text ?? '', host?.text ?? 'localhost', port?.text ?? '5432', database?.text ?? ''] as const;
	if (url || parts.some(part => part.includes('${'))) return undefined;
	return `${parts[0]}@${parts[1]}:${parts[2]}/${parts[3]}`;
}
