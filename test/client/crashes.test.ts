import { expect, test } from 'vitest';

import { crashes } from '../../client/src/crashes';

const minuteMs = 60_000;

test('a server that ends is started again once, and again only after five quiet minutes', () => {
	const seen = crashes();
	const answers = [0, 1, 5, 10, 15].map(minutes => seen.mayRestart(1_000_000 + minutes * minuteMs));
	expect(answers).toEqual([true, false, false, true, true]);
});
