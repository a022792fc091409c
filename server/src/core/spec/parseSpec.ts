/**
 * Reads a spec and its fragments into one typed value. Never throws: what is wrong is among the findings. Each block is read once and
 * remembered by its text.
 */

import { memo } from '../base/memo';
import { nearestName } from '../base/nearest';
import type { Finding } from '../base/problem';
import { type Span, spanOf } from '../base/span';
import { type BlockEntry, forgetTree, forgetTrees, parseYamlFile, type YamlBlock, type YamlFile, type YamlMemo } from '../yaml/file';
import type { MapEntry, YamlNode } from '../yaml/nodes';
import { duplicateNames } from './duplicateNames';
import { type At, entryAt, textOf, textsOf } from './read';
import { readMapping } from './readMapping';
import {
	readAcceptance,
	readCopies,
	readLookups,
	readParameters,
	readQuality,
	readQueryPairs,
	readSection,
	readSide,
	readViews,
} from './readParts';
import { readSidedIgnores } from './readShared';
import type { SchemaRef } from './schemas';
import { checkShape, topKeys } from './shape';
import type { CsvTable, SpecSources } from './sources';
import type { Mapping, Section, Spec, SpecFile, Text } from './spec';
import { yamlFinding } from './yamlFinding';

/** Blocks of a file whose trees are held until they have served. More would have to be in memory beside the catalogs of a large spec. */
const mostHeld = 1000;

/** What was read before, by text. */
export interface SpecMemo {
	readonly yaml: YamlMemo;
	/** By name: the files as they were when they were last in blocks. */
	readonly files: Map<string, YamlFile>;
	/** By the entry of the mapping, which is itself remembered by the block's text. */
	readonly mappings: WeakMap<MapEntry, { readonly block: string; readonly mapping: Mapping }>;
	readonly shapes: WeakMap<MapEntry, { readonly block: string; readonly findings: readonly Finding[] }>;
	/** Of the plan, by the node of the section. */
	readonly sections: WeakMap<YamlNode, { readonly block: string; readonly section: Section }>;
	/** Forgets what the reading before the last one did not need. */
	turn(): void;
}

export function specMemo(): SpecMemo {
	const yaml: YamlMemo = memo();
	return { yaml, files: new Map(), mappings: new WeakMap(), shapes: new WeakMap(), sections: new WeakMap(), turn: () => yaml.turn() };
}

/** A file that may be included but is no spec of its own, by its name. */
export function isFragmentName(file: string): boolean {
	return /\.mapping\.ya?ml$/.test(file);
}

/** Reads `file` and what it includes. A missing file reads as an empty one. */
export function parseSpec(file: string, sources: SpecSources, remembered: SpecMemo = specMemo()): Spec {
	const findings: Finding[] = [];
	const main = readFile(file, sources, remembered, findings);
	const include = main.entries.filter(entry => entry.key.value === 'include').flatMap(entry => textsOf(atOf(entry)));
	const fragments = includedFiles(file, include, sources, findings).map(name => readFile(name, sources, remembered, findings));
	const files = [main, ...fragments];
	const part = <Value>(key: string, read: (at: At, file: string) => readonly Value[]): readonly Value[] =>
		files.flatMap(one => one.entries.filter(entry => entry.key.value === key).flatMap(entry => read(atOf(entry), one.file)));
	const one = <Value>(key: string, read: (at: At) => Value): Value | undefined => {
		const entry = main.entries.find(entry => entry.key.value === key);
		return entry && read(atOf(entry));
	};
	const section = (at: At): Section => sectionOf(at, remembered);
	const ignores = part('ignore', at => [readSidedIgnores(at)]);
	const spec: Spec = {
		file,
		files: files.map(specFile),
		name: one('name', textOf),
		description: one('description', textOf),
		source: one('source', readSide),
		target: one('target', readSide),
		parameters: part('parameters', readParameters),
		include,
		lookups: part('lookups', (at, base) => readLookups(at, name => readTable(base, name, sources, findings))),
		views: part('views', readViews),
		copies: part('copy', readCopies),
		ignore: { source: ignores.flatMap(ignore => ignore.source), target: ignores.flatMap(ignore => ignore.target) },
		mappings: files.flatMap(one => one.mappings.map(entry => mappingOf(entry, remembered))),
		reconciliation: part('reconciliation', readQueryPairs),
		quality: part('quality', readQuality),
		acceptance: part('acceptance', readAcceptance),
		scope: one('scope', section),
		strategy: one('strategy', section),
		cutover: one('cutover', section),
		execution: one('execution', section),
		risks: one('risks', section),
		top: topOf(main),
		findings,
	};
	findings.push(...duplicateNames(spec));
	for (const one of files) forgetTrees(one, mostHeld);
	return spec;
}

function readFile(file: string, sources: SpecSources, remembered: SpecMemo, findings: Finding[]): YamlFile {
	const before = remembered.files.get(file);
	// Of a spec whose columns nobody has asked for meanwhile.
	if (before) forgetTrees(before);
	const yaml = parseYamlFile(file, sources.text(file) ?? '', remembered.yaml, before);
	if (yaml.cuts.length > 0) remembered.files.set(file, yaml);
	for (const block of yaml.blocks) findings.push(...block.parsed.problems.map(problem => yamlFinding(problem, block.id)));
	findings.push(...yaml.problems.map(problem => yamlFinding(problem, problem.block, problem.firstBlock)));
	findings.push(...checkTop(yaml, isFragmentName(file)));
	for (const entry of yaml.entries) findings.push(...shapeOf(entry, `#/properties/${entry.key.value}`, remembered));
	for (const entry of yaml.mappings) findings.push(...shapeOf(entry, '#/$defs/mapping', remembered));
	return yaml;
}

