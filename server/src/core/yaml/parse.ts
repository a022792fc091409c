/** Parses YAML text into our tree. Never throws: what is broken is reported, and what stands around it is kept. */

import type { ParsedYaml } from './nodes';
import { recoverEvents } from './recover';
import { treeOf } from './tree';

/** The tree of `text` with exact offsets, its comments and what is wrong with it. Never throws. */
export function parseYaml(text: string): ParsedYaml {
	// A copy of its own: a block is a slice of its file, and what is remembered of it would keep the whole file in memory.
	const own = ` ${text}`.slice(1);
	const recovered = recoverEvents(own);
	const { root, problems, comments, hasOpenAlias } = treeOf(own, recovered);
	return { root, problems: [...recovered.problems, ...problems].sort((a, b) => a.start - b.start), comments, hasOpenAlias };
}
