/**
 * The YAML of a block whose tree may be forgotten. What every keystroke asks for stays: the keys at its margin, comments and problems. The
 * rest is parsed again from the block's text.
 */

import type { MapEntry, MapNode, ParsedYaml, ScalarNode, YamlComment, YamlNode, YamlProblem } from './nodes';
import { parseYaml } from './parse';
import { withoutNul } from './withoutNul';

export class ForgetfulYaml implements ParsedYaml {
	readonly problems: readonly YamlProblem[];
	readonly comments: readonly YamlComment[];
	readonly hasOpenAlias: boolean;
	readonly entries: readonly MapEntry[];
	private held: YamlNode | undefined;

	constructor(
		private readonly text: string,
		{ problems, comments, hasOpenAlias }: ParsedYaml,
		root: MapNode,
	) {
		this.problems = problems;
		this.comments = comments;
		this.hasOpenAlias = hasOpenAlias;
		this.entries = root.entries.map((entry, n) => new ForgetfulEntry(this, n, entry.key, entry.start, entry.end));
		this.held = root;
	}

	get root(): YamlNode | undefined {
		return this.held ?? withoutNul(this.text, parseYaml(this.text)).root;
	}

	forget(): void {
		this.held = undefined;
	}
}

class ForgetfulEntry implements MapEntry {
	constructor(
		private readonly yaml: ForgetfulYaml,
		private readonly place: number,
		readonly key: ScalarNode,
		readonly start: number,
		readonly end: number,
	) {}

	get value(): YamlNode {
		const { root } = this.yaml;
		const entry = root?.kind === 'map' ? root.entries[this.place] : undefined;
		if (!entry) throw new Error('A text must read the same twice');
		return entry.value;
	}
}

/** The entries of a map at the root, without parsing again. */
export function entriesIn(parsed: ParsedYaml): readonly MapEntry[] | undefined {
	if (parsed instanceof ForgetfulYaml) return parsed.entries;
	return parsed.root?.kind === 'map' ? parsed.root.entries : undefined;
}
