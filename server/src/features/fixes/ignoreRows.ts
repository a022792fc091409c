/** Turns a `where` into its opposite under `ignore.rows`, with a reason for the user to write: the same rows, but counted. */

import { lexSql } from '../../core/sql/lexer';
import { entryOf, type YamlNode } from '../../core/yaml/nodes';
import { parseYaml } from '../../core/yaml/parse';
import type { Fix, FixContext } from './fix';
import { insertInMapping, pathOfMapping, reason } from './insert';
import { removeEntry } from './yamlEdit';

export function ignoreRows({ facts, problem, block }: FixContext): readonly Fix[] {
	if (problem.code !== 'rows-dropped-without-reason') return [];
	const mapping = facts.mapping(String(problem.data?.mapping));
	const written = mapping?.mapping.where?.text;
	// A comment inside of the SQL would swallow what follows on one line.
	if (!mapping || written === undefined || lexSql(written).some(token => token.kind === 'comment')) return [];
	let map: YamlNode | undefined = parseYaml(block.text).root;
	for (const step of pathOfMapping(block, mapping.name)) map = entryOf(map, step)?.value;
	const key = entryOf(map, 'where')?.key;
	const removed = key && removeEntry(block.text, key.start);
	// What a predicate leaves out is what it is true for; `where` also leaves out the rows for which it is NULL.
	const opposite = `(${written.replace(/\s+/g, ' ').trim()}) is not true`;
	const edit = insertInMapping(facts, mapping, ['ignore', 'rows'], opposite, reason, true);
	if (!removed || !edit) return [];
	const start = block.offset + removed.start;
	const end = block.offset + removed.end;
	// An entry that would be written into the one that goes.
	if (edit.start > start && edit.start < end) return [];
	return [{ title: 'Move it into "ignore.rows" with a reason', edit, also: [{ file: block.file, start, end, newText: '' }] }];
}
