/**
 * The formats of scalars that a schema names: durations, times, dates, reasons. Each judges one text. `parseDurationMs` and `parseTimeMs`
 * read what the formats accept.
 */

export type FormatCode = 'invalid-duration' | 'invalid-time' | 'missing-reason';

/** The code of what is wrong with a text, or undefined when it is right. */
export type Format = (text: string) => FormatCode | undefined;

/** By the name that stands in the schema's `format`. */
export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
	['migration-duration', text => unless(parseDurationMs(text) !== undefined, 'invalid-duration')],
	['migration-time', text => unless(parseTimeMs(text) !== undefined, 'invalid-time')],
	['migration-date', text => unless(isDateOrTime(text), 'invalid-time')],
	['migration-zone', text => unless(isZone(text), 'invalid-time')],
	['migration-interval', text => unless(isInterval(text), 'invalid-time')],
	['migration-moment', momentFault],
	['migration-reason', text => unless(text.trim() !== '', 'missing-reason')],
]);

const dayMs = 24 * 60 * 60 * 1000;

/** The length of a duration such as `5h20m`, `14d` or `10y` (365 days each), or undefined when it is none. */
export function parseDurationMs(text: string): number | undefined {
	const parts = /^(?=\d)(?:(\d+)y)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text)?.slice(1);
	if (parts === undefined) return undefined;
	const unitsMs = [365 * dayMs, dayMs, 60 * 60 * 1000, 60 * 1000, 1000];
	return unitsMs.reduce((sum, unitMs, index) => sum + unitMs * Number(parts[index] ?? 0), 0);
}

/** The instant of an ISO 8601 time with a zone, in milliseconds since 1970, or undefined when it is none. */
export function parseTimeMs(text: string): number | undefined {
	const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(text);
	if (match === null) return undefined;
	const [, date = '', hour = 0, minute = 0, second = 0, fraction = 0, sign, zoneHour = 0, zoneMinute = 0] = match;
	const midnightMs = parseDateMs(date);
	if (midnightMs === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
	if (Number(zoneHour) > 15 || Number(zoneMinute) > 59) return undefined;
	const localMs = midnightMs + (Number(hour) * 3600 + Number(minute) * 60 + Number(second) + Number(fraction)) * 1000;
	const zoneMs = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60 * 1000;
	return sign === '-' ? localMs + zoneMs : localMs - zoneMs;
}

/** Midnight in UTC of a date such as `2026-11-30`, or undefined when the calendar has no such day. */
export function parseDateMs(text: string): number | undefined {
	const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
	if (match === null) return undefined;
	const date = new Date(`${text}T00:00:00Z`);
	// Some engines take 30 February for 1 or 2 March.
	return date.getUTCDate() === Number(match[3]) ? date.getTime() : undefined;
}

function unless(right: boolean, code: FormatCode): FormatCode | undefined {
	return right ? undefined : code;
}

function isDateOrTime(text: string): boolean {
	return (parseDateMs(text) ?? parseTimeMs(text)) !== undefined;
}

/** One that the platform knows. */
function isZone(text: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== '';
	} catch {
		return false;
	}
}

/** First and last day, or first and last instant. */
function isInterval(text: string): boolean {
	const [first = '', last = '', ...more] = text.split('/');
	const parse = first.includes('T') ? parseTimeMs : parseDateMs;
	const start = parse(first);
	const end = parse(last);
	return more.length === 0 && start !== undefined && end !== undefined && start <= end;
}

/** A time, an offset or the name of a step: only what looks like one of the first two can be wrong. */
function momentFault(text: string): FormatCode | undefined {
	if (/^\d{4}-\d/.test(text)) return unless(isDateOrTime(text), 'invalid-time');
	const looksLikeOffset = /^[+-]/.test(text) || /^\d+ ?[a-zA-Z]*$/.test(text);
	return looksLikeOffset ? unless(parseDurationMs(text.replace(/^[+-]/, '')) !== undefined, 'invalid-duration') : undefined;
}
