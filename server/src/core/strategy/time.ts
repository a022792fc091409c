/**
 * Durations, instants and time zones of the plan: reads what the spec says of them, and writes them for people. What has passed is counted
 * in milliseconds; days and years are those of the calendar in a zone, so that a week before 22:00 is 22:00 even across a change of the
 * clocks. Knows no step and no phase. Never throws.
 */

import { Temporal } from 'temporal-polyfill';

import { parseDateMs, parseDurationMs, parseTimeMs } from '../spec/formats';

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The time zone's name, such as `Europe/Berlin`, `UTC` or an offset like `+01:00`. */
export type Zone = string;

/** A stretch of time; `endMs` is the first instant behind it. */
export interface Stretch {
	readonly startMs: number;
	readonly endMs: number;
}

/** What `at`, `until` and their like may be. */
export type Moment =
	| { readonly kind: 'instant'; readonly atMs: number }
	/** Before or after another instant, see `shifted`. */
	| { readonly kind: 'offset'; readonly text: string }
	| { readonly kind: 'name'; readonly name: string };

/** A name that no zone has is undefined. */
export function parseZone(text: string): Zone | undefined {
	try {
		return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId;
	} catch {
		return undefined;
	}
}

/** The offset that a time is written with, as a zone. */
export function offsetOf(time: string): Zone | undefined {
	const offset = /T.*?(Z|[+-]\d{2}:\d{2})$/.exec(time)?.[1];
	return offset === 'Z' ? 'UTC' : offset;
}

/** A time with its zone, or the first instant of a date in `zone`. */
export function parseInstantMs(text: string, zone: Zone): number | undefined {
	const atMs = parseTimeMs(text);
	if (atMs !== undefined || parseDateMs(text) === undefined) return atMs;
	return Temporal.PlainDate.from(text).toZonedDateTime(zone).epochMilliseconds;
}

/** What a person says during the day: a time with its zone, or `22:05`, the last time that a clock in the zone showed it. */
export function parseTodayMs(text: string, nowMs: number, zone: Zone): number | undefined {
	const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
	if (hour === undefined || minute === undefined) return parseTimeMs(text);
	if (Number(hour) > 23 || Number(minute) > 59) return undefined;
	const today = at(nowMs, zone).with({ hour: Number(hour), minute: Number(minute), second: 0, millisecond: 0 });
	return today.epochMilliseconds <= nowMs ? today.epochMilliseconds : today.subtract({ days: 1 }).epochMilliseconds;
}

/** Times and dates are read as `parseInstantMs` does; `-7d` and `2h` are offsets; all else is a name. */
export function parseMoment(text: string, zone: Zone): Moment {
	const atMs = parseInstantMs(text, zone);
	if (atMs !== undefined) return { kind: 'instant', atMs };
	return parseDurationMs(text.replace(/^[+-]/, '')) === undefined ? { kind: 'name', name: text } : { kind: 'offset', text };
}

/** `2026-11-27/2026-11-30`: from the first instant of the first day to the last of the last; or the two instants. */
export function parseStretch(text: string, zone: Zone): Stretch | undefined {
	const [first = '', last = '', ...more] = text.split('/');
	const startMs = parseInstantMs(first, zone);
	const lastMs = parseInstantMs(last, zone);
	if (startMs === undefined || lastMs === undefined || more.length > 0) return undefined;
	const endMs = last.includes('T') ? lastMs : shifted(lastMs, '1d', zone);
	return endMs < startMs ? undefined : { startMs, endMs };
}

/** The instant a duration (`14d`, `+2h`, `-7d`) after another: years and days by the calendar of `zone`, the rest as it passes. */
export function shifted(atMs: number, duration: string, zone: Zone): number {
	const [, sign, years = 0, days = 0, hours = 0, minutes = 0, seconds = 0] =
		/^([+-])?(?:(\d+)y)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
	const length = { years: Number(years), days: Number(days), hours: Number(hours), minutes: Number(minutes), seconds: Number(seconds) };
	try {
		const start = at(atMs, zone);
		return (sign === '-' ? start.subtract(length) : start.add(length)).epochMilliseconds;
	} catch {
		// Beyond the calendar's end.
		return atMs;
	}
}

/** Whether two stretches have an instant in common. */
export function overlap(one: Stretch, other: Stretch): boolean {
	return one.startMs < other.endMs && other.startMs < one.endMs;
}

/** `45 s`, `2 h 10 min`, `24 h`; from two days on `14 days`, `3 days 4 h`. */
export function renderDuration(ms: number): string {
	const seconds = Math.round(Math.abs(ms) / secondMs);
	const days = seconds >= 48 * 3600 ? Math.floor(seconds / 86_400) : 0;
	const rest = seconds - days * 86_400;
	const parts = [
		days > 0 ? `${days} days` : '',
		amount(Math.floor(rest / 3600), 'h'),
		amount(Math.floor((rest % 3600) / 60), 'min'),
		amount(rest % 60, 's'),
	].filter(part => part !== '');
	return `${ms < 0 && seconds > 0 ? '-' : ''}${parts.join(' ') || '0 min'}`;
}

function amount(count: number, unit: string): string {
	return count === 0 ? '' : `${count} ${unit}`;
}

/** `2026-12-05`, as the calendar of the zone has it. */
export function renderDate(atMs: number, zone: Zone): string {
	return at(atMs, zone).toPlainDate().toString();
}

/** `22:00`, or `22:00:30` where there are seconds. */
export function renderClock(atMs: number, zone: Zone): string {
	const time = at(atMs, zone).toPlainTime();
	return time.toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' });
}

/** `Sat 2026-12-05 22:00`. */
export function renderInstant(atMs: number, zone: Zone): string {
	return `${weekdays[at(atMs, zone).dayOfWeek - 1]} ${renderDate(atMs, zone)} ${renderClock(atMs, zone)}`;
}

/** `+01:00`: how far the zone is from UTC at that instant. */
export function renderOffset(atMs: number, zone: Zone): string {
	return at(atMs, zone).offset;
}

/** `2026-12-05T22:00:00+01:00`, as the spec writes times. */
export function renderIso(atMs: number, zone: Zone): string {
	return at(atMs, zone).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function at(atMs: number, zone: Zone): Temporal.ZonedDateTime {
	return Temporal.Instant.fromEpochMilliseconds(Math.trunc(atMs)).toZonedDateTimeISO(zone);
}
