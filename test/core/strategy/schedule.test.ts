import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Activity, schedule } from '../../../server/src/core/strategy/schedule';

/** `b 3 after a, c`, one a line. */
function activities(text: string): readonly Activity[] {
	return text
		.trim()
		.split('\n')
		.map(line => {
			const [, name = '', duration, after] = /^\s*(\w+) (\d+)(?: after (.*))?$/.exec(line) ?? [];
			return { name, durationMs: Number(duration), after: after?.split(', ') ?? [] };
		});
}

/** `NAME START-FINISH +SLACK`, in order. */
function times(text: string): readonly string[] {
	return schedule(activities(text)).activities.map(({ name, startMs, finishMs, slackMs }) => `${name} ${startMs}-${finishMs} +${slackMs}`);
}

describe('a schedule', () => {
	test('begins each as soon as what it waits for has ended, and knows who has time', () => {
		expect(times('stop 1\nsync 3 after stop\nmail 1 after stop\nopen 2 after sync, mail')).toEqual([
			'stop 0-1 +0',
			'sync 1-4 +0',
			'mail 1-2 +2',
			'open 4-6 +0',
		]);
	});

	test('has dependencies first, however they are written', () => {
		expect(times('open 1 after sync\nsync 1')).toEqual(['sync 0-1 +0', 'open 1-2 +0']);
	});

	test('lets nothing that is unknown hold it up', () => {
		expect(times('open 1 after nothing')).toEqual(['open 0-1 +0']);
	});

	test('of nothing ends when it begins', () => {
		expect(schedule([], 5).endMs).toBe(5);
	});

	test.each([
		['a 1 after a', [['a']]],
		['a 1 after b\nb 1 after a', [['a', 'b']]],
		['a 1 after c\nb 1 after a\nc 1 after b\nd 1 after a', [['a', 'c', 'b']]],
	])('tells circles and goes on: %s', (text, circles) => {
		const found = schedule(activities(text));
		expect(found.circles).toEqual(circles);
		expect(found.activities).toHaveLength(activities(text).length);
	});

	test('moves with what happened', () => {
		const { activities: found, endMs } = schedule([
			{ name: 'stop', durationMs: 10, after: [], startedMs: 5, finishedMs: 25 },
			{ name: 'sync', durationMs: 30, after: ['stop'], startedMs: 30, finishesNotBeforeMs: 70 },
			{ name: 'open', durationMs: 5, after: ['sync'], notBeforeMs: 40 },
		]);
		expect(found.map(({ startMs, finishMs }) => [startMs, finishMs])).toEqual([
			[5, 25],
			[30, 70],
			[70, 75],
		]);
		expect(endMs).toBe(75);
	});
});

/** Each activity waits for some of those before it, and they come in any order. */
const graphs = fc
	.array(fc.record({ durationMs: fc.nat(20), picks: fc.array(fc.nat(100), { maxLength: 4 }) }), { minLength: 1, maxLength: 9 })
	.chain(nodes => {
		const all = nodes.map(({ durationMs, picks }, n) => ({
			name: `s${n}`,
			durationMs,
			after: n === 0 ? [] : [...new Set(picks.map(pick => `s${pick % n}`))],
		}));
		return fc.shuffledSubarray(all, { minLength: all.length });
	});

/** Every way through the graph that ends in a name, by going all of them. */
function longestTo(all: readonly Activity[], name: string): number {
	const one = all.find(activity => activity.name === name);
	return (one?.durationMs ?? 0) + Math.max(0, ...(one?.after ?? []).map(other => longestTo(all, other)));
}

describe('of any graph', () => {
	test('the end is the longest way through it, and the critical path is one of that length', () => {
		fc.assert(
			fc.property(graphs, all => {
				const { endMs, criticalPath } = schedule(all);
				expect(endMs).toBe(Math.max(...all.map(({ name }) => longestTo(all, name))));
				const lengths = criticalPath.map(name => all.find(one => one.name === name)?.durationMs ?? 0);
				expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(endMs);
				for (const [n, name] of criticalPath.slice(1).entries()) {
					expect(all.find(one => one.name === name)?.after).toContain(criticalPath[n]);
				}
			}),
		);
	});

	test('nothing begins before what it waits for, slack is never negative, and using all of it moves nothing else', () => {
		fc.assert(
			fc.property(graphs, all => {
				const { activities: found, of, endMs, circles } = schedule(all);
				expect(circles).toEqual([]);
				for (const { name, after, startMs, slackMs } of found) {
					for (const other of after) expect(of(other)?.finishMs).toBeLessThanOrEqual(startMs);
					expect(slackMs).toBeGreaterThanOrEqual(0);
					const late = all.map(one => (one.name === name ? { ...one, notBeforeMs: startMs + slackMs } : one));
					expect(schedule(late).endMs).toBe(endMs);
					const later = all.map(one => (one.name === name ? { ...one, notBeforeMs: startMs + slackMs + 1 } : one));
					expect(schedule(later).endMs).toBe(endMs + 1);
				}
			}),
		);
	});

	test('with circles every activity has its times once, and what is told is a circle', () => {
		const tangled = fc.array(fc.record({ durationMs: fc.nat(9), after: fc.array(fc.nat(7), { maxLength: 3 }) }), { maxLength: 8 });
		fc.assert(
			fc.property(tangled, nodes => {
				const all = nodes.map(({ durationMs, after }, n) => ({ name: `s${n}`, durationMs, after: after.map(one => `s${one}`) }));
				const { activities: found, circles } = schedule(all);
				expect(found.map(one => one.name).sort()).toEqual(all.map(one => one.name).sort());
				for (const circle of circles) {
					for (const [n, name] of circle.entries()) {
						expect(all.find(one => one.name === name)?.after).toContain(circle[(n + 1) % circle.length]);
					}
				}
			}),
		);
	});
});
