/** Parses YAML text into our tree. Never throws: what is broken is reported, and what stands around it is kept. */

import type { ParsedYaml } from './nodes';
import { recoverEvents } from './recover';
import { treeOf } from './tree';

/** The tree of `text` with exact offsets, its comments and what is wrong with it. Never throws. */
export function parseYaml(text: string): ParsedYaml {
	const recovered = recoverEvents(text);
	const { root, problems, comments, hasOpenAlias } = treeOf(text, recovered);
	return { root, problems: [...recovered.problems, ...problems].sort((a, b) => a.start - b.start), comments, hasOpenAlias };
}