/** The top level by hand, as its entries are blocks of their own. */
function checkTop(yaml: YamlFile, isFragment: boolean): readonly Finding[] {
	const findings: Finding[] = [];
	const { known, required } = topKeys(isFragment);
	const where = isFragment ? 'a fragment' : 'a spec';
	if (yaml.wrongRoot) {
		const { block, node } = yaml.wrongRoot;
		const args = { key: where, expected: 'a map of keys', found: node.kind === 'list' ? 'a list' : 'a single value' };
		return [{ code: 'wrong-type', span: spanOf(block.id, node.start, node.end), args }];
	}
	const entries = yaml.mappingsEntry ? [...yaml.entries, yaml.mappingsEntry] : yaml.entries;
	for (const { key, block } of entries) {
		if (known.includes(key.value)) continue;
		const nearest = nearestName(key.value, known);
		const data = nearest === undefined ? undefined : { replacement: nearest };
		findings.push({ code: 'unknown-key', span: spanOf(block.id, key.start, key.end), args: { key: key.value, where, nearest }, data });
	}
	for (const key of required) {
		if (!entries.some(entry => entry.key.value === key))
			findings.push({ code: 'missing-required-key', span: topOf(yaml), args: { key, where } });
	}
	return findings;
}

/** A block that another one of the same text gave its node to has another id. */
function shapeOf({ entry, block }: BlockEntry, schema: SchemaRef, remembered: SpecMemo): readonly Finding[] {
	const known = remembered.shapes.get(entry);
	if (known?.block === block.id) return known.findings;
	const findings = checkShape(entry.value, schema, block.id, entry.key);
	remembered.shapes.set(entry, { block: block.id, findings });
	return findings;
}

function mappingOf(entry: BlockEntry, remembered: SpecMemo): Mapping {
	const { block, start, end } = entry;
	const known = remembered.mappings.get(entry.entry);
	if (known?.block === block.id) return known.mapping;
	const mapping = readMapping(entryAt(entry, block.id), block.text.slice(start, end), () => lastAtOf(entry));
	remembered.mappings.set(entry.entry, { block: block.id, mapping });
	return mapping;
}

/** The same object while the block's text is the same. */
function sectionOf(at: At, remembered: SpecMemo): Section {
	const known = remembered.sections.get(at.node);
	if (known?.block === at.block) return known.section;
	const section = readSection(at);
	remembered.sections.set(at.node, { block: at.block, section });
	return section;
}

function includedFiles(file: string, include: readonly Text[], sources: SpecSources, findings: Finding[]): readonly string[] {
	const files = new Set<string>();
	for (const pattern of include) {
		const matched = sources.glob(file, pattern.text).filter(name => name !== file);
		// What is wrong is shown with its line, and a spec must not make that a way to read any file of the machine.
		const found = matched.filter(name => isFragmentName(name) || /\.migration\.ya?ml$/.test(name));
		const misnamed = matched.length > 0 ? 1 : undefined;
		if (found.length === 0) findings.push({ code: 'include-not-found', span: pattern.span, args: { pattern: pattern.text, misnamed } });
		for (const name of found) files.add(name);
	}
	return [...files];
}

function readTable(base: string, name: Text, sources: SpecSources, findings: Finding[]): CsvTable | undefined {
	const text = sources.text(sources.resolve(base, name.text));
	if (text === undefined) {
		findings.push({ code: 'include-not-found', span: name.span, args: { pattern: name.text } });
		return undefined;
	}
	const table = text.includes('\0') ? { error: 'it holds the character NUL, which no database takes' } : sources.csv(text);
	if ('header' in table) return table;
	findings.push({ code: 'invalid-value', span: name.span, args: { key: 'file', value: name.text, problem: table.error } });
	return undefined;
}

function atOf(entry: BlockEntry): At {
	return { node: entry.value, block: entry.block.id };
}

/** The tree has served when the columns are read from it: analysis comes next, and with all trees beside it a large spec would take too much. */
function lastAtOf(entry: BlockEntry): At {
	const at = atOf(entry);
	forgetTree(entry.block);
	return at;
}

function specFile(yaml: YamlFile): SpecFile {
	const blocks = yaml.blocks.map((block: YamlBlock) => ({
		id: block.id,
		file: yaml.file,
		offset: block.offset,
		text: block.text,
		comments: block.parsed.comments,
	}));
	return { file: yaml.file, text: yaml.text, isFragment: isFragmentName(yaml.file), blocks };
}

/** The key `crosswalk` if there is one, else the start of the file. */
function topOf(yaml: YamlFile): Span {
	const entry = yaml.entries.find(entry => entry.key.value === 'crosswalk') ?? yaml.entries[0];
	if (entry) return spanOf(entry.block.id, entry.key.start, entry.key.end);
	return spanOf(yaml.blocks[0]?.id ?? `${yaml.file}#`, 0, 0);
}
