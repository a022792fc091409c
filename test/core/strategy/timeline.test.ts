import { describe, expect, test } from 'vitest';

import type { SpecFacts } from '../../../server/src/core/mapping/facts';
import { renderCutoverSvg } from '../../../server/src/core/report/cutoverSvg';
import {
	afterwardsSentences,
	communicationSentences,
	planSentences,
	workloadSentences,
} from '../../../server/src/core/report/cutoverWords';
import { parseSpec } from '../../../server/src/core/spec/parseSpec';
import { type Timeline, timelineOf } from '../../../server/src/core/strategy/timeline';
import { memorySources } from '../../support/memorySources';

function factsOf(cutover: string): Pick<SpecFacts, 'identity' | 'spec'> {
	const file = '/s.migration.yaml';
	const text = `crosswalk: 1\nname: s\nsource: { connection: a }\ntarget: { connection: b }\n${cutover}`;
	return { identity: {}, spec: parseSpec(file, memorySources(new Map([[file, text]]))) };
}

function timeline(cutover: string): Timeline {
	const found = timelineOf(factsOf(cutover));
	if (!found) throw new Error('There is no cutover');
	return found;
}

describe('the way back', () => {
	const parallel = `cutover:
  steps:
    a: { do: A, duration: 1h, rollback: { do: Undo, duration: 10m } }
    b: { do: B, duration: 3h, rollback: { do: Undo, duration: 20m } }
    c: { do: C, duration: 1h, after: [a], rollback: { do: Undo, duration: 40m } }
    open: { do: Open, duration: 1h, after: [b, c], point_of_no_return: true }
`;

	test('of a step undoes all that has begun when it ends', () => {
		const back = timeline(parallel).steps.map(({ name, wayBack }) => [name, wayBack && wayBack.ms / 60_000]);
		expect(back).toEqual([
			['a', 30],
			['b', 70],
			['c', 70],
			['open', undefined],
		]);
	});

	test('is a least one when a way back has no length', () => {
		const spec = parallel.replace(
			'c: { do: C, duration: 1h, after: [a], rollback: { do: Undo, duration: 40m } }',
			'c: { do: C, duration: 1h, after: [a], rollback: Undo }',
		);
		expect(timeline(spec).step('c')?.wayBack).toEqual({ ms: 30 * 60_000, isLeast: true });
	});
});

test('what is not of the right shape is passed over', () => {
	const found = timeline(
		'cutover:\n  starts: soon\n  window: long\n  steps:\n    a: 7\n    b: [x]\n    c: { do: C, after: nothing, duration: never }\n  freeze: yes\n  communications: { x: 1 }\n',
	);
	expect(found.steps.map(one => one.name)).toEqual(['a', 'b', 'c']);
	expect(found.isDated).toBe(false);
	expect(planSentences(found)[0]).toBe('No duration: a, b, c; every sum is the least that it can be.');
});

test('messages, people and what comes after have their times', () => {
	const found = timeline(`cutover:
  starts: 2026-12-05T22:00:00+01:00
  roles: { ops: Operations }
  steps:
    a: { do: A, owner: ops, duration: 1h }
    b: { do: B, owner: ops, duration: 1h }
    c: { do: C, owner: ops, duration: 1h, after: [b] }
  communications:
    late: { at: 2027-01-02T08:00:00+01:00 }
    done: { at: c, audience: All }
    soon: { at: -2h, channel: phone, owner: ops, message: Soon }
    never: { at: nobody }
  support: { for: 2d }
  retire: { systems: [ERP], after: 90d }
`);
	expect(communicationSentences(found)).toEqual([
		'Sat 2026-12-05 20:00  soon (by phone, from ops): Soon',
		'Sun 2026-12-06 00:00  done (All)',
		'Sat 2027-01-02 08:00  late',
		'at nobody  never',
	]);
	expect(workloadSentences(found)).toEqual(['ops: 2 h in 3 steps; "a" and "b" at once at 22:00 (their slack lets one follow the other)']);
	expect(afterwardsSentences(found)).toEqual(['Support until Tue 2026-12-08 00:00.', 'Retire ERP at Sat 2027-03-06 00:00.']);
});

test('the chart holds nothing of the spec as markup', () => {
	const spec = 'cutover:\n  steps:\n    "<script>alert(1)</script>": { do: X, duration: 1h }\n    "b & \\"c\\"": { do: Y }\n';
	const svg = renderCutoverSvg(timeline(spec), { title: '</title><script>', styled: true });
	expect(svg).not.toContain('<script');
	expect(svg).toContain('&lt;script&gt;');
	expect(svg).toMatch(/role="img" aria-labelledby="cutover-title cutover-description"/);
});

describe('from one keystroke to the next', () => {
	const steps = Array.from(
		{ length: 300 },
		(_, n) =>
			`    s${n}: { do: S, owner: r${n % 7}, duration: ${5 + (n % 9)}m${n < 3 ? '' : `, after: [s${n - 1 - (n % 3)}, s${Math.floor(n / 2)}]`}, rollback: { do: U, duration: 1m } }`,
	);

	test('a timeline is kept while its sections are the same', () => {
		const facts = factsOf(`cutover:\n  steps:\n${steps.join('\n')}\n`);
		expect(timelineOf(facts)).toBe(timelineOf(facts));
		expect(timelineOf({ ...facts, spec: { ...facts.spec } })).toBe(timelineOf(facts));
		expect(timelineOf(facts)?.steps).toHaveLength(300);
	});
});
