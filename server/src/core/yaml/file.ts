/**
 * A YAML file cut into blocks: the entries of its top level, and the entries of `mappings`. Each block is parsed alone and remembered by
 * its text, so that a keystroke parses one block. A file that cannot be cut (document markers, directives, `? key`, a lone CR, flow at the
 * top, an alias whose anchor stands in another block) is one block.
 */

import type { Memo } from '../base/memo';
import type { Cut } from './blocks';
import { lineEnd, skipBlanks } from './characters';
import { entriesIn, ForgetfulYaml } from './forgetful';
import { duplicateKey, keyIdentity } from './keys';
import type { MapEntry, MapNode, ParsedYaml, ScalarNode, YamlNode, YamlProblem } from './nodes';
import { parseYaml } from './parse';
import { recut } from './recut';
import { withoutNul } from './withoutNul';

/** One block: a run of whole lines. */
export interface YamlBlock {
	/** `FILE#KEY`, `FILE#mappings/NAME`, with `~2` and so on when a name repeats; `FILE#` for a file in one block. */
	readonly id: string;
	/** Where the block starts in its file. */
	readonly offset: number;
	readonly text: string;
	readonly parsed: ParsedYaml;
}

/** An entry with the block that its offsets are relative to. */
export interface BlockEntry {
	readonly block: YamlBlock;
	readonly key: ScalarNode;
	readonly value: YamlNode;
	readonly start: number;
	readonly end: number;
	/** The same object as long as the text of its block is the same. */
	readonly entry: MapEntry;
}

/** What is wrong across blocks. Offsets are relative to `block`, those of `first` to `firstBlock`. */
export interface FileProblem extends YamlProblem {
	readonly block: string;
	readonly firstBlock?: string;
}

export interface YamlFile {
	readonly file: string;
	readonly text: string;
	/** In order; together they are the whole text. */
	readonly blocks: readonly YamlBlock[];
	/** Where the blocks are; empty when the file could not be cut. */
	readonly cuts: readonly Cut[];
	/** The entries of the top level but `mappings`, in order. */
	readonly entries: readonly BlockEntry[];
	/** The entry `mappings` itself (its value is empty when its entries are blocks of their own). */
	readonly mappingsEntry?: BlockEntry;
	/** The entries of `mappings`, in order. */
	readonly mappings: readonly BlockEntry[];
	/** What is wrong across blocks: a key that stands twice, a line that is no entry. */
	readonly problems: readonly FileProblem[];
	/** The root when it is not a map. */
	readonly wrongRoot?: { readonly block: YamlBlock; readonly node: Exclude<YamlNode, MapNode> };
}

/** What was parsed before, by block text. */
export type YamlMemo = Memo<ParsedYaml>;

/**
 * Reads a file block by block. Never throws. What it finds is the same as when the file is parsed in one go, but offsets are of blocks.
 * `before` is what was read of the file when it was last in blocks: blocks above and below an edit are taken over.
 */
export function parseYamlFile(file: string, text: string, memo: YamlMemo, before?: YamlFile): YamlFile {
	const found = recut(text, before);
	if (!found) return fileOfOneBlock(file, text, memo);
	const { cuts, head, tail } = found;
	const firstOfTail = cuts.length - tail;
	const shift = (before?.blocks.length ?? 0) - cuts.length;
	const known = (n: number) => (n < head ? before?.blocks[n] : n >= firstOfTail ? before?.blocks[n + shift] : undefined);
	return fileOfBlocks(file, text, cuts, memo, known) ?? fileOfOneBlock(file, text, memo);
}

interface Draft {
	readonly blocks: YamlBlock[];
	/** All entries of the top level. */
	readonly tops: BlockEntry[];
	readonly entries: BlockEntry[];
	mappingsEntry?: BlockEntry;
	readonly mappings: BlockEntry[];
	readonly problems: FileProblem[];
}

/** Undefined when the blocks turn out not to be readable on their own. */
function fileOfBlocks(
	file: string,
	text: string,
	cuts: readonly Cut[],
	memo: YamlMemo,
	known: (n: number) => YamlBlock | undefined,
): YamlFile | undefined {
	const draft = emptyDraft();
	const ids = new Map<string, number>();
	for (const [n, cut] of cuts.entries()) {
		const block = blockOf(file, text, cut, memo, ids, known(n));
		draft.blocks.push(block);
		takeRoot(draft, block, cut);
	}
	const isOpen = draft.blocks.some(block => block.parsed.hasOpenAlias) && text.includes('&');
	if (isOpen || !draft.blocks.some(block => block.parsed.root?.kind === 'map')) return undefined;
	checkTwice(draft.problems, draft.tops);
	checkTwice(draft.problems, draft.mappings);
	const { blocks, entries, mappingsEntry, mappings, problems } = draft;
	return { file, text, blocks, cuts, entries, mappingsEntry, mappings, problems };
}

