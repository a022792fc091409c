import { describe, expect, test } from 'vitest';

import { spanOf } from '../../../server/src/core/base/span';
import type { CheckResult } from '../../../server/src/core/reconcile/result';
import { judgeGate, type Ledger, renderObstacles } from '../../../server/src/core/strategy/judgeGate';
import type { Gate } from '../../../server/src/core/strategy/planValues';

const awaited = {
	reconcile: new Map([
		['orders', ['count', 'rows']],
		['lines', ['count']],
		['totals', ['totals']],
	]),
	quality: ['emails'],
	acceptance: ['login'],
};
const text = (name: string) => ({ text: name, span: spanOf('b', 0, 0), quoted: false });

/** `reconcile orders, lines; coverage 100`. */
function gate(words: string): Gate {
	const parts = new Map(
		words.split('; ').map((part): readonly [string, readonly string[]] => {
			const [kind = '', ...names] = part.split(/,? /);
			return [kind, names];
		}),
	);
	const names = (kind: string) => (parts.get(kind) ?? []).map(text);
	const coverage = parts.get('coverage')?.[0];
	return {
		span: spanOf('b', 0, 0),
		reconcile: names('reconcile'),
		quality: names('quality'),
		acceptance: names('acceptance'),
		...(coverage === undefined ? {} : { coverage: { ...text(coverage), value: Number(coverage) } }),
	};
}

const result = (words: string, verdict: CheckResult['verdict'] = 'identical', more: Partial<CheckResult> = {}): CheckResult => {
	const [mapping = '', check = ''] = words.split(' ');
	return { mapping, check, verdict, elapsedMs: 1, ...more };
};
const ledger = (...results: readonly CheckResult[]): Ledger => ({
	entries: results.map(one => ({ result: one, atMs: 100, isStale: one.notes?.includes('stale') === true })),
	coverage: { source: 97.5, target: 100 },
});
const all = [
	result('orders count'),
	result('orders rows', 'accepted'),
	result('lines count'),
	result('', 'identical', { mapping: undefined, check: 'totals' }),
	result('', 'identical', { mapping: undefined, section: 'quality', check: 'emails' }),
];

/** The verdict and what keeps it shut. */
function judged(words: string, known: Ledger, sinceMs?: number): readonly string[] {
	const found = judgeGate(gate(words), awaited, known, sinceMs);
	return [found.verdict, ...renderObstacles(found)];
}

describe('a gate', () => {
	test('is passed when all that it names is green, or accepted', () => {
		expect(judged('reconcile all; quality emails', ledger(...all))).toEqual(['passed']);
	});

	test('on nothing is passed', () => {
		expect(judged('', ledger())).toEqual(['passed']);
	});

	test.each([
		['different', 'failed', 'reconcile "lines" count differs'],
		['failed', 'failed', 'reconcile "lines" count failed'],
		['partial', 'failed', 'reconcile "lines" count is partial'],
		['not-run', 'not-run', 'reconcile "lines" count has not been run'],
	] as const)('with what is %s is %s', (verdict, expected, obstacle) => {
		expect(judged('reconcile lines', ledger(result('lines count', verdict)))).toEqual([expected, obstacle]);
	});

	test('says how much differs', () => {
		const count = result('lines count', 'different', { found: { kind: 'count', source: 9, target: 8 } });
		expect(judged('reconcile lines', ledger(count))).toEqual([
			'failed',
			'reconcile "lines" count differs: 9 in the source, 8 in the target',
		]);
	});

	test('is open when some is green and some is not known', () => {
		expect(judged('reconcile orders', ledger(result('orders count')))).toEqual(['open', 'reconcile "orders" rows has not been run']);
	});

	test('refuses what was run before the spec changed, or before the data did', () => {
		expect(judged('reconcile lines', ledger(result('lines count', 'identical', { notes: ['stale'] })))[0]).toBe('stale');
		expect(judged('reconcile lines', ledger(...all), 101)[0]).toBe('stale');
		expect(judged('reconcile lines', ledger(...all), 100)).toEqual(['passed']);
	});

	test('a failure weighs more than what is stale', () => {
		const known = ledger(result('lines count', 'different'), result('orders count', 'identical', { notes: ['stale'] }));
		expect(judged('reconcile lines, orders', known)[0]).toBe('failed');
	});

	test('a result of a group counts for each of its mappings', () => {
		const known = ledger(result('first count', 'identical', { group: ['first', 'lines'] }));
		expect(judged('reconcile lines', known)).toEqual(['passed']);
	});

	test('the newest result counts', () => {
		expect(judged('reconcile lines', ledger(result('lines count', 'different'), result('lines count')))[0]).toBe('failed');
	});

	test('a quality rule and an acceptance test of one name are two', () => {
		const known = ledger(result('', 'identical', { mapping: undefined, section: 'quality', check: 'login' }));
		expect(judged('acceptance login', known)).toEqual(['not-run', 'acceptance "login" has not been run']);
	});

	test('asks for the coverage of both sides', () => {
		expect(judged('coverage 100', ledger())).toEqual(['failed', 'coverage of the source is 97.5 %, not 100 %']);
		expect(judged('coverage 100', { entries: [], coverage: {} })).toEqual([
			'not-run',
			'coverage of the source and target is unknown without the catalog',
		]);
	});

	test('tells in one sentence what has one reason', () => {
		expect(judged('reconcile all', ledger())).toEqual(['not-run', 'reconcile of "orders", "lines", "totals": has not been run']);
	});
});
