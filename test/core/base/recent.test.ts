import { expect, test } from 'vitest';
import { onDemand, recent } from '../../../server/src/core/base/recent';

test('what was asked for last is kept, and the rest is made again', () => {
	const kept = recent<object, number>(2);
	const keys = [{}, {}, {}, {}, {}];
	let made = 0;
	const ask = (n: number) => kept(keys[n] ?? {}, () => ++made);
	expect([0, 1, 0, 1].map(ask)).toEqual([1, 2, 1, 2]);
	// 2 and 3 are the last two; 0 and 1 are among the four that are kept at most.
	expect([2, 3].map(ask)).toEqual([3, 4]);
	expect([4, 0].map(ask)).toEqual([5, 6]);
	expect([4, 3].map(ask)).toEqual([5, 4]);
});

test('an old value that is asked for stays', () => {
	const kept = recent<object, number>(2);
	const [one, ...others] = Array.from({ length: 20 }, () => ({}));
	let made = 0;
	for (const other of others) {
		kept(other, () => 0);
		kept(one ?? {}, () => ++made);
	}
	expect(made).toBe(1);
});

test('a property on demand is one of the object itself', () => {
	const withSum = onDemand<'sum', number>('sum', 1);
	const values = [1, 2, 3].map(a => withSum({ a }, () => a + 1));
	expect(values).toEqual([
		{ a: 1, sum: 2 },
		{ a: 2, sum: 3 },
		{ a: 3, sum: 4 },
	]);
	expect(values.map(value => ({ ...value, a: 0 }))).toEqual([
		{ a: 0, sum: 2 },
		{ a: 0, sum: 3 },
		{ a: 0, sum: 4 },
	]);
});
