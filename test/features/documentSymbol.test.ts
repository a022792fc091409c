/** What the outline of a spec shows, whole and broken. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { linesOf } from '../../server/src/core/base/lines';
import { documentSymbols } from '../../server/src/features/documentSymbol';
import { checkOutline } from '../support/checkOutline';

test('sections, and what is defined in them; columns are right below their mapping', () => {
	checkOutline(
		`# the head
crosswalk: 1
parameters: { since: 2024-01-01 }
views:
  live: |
    select x: from y
mappings:
  # who buys
  "the customers":
    source: erp.c c
    columns:
      id: c.id
      name: { source: c.name, transform: [trim] }
  orders:
    columns: { id: o.id,
      total: o.total }
strategy:
  pattern: phased
  phases:
    first: { mappings: [orders] }
cutover: { roles: { dba: DBA }, steps: { stop: { do: Stop }, go: { do: Go } } }
risks:
  dirty: { description: Dirty }
`,
		`
crosswalk 2
parameters 3
  since 3
views 4-6
  live 5-6
mappings 7-16
  the customers 9-13
    id 12
    name 13
  orders 14-16
    id 15
    total 16
strategy 17-20
  phases 19-20
    first 20
cutover 21
  roles 21
    dba 21
  steps 21
    stop 21
    go 21
risks 22-23
  dirty 23
`,
	);
});

test('a fragment, and text that YAML cannot read', () => {
	checkOutline(
		`mappings:\r\n  orders:\r\n    source: "erp.o\r\n    columns:\r\n      id: [o.id\r\n      total: o.t\r\n  stock:\r\n    columns:\r\n      : x\r\n  oops\r\n`,
		`
mappings 1-10
  orders 2-6
    id 5
    total 6
  stock 7-9
`,
	);
	checkOutline('', '\n');
	checkOutline('- a\n- b\n', '\n');
});

test('of a file with thousands of mappings the columns are left out', () => {
	const mapping = (n: number) => `  m${n}:\n    columns:\n      a: t.a\n      b: t.b\n`;
	const outlineOf = (count: number) => {
		const text = `mappings:\n${Array.from({ length: count }, (_, n) => mapping(n)).join('')}`;
		return documentSymbols(text, linesOf(text))[0]?.children ?? [];
	};
	expect(outlineOf(3000).map(({ children }) => children.length)).toEqual(Array(3000).fill(2));
	expect(outlineOf(4000).map(({ children }) => children.length)).toEqual(Array(4000).fill(0));
});

test('whatever a spec is cut off at, every name lies in the range of its entry and that in the range around it', () => {
	const whole = readFileSync(new URL('../fixtures/whole-spec.migration.yaml', import.meta.url), 'utf8');
	const wrong: number[] = [];
	for (let end = 0; end <= whole.length; end += 11) {
		const text = whole.slice(0, end);
		const lines = linesOf(text);
		const isInside = (inner: Range, outer: Range) =>
			lines.offsetAt(outer.start) <= lines.offsetAt(inner.start) && lines.offsetAt(inner.end) <= lines.offsetAt(outer.end);
		const isRight = (symbol: ReturnType<typeof documentSymbols>[number]): boolean =>
			isInside(symbol.selectionRange, symbol.range) &&
			symbol.children.every(child => isInside(child.range, symbol.range) && isRight(child));
		if (!documentSymbols(text, lines).every(isRight)) wrong.push(end);
	}
	expect(wrong).toEqual([]);
	expect(documentSymbols(whole, linesOf(whole)).length).toBeGreaterThan(10);
});

type Range = ReturnType<typeof documentSymbols>[number]['range'];
