import { expect, test } from 'vitest';
import { patternOf, patternText } from '../../../server/src/core/reconcile/patternOf';
import type { RowDifference } from '../../../server/src/core/reconcile/result';

const key = [{ name: 'id', value: 1 }];
const changed = (...names: readonly string[]): RowDifference => ({
	kind: 'changed',
	key,
	columns: names.map(name => ({ name, source: 'a', target: 'b' })),
});
const rejected = (code?: string): RowDifference => ({ kind: 'rejected', key, column: 'status', value: 'Z', ...(code ? { code } : {}) });

test.each<readonly [string, RowDifference]>([
	['missing in the target', { kind: 'missing', key }],
	['missing in the target', { kind: 'missing', key, rows: 2, mapping: 'm' }],
	['not in the source', { kind: 'extra', key }],
	['keys that stand for several rows', { kind: 'duplicate', key, source: 2, target: 1 }],
	['email differs', changed('email')],
	['email and name differ', changed('email', 'name')],
	['email, name and city differ', changed('email', 'name', 'city')],
	['rejected: status cannot take the value', rejected()],
	['rejected: status cannot take the value', rejected('refused-value')],
	['rejected: status refers to no row', rejected('missing-parent')],
	['rejected: status refers to a rejected row', rejected('parent-rejected')],
])('%s', (text, difference) => {
	expect(patternOf(difference, new Set())).toBe(text);
	expect(patternOf(difference, new Set([text]))).toBe(text);
});

test('a combination without a pattern of its own is one of the others', () => {
	const others = patternText({ kind: 'changed' });
	expect(others).toBe('other combinations of columns differ');
	expect(patternOf(changed('a', 'b'), new Set(['a and b differ', others]))).toBe('a and b differ');
	expect(patternOf(changed('a', 'c'), new Set(['a and b differ', others]))).toBe(others);
	expect(patternOf({ kind: 'missing', key }, new Set([others]))).toBe('missing in the target');
});
