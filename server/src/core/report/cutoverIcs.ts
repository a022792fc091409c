/**
 * A cutover as a calendar (RFC 5545): an event for each step, message, and for the time after it. Of the same spec it is the same to the
 * last byte, and an event keeps its UID, so that a calendar that imports it again moves what it has.
 */

import { hourMs, minuteMs } from '../strategy/time';
import type { Timeline } from '../strategy/timeline';
import { gateSentence, rollbackSentence } from './cutoverSteps';
import { slackWords } from './cutoverWords';

/** `name`: of the spec. The timeline must be dated. */
export function renderCutoverIcs(name: string, timeline: Timeline): string {
	const { steps, communications, cutover, support, retiresMs, startMs } = timeline;
	const event = (kind: string, key: string, start: number, end: number, summary: string, description: readonly (string | undefined)[]) => [
		'BEGIN:VEVENT',
		`UID:${uid(kind, key, name)}`,
		`DTSTAMP:${utc(startMs)}`,
		`DTSTART:${utc(start)}`,
		`DTEND:${utc(Math.max(end, start + minuteMs))}`,
		`SUMMARY:${escaped(summary)}`,
		`DESCRIPTION:${escaped(description.filter(line => line !== undefined && line !== '').join('\n'))}`,
		'END:VEVENT',
	];
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Crosswalk//Cutover//EN',
		'CALSCALE:GREGORIAN',
		'METHOD:PUBLISH',
		...steps.flatMap(one =>
			event('step', one.name, one.startMs, one.finishMs, `${one.name}: ${one.step.does?.text ?? ''}`, [
				one.step.owner && `Owner: ${one.step.owner.text}`,
				`Slack: ${slackWords(one)}`,
				one.step.run && `Run: ${one.step.run}`,
				gateSentence(one.step),
				rollbackSentence(one.step),
			]),
		),
		...communications.flatMap(({ communication: { name: key, audience, owner, channel, message }, atMs }) =>
			atMs === undefined
				? []
				: event('communication', key.text, atMs, atMs + hourMs / 4, `${key.text}: tell ${audience?.text ?? 'everybody'}`, [
						owner && `Owner: ${owner.text}`,
						channel && `Channel: ${channel.text}`,
						message?.text,
					]),
		),
		...(support
			? event('support', 'support', support.startMs, support.endMs, 'Support after the cutover', [
					cutover.support?.owner && `Owner: ${cutover.support.owner.text}`,
					cutover.support?.contact && `Contact: ${cutover.support.contact.text}`,
					cutover.support?.endsWhen && `Ends when: ${cutover.support.endsWhen.text}`,
				])
			: []),
		...(retiresMs === undefined
			? []
			: event(
					'retire',
					'retire',
					retiresMs,
					retiresMs + hourMs,
					`Retire ${cutover.retire?.systems.map(one => one.text).join(', ') ?? ''}`,
					[cutover.retire?.owner && `Owner: ${cutover.retire.owner.text}`, cutover.retire?.keep && `Keep: ${cutover.retire.keep.text}`],
				)),
		'END:VCALENDAR',
	];
	return lines.map(line => `${folded(line)}\r\n`).join('');
}

/** Letters that are no part of an address are written by their number. */
function uid(kind: string, key: string, name: string): string {
	const plain = (text: string) => text.replace(/[^A-Za-z0-9_-]/gu, character => `.${(character.codePointAt(0) ?? 0).toString(16)}.`);
	return `${kind}.${plain(key)}@${plain(name)}.crosswalk`;
}

/** `20261205T210000Z`. */
function utc(atMs: number): string {
	return new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** RFC 5545, 3.3.11. Controls other than the line feed are not allowed in a text. */
function escaped(text: string): string {
	return text
		.replace(/\r\n?/g, '\n')
		.replace(/[\\;,]/g, '\\$&')
		.replace(/\n/g, '\\n')
		.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

/** RFC 5545, 3.1: no line is longer than 75 octets, and none ends within a character. */
function folded(line: string): string {
	let octets = 0;
	let text = '';
	for (const character of line) {
		const size = sizeOf(character.codePointAt(0) ?? 0);
		if (octets + size > 75) {
			text += '\r\n ';
			octets = 1;
		}
		text += character;
		octets += size;
	}
	return text;
}

/** In UTF-8. */
function sizeOf(codePoint: number): number {
	if (codePoint < 0x80) return 1;
	if (codePoint < 0x800) return 2;
	return codePoint < 0x10000 ? 3 : 4;
}
