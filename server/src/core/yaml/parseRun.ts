/**
 * Parses blocks that stand in a row in one go, as starting js-yaml costs more than parsing a block, and gives each its own tree. Gives
 * nothing when anything is unusual: when the row cannot be read as a whole, or an entry is not where its block is.
 */

import { EVENT_ID, type Event, parseEvents, SCALAR_STYLE, YAMLException } from 'js-yaml';
import type { Cut } from './blocks';
import { skipBlanks } from './characters';
import type { ParsedYaml } from './nodes';
import { treeOf } from './tree';

/** So many blocks at once that starting the parser does not count, and so few that their events need little memory. */
const RUN_LENGTH = 64;

/** What `parseYaml` would make of the blocks `cuts` of `text`, asked for in order by their number; undefined when it has to be asked itself. */
export function parseRuns(text: string, cuts: readonly Cut[]): (n: number) => ParsedYaml | undefined {
	let first = 0;
	let parsed: readonly ParsedYaml[] = [];
	let next = 0;
	return n => {
		if (n >= next) {
			first = n;
			next = runEnd(cuts, n);
			parsed = next - n < 2 ? [] : (parseRun(text, cuts.slice(n, next)) ?? []);
		}
		return parsed[n - first];
	};
}

function runEnd(cuts: readonly Cut[], first: number): number {
	let end = first;
	while (end - first < RUN_LENGTH && cuts[end]?.kind === 'mapping' && cuts[end]?.isDedented === false) end++;
	return Math.max(end, first + 1);
}

function parseRun(text: string, cuts: readonly Cut[]): readonly ParsedYaml[] | undefined {
	const start = cuts[0]?.start ?? 0;
	const events = tryEvents(text.slice(start, cuts.at(-1)?.end));
	const [document, root] = events;
	if (document?.type !== EVENT_ID.DOCUMENT || document.explicitStart || root?.type !== EVENT_ID.MAPPING) return undefined;
	const parsed: ParsedYaml[] = [];
	let at = 2;
	for (const cut of cuts) {
		const end = entryEnd(events, at);
		const own = events.slice(at, end);
		const [key] = own;
		const keyAt = key?.type === EVENT_ID.SCALAR ? firstOffset(key) : -1;
		if (keyAt !== skipBlanks(text, cut.keyLine) - start || !own.every(event => moveBack(event, cut.start - start, cut.end - cut.start))) {
			return undefined;
		}
		// A copy, as in `parseYaml`.
		const block = ` ${text.slice(cut.start, cut.end)}`.slice(1);
		const ownRoot: Event = { ...root, start: keyAt - (cut.start - start) };
		const pop: Event = { type: EVENT_ID.POP };
		parsed.push(treeOf(block, { events: [document, ownRoot, ...own, pop, pop], layout: block }));
		at = end;
	}
	// The ends of the root and of the document.
	return events.length === at + 2 ? parsed : undefined;
}

function tryEvents(text: string): readonly Event[] {
	try {
		return parseEvents(text, {});
	} catch (error) {
		if (!(error instanceof YAMLException)) throw error;
		return [];
	}
}

/** Behind the key and the value that start at `start`. */
function entryEnd(events: readonly Event[], start: number): number {
	let at = start;
	for (let nodes = 0, depth = 0; nodes < 2 && at < events.length; at++) {
		const type = events[at]?.type;
		if (type === EVENT_ID.POP) depth--;
		else if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
		if (depth === 0) nodes++;
	}
	return at;
}

/** Where a bare key begins; -1 when it has an anchor or a tag. */
function firstOffset(key: Extract<Event, { type: typeof EVENT_ID.SCALAR }>): number {
	if (key.anchorStart >= 0 || key.tagStart >= 0) return -1;
	return key.style === SCALAR_STYLE.PLAIN ? key.valueStart : key.valueStart - 1;
}

/** Makes the offsets of an event, which is ours alone, those of its block. False when it does not stand in the block. */
function moveBack(event: Event, by: number, length: number): boolean {
	switch (event.type) {
		case EVENT_ID.SCALAR:
			if (event.anchorStart >= 0 || event.tagStart >= 0) return false;
			if (event.valueStart < 0) return true;
			event.valueStart -= by;
			event.valueEnd -= by;
			return event.valueStart >= 0 && event.valueEnd <= length;
		case EVENT_ID.MAPPING:
		case EVENT_ID.SEQUENCE:
			if (event.anchorStart >= 0 || event.tagStart >= 0) return false;
			event.start -= by;
			return event.start >= 0 && event.start < length;
		default:
			// An alias is left to the parser of one block.
			return event.type === EVENT_ID.POP;
	}
}
