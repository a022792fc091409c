/** What needs no server: bounds of rules, pairs of expected and actual rows, and the words of lenses. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckResult, NamedValue } from '../../../server/src/core/reconcile/result';
import { renderTrialLine } from '../../../server/src/core/report/trialLine';
import { isWithinAtMost, parseAtMost } from '../../../server/src/core/trials/atMost';
import { judgeExample } from '../../../server/src/core/trials/compareExample';

test('a share is kept to exactly, however it falls between two rows', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 10_000 }),
			fc.integer({ min: 0, max: 10_000 }),
			fc.integer({ min: 0, max: 10_000 }),
			(of, share, count) => {
				const atMost = parseAtMost(`${Math.floor(share / 100)}.${String(share % 100).padStart(2, '0')}%`);
				expect(atMost && isWithinAtMost(count, atMost, of)).toBe(BigInt(count) * 10_000n <= BigInt(share) * BigInt(of));
			},
		),
	);
});

test.each(['', '-1', '1.5', '100.01%', '%', '3 percent', '1e3'])('%j is no bound', text => {
	expect(parseAtMost(text)).toBeUndefined();
});

const row = (values: Readonly<Record<string, string | number | null>>): readonly NamedValue[] =>
	Object.entries(values).map(([name, value]) => ({ name, value }));
const columns = [
	{ name: 'no', type: 'integer' },
	{ name: 'amount', type: 'numeric' },
	{ name: 'name', type: 'text' },
];
const judge = (expected: readonly (readonly NamedValue[])[], rows: readonly (readonly NamedValue[])[]) =>
	judgeExample({ kind: 'rows', rows: [] }, columns, { rows, rejected: [] }, expected).rows;

test('every row has one partner: those that fit exactly first, then the most like it', () => {
	const [one, two, three] = [row({ no: 1, name: 'a' }), row({ no: 2, name: 'a' }), row({ no: 3, name: 'c' })];
	expect(judge([row({ name: 'a' }), two], [two, one]).map(({ differing }) => differing)).toEqual([[], []]);
	expect(judge([one, row({ no: 9, name: 'c' })], [three, one])).toMatchObject([
		{ actual: one, differing: [] },
		{ actual: three, differing: ['no'] },
	]);
	expect(judge([one, one], [one])).toMatchObject([{ differing: [] }, { expected: one }]);
	expect(judge([], [one])).toEqual([{ actual: one, differing: [] }]);
});

test('of numbers the number counts, of texts every character, and NULL is nothing else', () => {
	const differs = (expected: Parameters<typeof row>[0], actual: Parameters<typeof row>[0]) =>
		judge([row(expected)], [row(actual)])[0]?.differing;
	expect(differs({ amount: '1.50' }, { amount: '1.5' })).toEqual([]);
	expect(differs({ amount: '1.50' }, { amount: '1.51' })).toEqual(['amount']);
	expect(differs({ amount: '0' }, { amount: null })).toEqual(['amount']);
	expect(differs({ name: '1.50' }, { name: '1.5' })).toEqual(['name']);
	expect(differs({ name: '' }, { name: null })).toEqual(['name']);
});

test.each<readonly [string, Omit<CheckResult, 'check' | 'elapsedMs'>]>([
	['✓ no violation', { section: 'quality', verdict: 'identical', found: violations(0, 10) }],
	['✗ 12 of 1,250', { section: 'quality', verdict: 'different', found: violations(12, 1250) }],
	['✓ 1 row', { section: 'quality', verdict: 'accepted', found: violations(1) }],
	['! not run', { section: 'acceptance', verdict: 'not-run' }],
	['✗ failed', { section: 'quality', verdict: 'failed' }],
	['✗ not passed', { section: 'examples', verdict: 'different', found: { kind: 'example', rows: [] } }],
	[
		'✓ passed by Ada',
		{
			section: 'acceptance',
			verdict: 'identical',
			found: { kind: 'acceptance', notTrue: [], manual: { passed: true, by: 'Ada', at: '' } },
		},
	],
	[
		'✗ 120 ms',
		{ section: 'acceptance', verdict: 'different', found: { kind: 'acceptance', notTrue: [], timing: { runsMs: [], medianMs: 119.6 } } },
	],
])('%s', (line, result) => {
	expect(renderTrialLine({ check: 'x', elapsedMs: 1, ...result })).toBe(line);
});

function violations(count: number, of?: number): CheckResult['found'] {
	return { kind: 'violations', side: 'source', count, ...(of === undefined ? {} : { of }), atMost: '0', rows: [], severity: 'error' };
}