/** `known` is the block of the same text, which may have stood elsewhere and under a key of the same name. */
function blockOf(file: string, text: string, cut: Cut, memo: YamlMemo, ids: Map<string, number>, known: YamlBlock | undefined): YamlBlock {
	// A copy of its own: what is remembered of a slice of the file would keep the whole file in memory.
	const own = known?.text ?? ` ${text.slice(cut.start, cut.end)}`.slice(1);
	const parsed = known?.parsed ?? memo.get(own, () => parseBlock(own, cut));
	// An id without a number is the name itself.
	const isName = known !== undefined && !known.id.includes('~');
	const id = idOf(ids, isName ? known.id : `${file}#${cut.kind === 'mapping' ? 'mappings/' : ''}${nameOf(parsed)}`);
	if (known?.id === id && known.offset === cut.start) return known;
	return { id, offset: cut.start, text: own, parsed };
}

function parseBlock(text: string, { kind }: Cut): ParsedYaml {
	const parsed = withoutNul(text, parseYaml(text));
	return kind === 'mapping' && parsed.root?.kind === 'map' ? new ForgetfulYaml(text, parsed, parsed.root) : parsed;
}

/** Lets go of the tree of a mapping: trees are most of a large spec. It is parsed again when someone asks for it. */
export function forgetTree({ parsed }: YamlBlock): void {
	if (parsed instanceof ForgetfulYaml) parsed.forget();
}

/** Lets go of the trees of all mappings but those among the first `held` blocks. */
export function forgetTrees({ blocks }: YamlFile, held = 0): void {
	for (const block of blocks.slice(held)) forgetTree(block);
}

function fileOfOneBlock(file: string, text: string, memo: YamlMemo): YamlFile {
	const parsed = memo.get(text, () => withoutNul(text, parseYaml(text)));
	const block: YamlBlock = { id: `${file}#`, offset: 0, text, parsed };
	const draft = emptyDraft();
	const { root } = parsed;
	if (root?.kind === 'map') for (const entry of root.entries) takeEntry(draft, new EntryOfBlock(block, entry), false);
	const { entries, mappingsEntry, mappings } = draft;
	const wrongRoot = root === undefined || root.kind === 'map' ? undefined : { block, node: root };
	return { file, text, blocks: [block], cuts: [], entries, mappingsEntry, mappings, problems: [], wrongRoot };
}

function emptyDraft(): Draft {
	return { blocks: [], tops: [], entries: [], mappings: [], problems: [] };
}

function takeRoot(draft: Draft, block: YamlBlock, cut: Cut): void {
	const entries = entriesIn(block.parsed);
	if (entries) {
		for (const entry of entries) takeEntry(draft, new EntryOfBlock(block, entry), cut.kind === 'mapping');
		if (cut.isDedented) {
			draft.problems.push({ ...keyLineOf(block, cut), detail: 'This line is indented less than the first entry of "mappings"' });
		}
	} else if (block.parsed.root !== undefined)
		draft.problems.push({ ...keyLineOf(block, cut), detail: 'A key needs a colon and a space after it' });
}

function takeEntry(draft: Draft, entry: BlockEntry, isMapping: boolean): void {
	if (isMapping) {
		draft.mappings.push(entry);
		return;
	}
	draft.tops.push(entry);
	if (entry.key.value !== 'mappings') draft.entries.push(entry);
	else {
		draft.mappingsEntry ??= entry;
		if (entry.value.kind === 'map') for (const each of entry.value.entries) draft.mappings.push(new EntryOfBlock(entry.block, each));
	}
}

function keyLineOf(block: YamlBlock, cut: Cut): Omit<FileProblem, 'detail'> {
	const start = skipBlanks(block.text, cut.keyLine - cut.start);
	return { code: 'yaml-syntax', block: block.id, start, end: lineEnd(block.text, start) };
}

/** Its value is read when it is asked for. */
class EntryOfBlock implements BlockEntry {
	constructor(
		readonly block: YamlBlock,
		readonly entry: MapEntry,
	) {}

	get key(): ScalarNode {
		return this.entry.key;
	}

	get value(): YamlNode {
		return this.entry.value;
	}

	get start(): number {
		return this.entry.start;
	}

	get end(): number {
		return this.entry.end;
	}
}

function nameOf(parsed: ParsedYaml): string {
	const entries = entriesIn(parsed);
	if (entries) return entries[0]?.key.value ?? '';
	return parsed.root?.kind === 'scalar' ? parsed.root.value : '';
}

function idOf(ids: Map<string, number>, name: string): string {
	const count = (ids.get(name) ?? 0) + 1;
	ids.set(name, count);
	return count === 1 ? name : `${name}~${count}`;
}

/** Within a block the parser has found them. */
function checkTwice(problems: FileProblem[], entries: readonly BlockEntry[]): void {
	const firsts = new Map<string, BlockEntry>();
	for (const entry of entries) {
		const name = keyIdentity(entry.key);
		const first = firsts.get(name);
		if (first === undefined) firsts.set(name, entry);
		else if (first.block !== entry.block) {
			problems.push({ ...duplicateKey(entry.key, first.key), block: entry.block.id, firstBlock: first.block.id });
		}
	}
}
