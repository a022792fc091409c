/** `.crosswalk/connections.yaml` as typed data. Resolves no variable and opens nothing. */

import type { Finding } from '../base/problem';
import type { Span } from '../base/span';
import type { SpecBlock, Text } from './spec';

export interface Connections {
	readonly file: string;
	readonly text: string;
	readonly blocks: readonly SpecBlock[];
	readonly entries: readonly ConnectionEntry[];
	readonly findings: readonly Finding[];
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
