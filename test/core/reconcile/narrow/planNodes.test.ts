import { expect, test } from 'vitest';
import { areStored, findsRanges } from '../../../../server/src/core/reconcile/narrow/planNodes';

const plan = (...inside: readonly object[]) =>
	JSON.stringify([{ Plan: { 'Node Type': 'Function Scan', Plans: [{ 'Node Type': 'Aggregate', Plans: inside }] } }]);
const byIndex = { 'Node Type': 'Index Scan', 'Index Cond': '((id >= w.first) AND (id <= w.last))' };

test('ranges are found by an index, and what is joined too', () => {
	expect(findsRanges(plan(byIndex))).toBe(true);
	expect(findsRanges(plan({ 'Node Type': 'Bitmap Heap Scan', Plans: [{ ...byIndex, 'Node Type': 'Bitmap Index Scan' }] }))).toBe(true);
	const lookup = { 'Node Type': 'Index Scan', 'Index Cond': '(id = o.customer)' };
	expect(findsRanges(plan({ 'Node Type': 'Nested Loop', Plans: [byIndex, lookup] }))).toBe(true);
});

test('a plan that reads a whole table for each range does not', () => {
	expect(findsRanges(plan({ 'Node Type': 'Seq Scan', Filter: '((id >= w.first) AND (id <= w.last))' }))).toBe(false);
	const hash = { 'Node Type': 'Hash', Plans: [{ 'Node Type': 'Seq Scan' }] };
	expect(findsRanges(plan({ 'Node Type': 'Hash Join', Plans: [byIndex, hash] }))).toBe(false);
	expect(findsRanges(plan({ 'Node Type': 'Index Scan', 'Index Cond': '(other = 1)' }))).toBe(false);
});

test('columns are stored when the plan yields them as their table has them', () => {
	const yields = (...Output: readonly string[]) => JSON.stringify([{ Plan: { 'Node Type': 'Tid Scan', Output } }]);
	expect(areStored(yields('o.code', '"My Table"."a ""b"" c"', 'upper(o.name)'), 2)).toBe(true);
	expect(areStored(yields('code'), 1)).toBe(true);
	expect(areStored(yields('o.code', 'upper(o.name)'), 2)).toBe(false);
	expect(areStored(yields('(o.code)::text'), 1)).toBe(false);
	expect(areStored(JSON.stringify([{ Plan: { 'Node Type': 'Append' } }]), 1)).toBe(false);
});
