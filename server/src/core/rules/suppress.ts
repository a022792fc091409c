/**
 * Comments that silence: `# crosswalk-ignore CODE: reason`, on the line of the problem or alone on a line above it. Several codes may be
 * listed with commas. Without a reason nothing is silenced, as leaving out always carries one.
 */

import { linesOf } from '../base/lines';
import { lazy } from '../base/memo';
import type { Problem } from '../base/problem';
import type { SpecFacts } from '../mapping/facts';
import { blocksOf } from '../spec/locate';
import type { SpecBlock } from '../spec/spec';

const comment = /^crosswalk-ignore\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*:\s*\S/;

export function suppressions(facts: Pick<SpecFacts, 'spec' | 'connections' | 'settings'>): (problem: Problem) => boolean {
	const blocks = blocksOf(facts);
	const byBlock = new Map(blocks.filter(hasComment).map(block => [block.id, lazy(() => silencedLines(block))]));
	return problem => {
		const silenced = byBlock.get(problem.span.block)?.();
		return silenced?.codesAt(problem.span.start).has(problem.code) === true;
	};
}

function hasComment(block: SpecBlock): boolean {
	return block.comments.some(one => comment.test(one.text));
}

function silencedLines(block: SpecBlock) {
	const lines = linesOf(block.text);
	const texts = block.text.split(/\r\n|\r|\n/);
	const codes = new Map<number, Set<string>>();
	for (const one of block.comments) {
		const found = comment.exec(one.text);
		if (!found) continue;
		let line = lines.positionAt(one.start).line;
		if (one.alone)
			do line++;
			while (line < texts.length && /^\s*(#|$)/.test(texts[line] ?? ''));
		const all = codes.get(line) ?? new Set();
		for (const code of (found[1] ?? '').split(',')) all.add(code.trim());
		codes.set(line, all);
	}
	const none: ReadonlySet<string> = new Set();
	return { codesAt: (offset: number): ReadonlySet<string> => codes.get(lines.positionAt(offset).line) ?? none };
}
