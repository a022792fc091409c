/** Durations, times, dates and moments: which texts are right, and what they mean. */

import { expect, test } from 'vitest';

import { formats, parseDateMs, parseDurationMs, parseTimeMs } from '../../../server/src/core/spec/formats';

test.each([
	['0s', 0],
	['90s', 90_000],
	['30m', 1_800_000],
	['5h20m', 19_200_000],
	['14d', 1_209_600_000],
	['10y', 315_360_000_000],
	['1d2h3m4s', 93_784_000],
	['', undefined],
	['90', undefined],
	['m', undefined],
	['20m5h', undefined],
	['5h 20m', undefined],
	['-7d', undefined],
	['1.5h', undefined],
	['2w', undefined],
])('the duration %s', (text, ms) => {
	expect(parseDurationMs(text)).toBe(ms);
});

test.each([
	['2026-12-05T22:00:00+01:00', '2026-12-05T21:00:00.000Z'],
	['2026-12-05T22:00-03:30', '2026-12-06T01:30:00.000Z'],
	['2026-12-05T22:00:00.25Z', '2026-12-05T22:00:00.250Z'],
	['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
	['2026-02-29T00:00:00Z', undefined],
	['2026-13-01T00:00:00Z', undefined],
	['2026-12-05T24:00:00Z', undefined],
	['2026-12-05T22:60:00Z', undefined],
	['2026-12-05T22:00:00', undefined],
	['2026-12-05 22:00:00Z', undefined],
	['2026-12-05T22:00:00+25:00', undefined],
	['2026-12-05', undefined],
])('the time %s', (text, instant) => {
	const ms = parseTimeMs(text);
	expect(ms === undefined ? undefined : new Date(ms).toISOString()).toBe(instant);
});

test.each([
	['2026-11-30', '2026-11-30T00:00:00.000Z'],
	['2026-11-31', undefined],
	['2026-00-10', undefined],
	['26-11-30', undefined],
])('the date %s', (text, instant) => {
	const ms = parseDateMs(text);
	expect(ms === undefined ? undefined : new Date(ms).toISOString()).toBe(instant);
});

test.each([
	['migration-date', '2026-11-30', undefined],
	['migration-date', '2026-11-30T08:00:00Z', undefined],
	['migration-date', '30.11.2026', 'invalid-time'],
	['migration-interval', '2026-11-27/2026-11-27', undefined],
	['migration-interval', '2026-11-27T08:00Z/2026-11-27T09:00Z', undefined],
	['migration-interval', '2026-11-27/2026-11-27T09:00Z', 'invalid-time'],
	['migration-interval', '2026-11-27', 'invalid-time'],
	['migration-interval', '2026-11-27/2026-11-28/2026-11-29', 'invalid-time'],
	['migration-moment', 'open_shop', undefined],
	['migration-moment', '1_stop', undefined],
	['migration-moment', '+2h', undefined],
	['migration-moment', '14d', undefined],
	['migration-moment', '2026-12-05T22:00:00Z', undefined],
	['migration-moment', '2 days', 'invalid-duration'],
	['migration-moment', '-soon', 'invalid-duration'],
	['migration-moment', '2026-12-05T22', 'invalid-time'],
	['migration-reason', 'Nobody faxes any more', undefined],
	['migration-reason', '\t', 'missing-reason'],
])('as %s, %s', (format, text, code) => {
	expect(formats.get(format)?.(text)).toBe(code);
});
