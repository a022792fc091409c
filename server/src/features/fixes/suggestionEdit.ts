/** Writes a suggestion into the spec as text: a quality rule at the top, a key into a column's entry, a check into the mapping's list. */

import { columnOf } from '../../core/catalog/lookup';
import type { MappingFacts, SpecFacts } from '../../core/mapping/facts';
import type { RuleSuggestion, SuggestedEntry } from '../../core/profile/suggestion';
import type { SpecBlock } from '../../core/spec/spec';
import { quoteIdentifier } from '../../core/sql/quote';
import { entryOf, isNull, type ListNode, type ScalarNode, type YamlNode } from '../../core/yaml/nodes';
import { parseYaml } from '../../core/yaml/parse';
import type { FixEdit } from './fix';
import { insertAtTop, insertInMapping, pathOfMapping } from './insert';
import { insertEntry } from './yamlEdit';

/** Undefined where the text does not take it: made mappings, values of several lines. */
export function suggestionEdit(facts: SpecFacts, { mapping: name, column, entry }: RuleSuggestion): FixEdit | undefined {
	if (entry.kind === 'quality') return whole(insertAtTop(facts, ['quality'], entry.name, entry.yaml));
	const mapping = facts.mapping(name);
	const block = mapping && facts.spec.files.flatMap(file => file.blocks).find(one => one.id === mapping.mapping.block);
	if (!mapping || !block || mapping.mapping.madeBy) return undefined;
	return entry.kind === 'check' ? checkEdit(facts, mapping, block, entry.yaml) : columnEdit(facts, mapping, block, column, entry);
}

/** Nothing is left for the user to write. */
function whole(edit: FixEdit | undefined): FixEdit | undefined {
	if (!edit) return undefined;
	const { snippet: _, ...rest } = edit;
	return rest;
}

function columnEdit(
	facts: SpecFacts,
	mapping: MappingFacts,
	block: SpecBlock,
	column: string,
	{ key, yaml }: Extract<SuggestedEntry, { kind: 'column' }>,
): FixEdit | undefined {
	const path = [...pathOfMapping(block, mapping.name), 'columns', column];
	const node = nodeAt(block, path);
	if (!node) return copiedEdit(facts, mapping, column, `${key}: ${yaml}`);
	if (node.kind === 'map') return inBlock(block, insertEntry(block.text, path, key, yaml));
	if (node.kind !== 'scalar' || isNull(node)) return undefined;
	const written = flowText(block.text, node);
	return written === undefined
		? undefined
		: { file: block.file, ...placed(block, node), newText: `{ source: ${written}, ${key}: ${yaml} }` };
}

/** A column copied by a pattern gets an entry of its own, which wins; one that `copy` names would be filled twice. */
function copiedEdit(facts: SpecFacts, mapping: MappingFacts, name: string, more: string): FixEdit | undefined {
	const origin = mapping.column(name)?.origin;
	const isNamed = mapping.mapping.copy?.patterns.some(({ text }) => text === name);
	if (origin?.kind !== 'copy' || isNamed || (mapping.table && !columnOf(mapping.table, name))) return undefined;
	const source = `${quoteIdentifier(origin.alias)}.${quoteIdentifier(origin.column)}`;
	const value = `{ source: ${/^[\w.]+$/.test(source) ? source : `'${source.replaceAll("'", "''")}'`}, ${more} }`;
	return whole(insertInMapping(facts, mapping, ['columns'], name, value, false));
}

/** The scalar as it may stand in braces; undefined for one of several lines. */
function flowText(text: string, { start, end, value }: ScalarNode): string | undefined {
	const written = text.slice(start, end);
	if (/[\r\n]/.test(written)) return undefined;
	if (/^["']/.test(written) || /^[\w.()*/+ -]+$/.test(written)) return written;
	return `'${value.replaceAll("'", "''")}'`;
}

function checkEdit(facts: SpecFacts, mapping: MappingFacts, block: SpecBlock, yaml: string): FixEdit | undefined {
	const path = [...pathOfMapping(block, mapping.name), 'reconcile'];
	const checks = nodeAt(block, [...path, 'checks']);
	if (!checks) return whole(insertInMapping(facts, mapping, ['reconcile'], 'checks', `[count, rows, ${yaml}]`, false));
	return checks.kind === 'list' ? itemEdit(block, checks, yaml) : undefined;
}

function itemEdit(block: SpecBlock, { style, items, start }: ListNode, yaml: string): FixEdit | undefined {
	const last = items.at(-1);
	if (style === 'flow') {
		const at = block.offset + (last ? last.end : start + 1);
		return { file: block.file, start: at, end: at, newText: `${last ? ', ' : ''}${yaml}` };
	}
	const dash = last && block.text.lastIndexOf('-', last.start - 1);
	if (!last || dash === undefined || dash < 0) return undefined;
	const indent = ' '.repeat(dash - (block.text.lastIndexOf('\n', dash) + 1));
	let end = last.end;
	while (end > last.start && /\s/.test(block.text[end - 1] ?? '')) end--;
	const lineFeed = block.text.indexOf('\n', end);
	const at = block.offset + (lineFeed < 0 ? block.text.length : lineFeed + 1);
	const lineEnd = block.text.includes('\r\n') ? '\r\n' : '\n';
	return { file: block.file, start: at, end: at, newText: `${lineFeed < 0 ? lineEnd : ''}${indent}- ${yaml}${lineEnd}` };
}

function nodeAt(block: SpecBlock, path: readonly string[]): YamlNode | undefined {
	let node = parseYaml(block.text).root;
	for (const step of path) node = entryOf(node, step)?.value;
	return node;
}

function inBlock(block: SpecBlock, edit: ReturnType<typeof insertEntry>): FixEdit | undefined {
	return edit && { file: block.file, ...placed(block, edit), newText: edit.newText };
}

function placed({ offset }: SpecBlock, { start, end }: { readonly start: number; readonly end: number }) {
	return { start: offset + start, end: offset + end };
}
