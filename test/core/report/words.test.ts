/** Small words that every output shares. */

import { expect, test } from 'vitest';
import { fitLines } from '../../../server/src/core/report/fitText';
import { gateWords } from '../../../server/src/core/report/planWords';
import { plural } from '../../../server/src/core/report/style';

test('counts are read at a glance', () => {
	expect([1, 2, 32_199].map(count => plural(count, 'row'))).toEqual(['1 row', '2 rows', '32,199 rows']);
});

test('the verdict of a gate is words', () => {
	expect(gateWords({ text: 'reconcile all', verdict: 'not-run' })).toBe('reconcile all (not run)');
});

test('what could not be looked at is named before the reason, one or many', () => {
	const skipped = [{ about: 'keys that stand several times', reason: 'a sample cannot tell' }];
	const result = { mapping: 'a', rows: 3, rejected: 0, findings: [], skipped, measuredAt: '2026-11-22T23:48:00Z', connection: 'erp' };
	const [line] = fitLines({ results: [result as never], notRun: [], stale: [] });
	expect(line?.notes).toEqual(['not looked at: keys that stand several times, as a sample cannot tell']);
});
