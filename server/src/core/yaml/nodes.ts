/** The YAML tree. Offsets are UTF-16 units from the start of the text that was parsed (a block, see `file.ts`). */

export type YamlNode = ScalarNode | MapNode | ListNode;

interface NodeBase {
	/** Without anchor and tag; of an empty value: where it would stand (after `: ` or at the end of the key's line). */
	readonly start: number;
	readonly end: number;
	/** The name after `*` when this node stands for an alias: then its content is the anchor's and start and end are the alias's own. */
	readonly alias?: string;
	/** The tag as written, for example `!!str`. */
	readonly tag?: string;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'empty';

export interface ScalarNode extends NodeBase {
	readonly kind: 'scalar';
	readonly style: ScalarStyle;
	/** The decoded content as text, always: `01` stays `01`, `null` stays `null`. */
	readonly value: string;
	/** Where the UTF-16 unit `index` of `value` stands in the text; of `value.length`: where the content ends. Monotone. */
	offsetAt(index: number): number;
}

export interface MapNode extends NodeBase {
	readonly kind: 'map';
	readonly style: 'block' | 'flow';
	readonly entries: readonly MapEntry[];
}

export interface MapEntry {
	readonly key: ScalarNode;
	/** An empty scalar when nothing is written. */
	readonly value: YamlNode;
	/** From the key's first character to the value's last. */
	readonly start: number;
	readonly end: number;
}

export interface ListNode extends NodeBase {
	readonly kind: 'list';
	readonly style: 'block' | 'flow';
	readonly items: readonly YamlNode[];
}

/** A comment from `#` to the end of its line. */
export interface YamlComment {
	readonly start: number;
	readonly end: number;
	/** The text after `#`, trimmed. */
	readonly text: string;
	/** Whether it stands alone on its line. */
	readonly alone: boolean;
}

/** What is wrong with the YAML itself. */
export interface YamlProblem {
	readonly code: 'yaml-syntax' | 'duplicate-key' | 'merge-key';
	readonly start: number;
	readonly end: number;
	/** Of `yaml-syntax`: the fault in plain words. Of the others: the key. */
	readonly detail: string;
	/** Of `duplicate-key`: where the same key stands first. */
	readonly first?: { readonly start: number; readonly end: number };
}

/** A text and what was read of it. */
export interface ParsedYaml {
	/** Undefined when there is nothing but comments. */
	readonly root: YamlNode | undefined;
	/** In order of position. */
	readonly problems: readonly YamlProblem[];
	/** In order of position. */
	readonly comments: readonly YamlComment[];
	/** Whether an alias names an anchor that does not stand above it in this text. */
	readonly hasOpenAlias: boolean;
}

/** The value of `key` in a map, or undefined. The first one wins when a key stands twice. */
export function entryOf(node: YamlNode | undefined, key: string): MapEntry | undefined {
	return node?.kind === 'map' ? node.entries.find(entry => entry.key.value === key) : undefined;
}

/** Whether a scalar is YAML's null: plain `null`, `Null`, `NULL`, `~`, or nothing at all (YAML 1.2, 10.3.2 core schema). */
export function isNull(node: YamlNode): boolean {
	if (node.kind !== 'scalar') return false;
	const { style, value } = node;
	return style === 'empty' || (style === 'plain' && value.length <= 4 && /^(null|Null|NULL|~|)$/.test(value));
}
