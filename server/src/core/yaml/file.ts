/**
 * A YAML file cut into blocks: the entries of its top level, and the entries of `mappings`. Each block is parsed alone and remembered by
 * its text, so that a keystroke parses one block. A file that cannot be cut (document markers, directives, anchors, `? key`, a lone CR,
 * flow at the top) is one block.
 */

import type { Memo } from '../base/memo';
import type { MapNode, ScalarNode, YamlComment, YamlNode, YamlProblem } from './nodes';

/** One block: a run of whole lines. */
export interface YamlBlock {
	/** `FILE#KEY`, `FILE#mappings/NAME`, with `~2` and so on when a name repeats; `FILE#` for a file in one block. */
	readonly id: string;
	/** Where the block starts in its file. */
	readonly offset: number;
	readonly text: string;
	readonly parsed: ParsedYaml;
}

export interface ParsedYaml {
	/** Undefined when there is nothing but comments. */
	readonly root: YamlNode | undefined;
	readonly problems: readonly YamlProblem[];
	readonly comments: readonly YamlComment[];
}

/** An entry with the block that its offsets are relative to. */
export interface BlockEntry {
	readonly block: YamlBlock;
	readonly key: ScalarNode;
	readonly value: YamlNode;
	readonly start: number;
	readonly end: number;
}

export interface YamlFile {
	readonly file: string;
	readonly text: string;
	readonly blocks: readonly YamlBlock[];
	/** The entries of the top level but `mappings`, in order. */
	readonly entries: readonly BlockEntry[];
	/** The entry `mappings` itself (its value is empty when its entries are blocks of their own). */
	readonly mappingsEntry?: BlockEntry;
	/** The entries of `mappings`, in order. */
	readonly mappings: readonly BlockEntry[];
	/** What is wrong across blocks (a key of the top level that stands twice). Offsets are relative to `block`. */
	readonly problems: readonly (YamlProblem & { readonly block: string })[];
	/** The root when it is not a map. */
	readonly wrongRoot?: { readonly block: YamlBlock; readonly node: Exclude<YamlNode, MapNode> };
}

/** What was parsed before, by block text. */
export type YamlMemo = Memo<ParsedYaml>;
