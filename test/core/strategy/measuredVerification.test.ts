import { expect, test } from 'vitest';

import type { CheckResult } from '../../../server/src/core/reconcile/result';
import { measuredVerification } from '../../../server/src/core/strategy/volumes';

function rows(mapping: string, compared: number, elapsedMs: number, verdict: CheckResult['verdict'] = 'identical'): CheckResult {
	const differences = { missing: 0, extra: 0, changed: 0, rejected: 0, duplicate: 0, accepted: 0, exact: true };
	const found = {
		kind: 'rows',
		compared: { source: compared, target: compared },
		differences,
		rows: [],
		truncated: false,
		patterns: [],
		notCompared: [],
	} as const;
	return { mapping, check: 'rows', verdict, elapsedMs, found };
}

function count(mapping: string, elapsedMs: number): CheckResult {
	return { mapping, check: 'count', verdict: 'identical', elapsedMs, found: { kind: 'count', source: 1, target: 1 } };
}

test('rows that were counted along have the time of both checks', () => {
	expect(measuredVerification([count('a', 990), rows('a', 100_000, 10), count('b', 5000)])).toBe(100_000);
});

test('what did not go to its end, and small tables, tell nothing', () => {
	expect(measuredVerification([rows('a', 900_000, 100, 'partial'), rows('b', 50_000, 10)])).toBeUndefined();
});
