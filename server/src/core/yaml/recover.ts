/**
 * Gets events out of broken text: finds the fault, mends a copy of the text just enough for js-yaml to read on, and brings the offsets of
 * the events back to the user's text. At most three faults are mended; then everything from the last one on is left out.
 */

import { EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import { isBlank, lineStart } from './characters';
import { faultOf } from './fault';
import { endOfDeeper, lineAt } from './line';
import type { YamlProblem } from './nodes';
import type { Repair } from './repair';
import type { EventSource } from './tree';

const MOST_REPAIRS = 3;

export interface RecoveredEvents extends EventSource {
	readonly problems: readonly YamlProblem[];
}

/** The events of `text` as far as it can be read, with offsets into `text`. Never throws. */
export function recoverEvents(text: string): RecoveredEvents {
	const problems: YamlProblem[] = [];
	const untouched: Draft = { text, layout: text, insertions: [] };
	let draft = untouched;
	for (let repairs = 0; ; repairs++) {
		const read = tryEvents(draft.text);
		if (read.ok) return { events: broughtBack(draft, read.events), layout: draft.layout, problems };
		const fault = faultOf(draft.text, read.reason, read.position);
		const start = toOriginal(draft, fault.start);
		problems.push({ code: 'yaml-syntax', start, end: Math.max(start, toOriginal(draft, fault.end)), detail: fault.detail });
		if (repairs === MOST_REPAIRS) return readAround(untouched, draft, fault.start, problems);
		draft = fault.repairs.reduce(repaired, draft);
	}
}

/** The text that js-yaml gets, and the way back from it. */
interface Draft {
	readonly text: string;
	/** The original with only those lines blanked that were left out. */
	readonly layout: string;
	/** In the order in which they were made; each `at` is an offset of the text before it was made. */
	readonly insertions: readonly { readonly at: number; readonly length: number }[];
}

function tryEvents(text: string): { ok: true; events: Event[] } | { ok: false; reason: string; position: number } {
	try {
		return { ok: true, events: parseEvents(text, {}) };
	} catch (error) {
		if (!(error instanceof YAMLException)) throw error;
		return { ok: false, reason: error.reason, position: error.mark?.position ?? 0 };
	}
}

/** When mending does not help: the events of what stands around the lines at fault, or else above them. */
function readAround(untouched: Draft, draft: Draft, last: number, problems: readonly YamlProblem[]): RecoveredEvents {
	const first = problems[0]?.start ?? 0;
	// When the text can be read without the lines of the first fault, the other faults came from mending it badly.
	const withoutFirst = readWithout(untouched, first, endOfDeeper(untouched.text, lineAt(untouched.text, first)));
	if (withoutFirst !== undefined) return { ...withoutFirst, problems: problems.slice(0, 1) };
	const rest =
		readWithout(draft, last, endOfDeeper(draft.text, lineAt(draft.text, last))) ??
		readWithout(draft, last, draft.text.length) ??
		readWithout(untouched, first, untouched.text.length);
	return { ...(rest ?? { events: [], layout: untouched.layout }), problems };
}

function readWithout(draft: Draft, at: number, end: number): EventSource | undefined {
	const rest = repaired(draft, { kind: 'blank', start: lineAt(draft.text, at).first, end });
	const read = tryEvents(rest.text);
	return read.ok ? { events: broughtBack(rest, read.events), layout: rest.layout } : undefined;
}

function repaired(draft: Draft, repair: Repair): Draft {
	const { text, layout, insertions } = draft;
	switch (repair.kind) {
		case 'insert': {
			const { at, content } = repair;
			return {
				text: text.slice(0, at) + content + text.slice(at),
				layout,
				insertions: [...insertions, { at, length: content.length }],
			};
		}
		case 'replace':
			return { ...draft, text: text.slice(0, repair.at) + repair.content + text.slice(repair.at + repair.content.length) };
		case 'blank':
			return {
				text: commented(blanked(text, repair.start, repair.end), repair.start),
				layout: blanked(layout, toOriginal(draft, repair.start), toOriginal(draft, repair.end)),
				insertions,
			};
	}
}

function blanked(text: string, start: number, end: number): string {
	return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}

/** As white space, what was a line of its own would become content of a text block above it; a comment ends the block. */
function commented(text: string, offset: number): string {
	if (!isBlank(text.charCodeAt(offset)) || text.slice(lineStart(text, offset), offset).trim() !== '') return text;
	return `${text.slice(0, offset)}#${text.slice(offset + 1)}`;
}

function toOriginal(draft: Draft, offset: number): number {
	let original = offset;
	for (let n = draft.insertions.length - 1; n >= 0; n--) {
		const insertion = draft.insertions[n];
		if (insertion !== undefined && original > insertion.at) original = Math.max(insertion.at, original - insertion.length);
	}
	return original;
}

function broughtBack(draft: Draft, events: readonly Event[]): readonly Event[] {
	if (draft.insertions.length === 0) return events;
	const back = (offset: number) => (offset < 0 ? offset : toOriginal(draft, offset));
	return events.map(event => {
		switch (event.type) {
			case EVENT_ID.SCALAR:
				return { ...event, ...propertiesBack(event, back), valueStart: back(event.valueStart), valueEnd: back(event.valueEnd) };
			case EVENT_ID.MAPPING:
			case EVENT_ID.SEQUENCE:
				return { ...event, ...propertiesBack(event, back), start: back(event.start) };
			case EVENT_ID.ALIAS:
				return { ...event, anchorStart: back(event.anchorStart), anchorEnd: back(event.anchorEnd) };
			default:
				return event;
		}
	});
}

interface Properties {
	readonly anchorStart: number;
	readonly anchorEnd: number;
	readonly tagStart: number;
	readonly tagEnd: number;
}

function propertiesBack(event: Properties, back: (offset: number) => number): Properties {
	return {
		anchorStart: back(event.anchorStart),
		anchorEnd: back(event.anchorEnd),
		tagStart: back(event.tagStart),
		tagEnd: back(event.tagEnd),
	};
}
