/** Where in a spec a fix writes: into a mapping, or at the top of the spec itself. */

import type { MappingFacts, SpecFacts } from '../../core/mapping/facts';
import type { SpecBlock } from '../../core/spec/spec';
import { isPlain } from '../../core/yaml/scalarText';
import { asSnippet } from '../completion/suggestion';
import type { FixEdit } from './fix';
import { entryLines, insertEntry } from './yamlEdit';

/** What the user is to write over. */
export const reason = 'reason';

/** An entry of a map in the mapping, such as `ignore`, `target`. `isOpen`: the value is for the user to write over. */
export function insertInMapping(
	facts: SpecFacts,
	{ name, mapping }: MappingFacts,
	path: readonly string[],
	key: string,
	value: string,
	isOpen: boolean,
): FixEdit | undefined {
	const block = facts.spec.files.flatMap(file => file.blocks).find(one => one.id === mapping.block);
	if (!block || mapping.madeBy) return undefined;
	return insertInBlock(block, [...pathOfMapping(block, name), ...path], key, value, isOpen);
}

/** From the root of the block that the mapping stands in. */
export function pathOfMapping(block: SpecBlock, name: string): readonly string[] {
	return isWhole(block) ? ['mappings', name] : [name];
}

/** An entry of a map at the top of the spec; the map is made above `mappings` when it is missing. */
export function insertAtTop(facts: SpecFacts, path: readonly string[], key: string, value: string): FixEdit | undefined {
	const [file] = facts.spec.files;
	const [section = ''] = path;
	if (!file) return undefined;
	const found = file.blocks.find(block => block.id === `${file.file}#${section}` || isWhole(block));
	if (found) return insertInBlock(found, path, key, value, true);
	const before = file.blocks.find(block => block.id === `${file.file}#mappings`);
	const at = before?.offset ?? file.text.length;
	const gap = before || file.text.endsWith('\n') ? '' : '\n';
	const newText = `${gap}${entryLines(file.text, 0, path, asYaml(key), value)}${before ? '\n' : ''}`;
	const valueAt = newText.replace(/(\r?\n)+$/, '').length - value.length;
	return { file: file.file, start: at, end: at, newText, snippet: openedAt(newText, valueAt, value) };
}

function insertInBlock(block: SpecBlock, path: readonly string[], key: string, value: string, isOpen: boolean): FixEdit | undefined {
	const edit = insertEntry(block.text, path, asYaml(key), value);
	if (!edit) return undefined;
	const { newText, valueAt } = edit;
	return {
		file: block.file,
		start: block.offset + edit.start,
		end: block.offset + edit.end,
		newText,
		snippet: isOpen ? openedAt(newText, valueAt, value) : undefined,
	};
}

function openedAt(newText: string, at: number, value: string): string {
	const placeholder = value === '' ? '$1' : `\${1:${asSnippet(value)}}`;
	return `${asSnippet(newText.slice(0, at))}${placeholder}${asSnippet(newText.slice(at + value.length))}`;
}

/** A key as YAML. */
function asYaml(key: string): string {
	return isPlain(key) ? key : `"${key.replace(/[\\"]/g, '\\$&')}"`;
}

/** A file that cannot be cut is one block. */
function isWhole(block: SpecBlock): boolean {
	return block.id === `${block.file}#`;
}
