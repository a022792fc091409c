/** `.crosswalk/connections.yaml` as typed data. Resolves no variable and opens nothing. */

import { memo } from '../base/memo';
import type { Finding } from '../base/problem';
import { type Span, spanOf } from '../base/span';
import { type BlockEntry, parseYamlFile } from '../yaml/file';
import { type Entry, entryAt, textOf, textsOf, valueAt } from './read';
import { checkShape } from './shape';
import type { SpecBlock, Text } from './spec';
import { yamlFinding } from './yamlFinding';

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

/** Never throws. A name that stands twice counts once. */
export function parseConnections(file: string, text: string): Connections {
	const yaml = parseYamlFile(file, text, memo());
	const entries = yaml.mappingsEntry ? [...yaml.entries, yaml.mappingsEntry] : yaml.entries;
	const findings = [
		...yaml.blocks.flatMap(block => block.parsed.problems.map(problem => yamlFinding(problem, block.id))),
		...yaml.problems.map(problem => yamlFinding(problem, problem.block)),
		...wrongRoot(yaml.wrongRoot),
		...entries.flatMap(entry => checkShape(entry.value, 'connections#/$defs/connection', entry.block.id, entry.key)),
	];
	const blocks = yaml.blocks.map(block => ({
		id: block.id,
		file,
		offset: block.offset,
		text: block.text,
		comments: block.parsed.comments,
	}));
	return { file, text, blocks, entries: entries.map((entry: BlockEntry) => readEntry(entryAt(entry, entry.block.id))), findings };
}

function wrongRoot(root: ReturnType<typeof parseYamlFile>['wrongRoot']): readonly Finding[] {
	if (!root) return [];
	const args = {
		key: 'connections.yaml',
		expected: 'a map of connections by name',
		found: root.node.kind === 'list' ? 'a list' : 'a single value',
	};
	return [{ code: 'wrong-type', span: spanOf(root.block.id, root.node.start, root.node.end), args }];
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
