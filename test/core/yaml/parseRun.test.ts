import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutBlocks } from '../../../server/src/core/yaml/blocks';
import { parseYaml } from '../../../server/src/core/yaml/parse';
import { parseRuns } from '../../../server/src/core/yaml/parseRun';

/** Which blocks are read in one go with others; each is what its own text is read as. */
function checkRuns(text: string): readonly boolean[] {
	const cuts = cutBlocks(text) ?? [];
	const runs = parseRuns(text, cuts);
	return cuts.map((cut, n) => {
		const parsed = runs(n);
		if (parsed) expect(parsed).toEqual(parseYaml(text.slice(cut.start, cut.end)));
		return parsed !== undefined;
	});
}

test('mappings are read in one go', () =>
	expect(checkRuns('name: a\nmappings:\n  # b\n  b:\n    c: d\n\n  e: { f: [g, "h"] }\n  i:\n')).toEqual([false, false, true, true, true]));

test('more mappings than a run takes', () => {
	const text = `mappings:\n${Array.from({ length: 200 }, (_, n) => `  m${n}:\n    a: s.b # c\n    d: [e]\n`).join('')}`;
	expect(checkRuns(text).filter(isRead => isRead).length).toBe(200);
});

test('what is broken is left to the parser of one block', () =>
	expect(checkRuns('mappings:\n  a: "b\n  c: d\n')).toEqual([false, false, false]));

test('anchors and aliases are left to the parser of one block', () =>
	expect(checkRuns('mappings:\n  a: &x 1\n  b: *x\n')).toEqual([false, false, false]));

test('a mapping alone is not worth a run', () => expect(checkRuns('mappings:\n  a: b\n')).toEqual([false, false]));

const values = fc.constantFrom(
	...[
		' 1\n',
		'\n',
		' "a: b"\n',
		" 'it''s'\n",
		' |\n      x\n\n       y\n',
		' >-\n      a\n      b\n\n',
		' |+\n      x\n\n\n',
		' |\n\n',
		' >+\n',
	],
	...[
		'\n    a: s.b # c\n    d:\n\n',
		' [a, { b: c },\n      d: e]\n',
		' plain\n     goes on\n',
		' &x 1\n',
		' *x\n',
		' !!str 1\n',
		'\n    ? a\n    : b\n',
	],
	...[
		'\n  - a\n  - b: c\n',
		' "a\\\n      b\\u0041"\n',
		' # only\n    # this\n',
		' {}\n',
		'\n    a: 1\n    a: 2\n    <<: b\n',
		' "not closed\n',
		' [a\n',
		'\n\ta: b\n',
	],
	...['\n    text: |\n      a\n  # less\n', ' "\\0"\n', ' 😀: 1\n', '\n    - - a\n      - b\n'],
);
const keys = fc.constantFrom('a', 'b', '"c d"', "'e'", 'f g', '<<', '[h]', '*i', '&j k', '!t l', '? m', '😀', '');
const gaps = fc.constantFrom('', '', '', '\n', '# c\n', '  # c\n', '    # c\n', '\n\n', '   \n');
const mapping = fc
	.tuple(gaps, fc.constantFrom('  ', '  ', '  ', '   ', ' '), keys, values)
	.map(([gap, indent, key, value]) => `${gap}${indent}${key}:${value}`);

test('blocks that are read in one go are what they are alone', () => {
	const text = fc.tuple(fc.array(mapping, { minLength: 1, maxLength: 6 }), fc.constantFrom('', '# end', 'name: x\n', '\n\n'), fc.boolean());
	fc.assert(
		fc.property(text, ([mappings, end, isWindows]) => {
			const unix = `mappings:\n${mappings.join('')}${end}`;
			checkRuns(isWindows ? unix.replaceAll('\n', '\r\n') : unix);
		}),
		{ numRuns: 1500, seed: 4 },
	);
});
