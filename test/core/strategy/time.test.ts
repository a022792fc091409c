import { describe, expect, test } from 'vitest';

import {
	hourMs,
	minuteMs,
	offsetOf,
	parseInstantMs,
	parseMoment,
	parseStretch,
	parseZone,
	renderClock,
	renderDuration,
	renderInstant,
	renderIso,
	shifted,
} from '../../../server/src/core/strategy/time';

const berlin = 'Europe/Berlin';

describe('durations', () => {
	test.each([
		[0, '0 min'],
		[45_000, '45 s'],
		[2 * hourMs + 10 * minuteMs, '2 h 10 min'],
		[24 * hourMs, '24 h'],
		[-90 * minuteMs, '-1 h 30 min'],
		[76 * hourMs, '3 days 4 h'],
		[14 * 24 * hourMs, '14 days'],
	])('%d ms is %s', (ms, words) => expect(renderDuration(ms)).toBe(words));
});

describe('zones', () => {
	test('a zone is one of the platform, or an offset', () => {
		expect(['Europe/Berlin', '+01:00', 'UTC', 'Europe/Berln', ''].map(parseZone)).toEqual([
			'Europe/Berlin',
			'+01:00',
			'UTC',
			undefined,
			undefined,
		]);
	});

	test('a time brings its offset', () => {
		expect(['2026-12-05T22:00:00+01:00', '2026-12-05T22:00Z', '2026-12-05'].map(offsetOf)).toEqual(['+01:00', 'UTC', undefined]);
	});
});

describe('daylight saving', () => {
	const evening = parseInstantMs('2026-10-24T22:00:00+02:00', berlin) ?? 0;

	test('six hours after 22:00 it is 03:00 in the night that has an hour more', () => {
		expect(renderInstant(evening + 6 * hourMs, berlin)).toBe('Sun 2026-10-25 03:00');
	});

	test('a day later it is as late by the clock, 25 hours on', () => {
		expect(renderIso(shifted(evening, '1d', berlin), berlin)).toBe('2026-10-25T22:00:00+01:00');
		expect(shifted(evening, '24h', berlin) - evening).toBe(24 * hourMs);
	});

	test('in March a week before is as late, too', () => {
		const opening = parseInstantMs('2026-03-29T08:30:00+02:00', berlin) ?? 0;
		expect(renderIso(shifted(opening, '-7d', berlin), berlin)).toBe('2026-03-22T08:30:00+01:00');
	});

	test('a day of the calendar begins at its midnight', () => {
		const { startMs, endMs } = parseStretch('2026-10-25/2026-10-25', berlin) ?? { startMs: 0, endMs: 0 };
		expect(endMs - startMs).toBe(25 * hourMs);
		expect(renderClock(startMs, berlin)).toBe('00:00');
	});
});

describe('what cannot be read', () => {
	test.each(['', 'tomorrow', '2026-11-30/2026-11-27', '2026-11-27', 'a/b/c'])('"%s" is no stretch', text => {
		expect(parseStretch(text, berlin)).toBeUndefined();
	});

	test('a moment that is no time and no offset is a name', () => {
		expect(['2026-12-05', '-7d', '+2h', 'open_shop'].map(text => parseMoment(text, berlin).kind)).toEqual([
			'instant',
			'offset',
			'offset',
			'name',
		]);
	});

	test('what leaves the calendar stays where it was', () => {
		expect(shifted(0, '999999999y', berlin)).toBe(0);
	});
});
