/**
 * Cuts a text that was cut before it was edited: only around the edit. What is found is what `cutBlocks` finds in the whole text; only the
 * lines between the unchanged blocks at both ends, and those of one block above, are read.
 */

import { type Cut, type CutStart, cutBlocks, cutsFrom, hasLoneReturn, newCutter, nextLine, readLine } from './blocks';

/** A text with its blocks. */
export interface CutText {
	readonly text: string;
	readonly cuts: readonly Cut[];
}

export interface Recut {
	readonly cuts: readonly Cut[];
	/** How many of the cuts at the start are as they were. */
	readonly head: number;
	/** How many of the cuts at the end are as they were, but for their place. */
	readonly tail: number;
}

/** Undefined when the text has to be parsed as one block. */
export function recut(text: string, before: CutText | undefined): Recut | undefined {
	if (!before) return wholly(text);
	if (hasLoneReturn(text)) return undefined;
	const start = commonStart(text, before.text);
	const end = commonEnd(text, before.text, Math.min(text.length, before.text.length) - start);
	const edited = before.cuts.findIndex(cut => cut.end > start);
	// What stands above a key is of its block only when the key says so: the last block that seems unchanged is cut again.
	const head = (edited < 0 ? before.cuts.length : edited) - 1;
	const last = before.cuts[head - 1];
	if (head < 1 || !last) return wholly(text);
	const shift = text.length - before.text.length;
	const isOfTail = (cut: Cut) => cut.start >= before.text.length - end;
	const cutter = newCutter(text);
	cutter.starts.push(...before.cuts.slice(0, head));
	cutter.mappingColumn = last.mappingColumn;
	for (let at = last.end; at < text.length; at = nextLine(text, at)) {
		const count = cutter.starts.length;
		if (!readLine(cutter, at)) return undefined;
		const started = cutter.starts[count];
		const met = started && before.cuts.findIndex(cut => isOfTail(cut) && isSame(cut, started, shift));
		if (met === undefined || met < 0) continue;
		cutter.starts.pop();
		const tail = before.cuts.slice(met).map(cut => shifted(cut, shift));
		return withEnds([...cutter.starts, ...tail], text, head, tail.length);
	}
	return withEnds(cutter.starts, text, head, 0);
}

function wholly(text: string): Recut | undefined {
	const cuts = cutBlocks(text);
	return cuts && { cuts, head: 0, tail: 0 };
}

function withEnds(starts: readonly CutStart[], text: string, head: number, tail: number): Recut | undefined {
	const cuts = cutsFrom(starts, text.length);
	return cuts && { cuts, head: Math.min(head, cuts.length), tail };
}

/** How many characters at the start are the same. Halves are compared, as comparing long texts is what an engine does fastest. */
function commonStart(text: string, other: string): number {
	let [low, high] = [0, Math.min(text.length, other.length)];
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (text.slice(low, middle) === other.slice(low, middle)) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** The same at the end, as far as `most`. */
function commonEnd(text: string, other: string, most: number): number {
	let [low, high] = [0, most];
	const part = (of: string, middle: number) => of.slice(of.length - middle, of.length - low);
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (part(text, middle) === part(other, middle)) low = middle;
		else high = middle - 1;
	}
	return low;
}

/** Whether reading goes on as it did before the edit. */
function isSame(cut: Cut, start: CutStart, shift: number): boolean {
	return (
		cut.start + shift === start.start &&
		cut.keyLine + shift === start.keyLine &&
		cut.kind === start.kind &&
		cut.isDedented === start.isDedented &&
		cut.mappingColumn === start.mappingColumn
	);
}

function shifted(cut: Cut, shift: number): Cut {
	return { ...cut, start: cut.start + shift, end: cut.end + shift, keyLine: cut.keyLine + shift };
}
