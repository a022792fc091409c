import { expect, test } from 'vitest';
import { joinedParts, partsOf, tablesInParts } from '../../../../server/src/core/reconcile/narrow/parts';

test('parts take every row once, and the last takes what came later', () => {
	expect(partsOf(10, 3)).toEqual([
		`r."$place" >= '(0,0)'::tid and r."$place" < '(3,0)'::tid`,
		`r."$place" >= '(3,0)'::tid and r."$place" < '(6,0)'::tid`,
		`r."$place" >= '(6,0)'::tid`,
	]);
	expect(joinedParts(10, 3, 1)).toBe(`r."$place" >= '(3,0)'::tid`);
});

const scan = (name: string, cost: number) => ({ 'Node Type': 'Tid Range Scan', Schema: 'App', 'Relation Name': name, 'Total Cost': cost });
const plan = (cost: number, ...nodes: readonly object[]) =>
	JSON.stringify([{ Plan: { 'Node Type': 'Append', 'Total Cost': cost, Plans: nodes } }]);

test('tables are read in parts when the server does so for each of them, and for little', () => {
	expect(tablesInParts(plan(10, scan('a', 5), scan('b c', 5)), 1000, 2)).toEqual(['"App".a', '"App"."b c"']);
	expect(tablesInParts(plan(10, scan('a', 5), { 'Node Type': 'Seq Scan', 'Total Cost': 5 }), 1000, 2)).toBeUndefined();
	expect(tablesInParts(plan(100, scan('a', 5)), 1000, 1)).toBeUndefined();
});
