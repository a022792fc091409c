import fc from 'fast-check';
import { dump, FAILSAFE_SCHEMA, load } from 'js-yaml';
import { expect, test } from 'vitest';
import type { YamlNode } from '../../../server/src/core/yaml/nodes';
import { parseYaml } from '../../../server/src/core/yaml/parse';
import { renderNode, renderProblems, scalarsOf } from './renderYaml';

/** The tree, then the problems, then the comments of a text. */
function checkYaml(text: string, expected: string): void {
	const parsed = parseYaml(text);
	const comments = parsed.comments.map(
		each => `${each.alone ? 'comment' : 'comment after'} ${each.start}-${each.end} ${JSON.stringify(each.text)}`,
	);
	const lines = [parsed.root === undefined ? 'nothing' : renderNode(parsed.root), ...renderProblems(text, parsed), ...comments];
	expect(lines.join('\n')).toBe(expected.trim());
}

test('collections in block style end with their last value', () =>
	checkYaml(
		'a: 1\nb:\n  - x\n  - "y"\n\n',
		`
block map 0-21
  a: plain 3-4 "1"
  b: block list 10-21
    - plain 12-13 "x"
    - double 18-21 "y"`,
	));

test('collections in brackets end with their bracket', () =>
	checkYaml(
		'a: { b: 1, "c d": [x, { e: f } ] , g, h: }\ni: []\n',
		`
block map 0-48
  a: flow map 3-42
    b: plain 8-9 "1"
    c d: flow list 18-32
      - plain 19-20 "x"
      - flow map 22-30
        e: plain 27-28 "f"
    g: empty 36-36 ""
    h: empty 41-41 ""
  i: flow list 46-48`,
	));

test('an empty value stands after the colon and one space', () =>
	checkYaml(
		'city:\nnext: \nlast:   # note\nlist:\n  - \n  -\n',
		`
block map 0-42
  city: empty 5-5 ""
  next: empty 12-12 ""
  last: empty 19-19 ""
  list: block list 36-42
    - empty 38-38 ""
    - empty 42-42 ""
comment after 21-27 "note"`,
	));

test('a value may stand on the next line', () =>
	checkYaml('a:\n  b\nc: \n  "d"\n', 'block map 0-16\n  a: plain 5-6 "b"\n  c: double 13-16 "d"'));

test('a question mark introduces a key', () => checkYaml('? a\n: b\n? c\n', 'block map 0-11\n  a: plain 6-7 "b"\n  c: empty 11-11 ""'));

test('a pair in a list is a map', () =>
	checkYaml(
		'a: [b: c]\n',
		`
block map 0-9
  a: flow list 3-9
    - flow map 4-8
      b: plain 7-8 "c"`,
	));

test('an alias is what its anchor is, where the alias stands', () =>
	checkYaml(
		'a: &x !!str 01\nb: *x\nc: &m { d: 1 }\ne: *m\nf: !t |\n  x\n',
		`
block map 0-53
  a: plain 12-14 !!str "01"
  b: plain 18-20 !!str *x "01"
  c: flow map 27-35
    d: plain 32-33 "1"
  e: flow map 39-41 *m
    d: plain 32-33 "1"
  f: literal 48-53 !t "x\\n"`,
	));

test('an alias without an anchor is shown as it is written', () =>
	checkYaml(
		'a: *y\n"*z": 1\n',
		`
block map 0-13
  a: plain 3-5 "*y"
  *z: plain 12-13 "1"
yaml-syntax "*y" at 3: No anchor "&y" stands above; a text that starts with "*" must be in quotes`,
	));

test('an alias cannot stand inside of its anchor', () =>
	checkYaml(
		'a: &x { b: *x }\n',
		`
block map 0-15
  a: flow map 6-15
    b: plain 11-13 "*x"
yaml-syntax "*x" at 11: "*x" stands inside of what it stands for`,
	));

test('a few lines of aliases cannot stand for a billion values', () => {
	const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
	for (let n = 1; n < 9; n++) lines.push(`a${n}: &a${n} [${Array.from({ length: 10 }, () => `*a${n - 1}`).join(', ')}]`);
	const { root, problems } = parseYaml(lines.join('\n'));
	expect(problems[0]?.detail).toBe('The aliases of this file stand for more than 1000000 values');
	expect(countOf(root)).toBeLessThan(1_000_000);
});

function countOf(node: YamlNode | undefined): number {
	if (node?.kind === 'list') return node.items.reduce((sum, item) => sum + countOf(item), 1);
	if (node?.kind === 'map') return node.entries.reduce((sum, entry) => sum + 1 + countOf(entry.value), 1);
	return 1;
}

test('a key that stands twice is found, and null is not "null"', () =>
	checkYaml(
		'a: 1\n"a": 3\nc: { null: 1, "null": 2, ~: 3, 1: x, 01: y }\n',
		`
block map 0-56
  a: plain 3-4 "1"
  a: plain 10-11 "3"
  c: flow map 15-56
    null: plain 23-24 "1"
    null: plain 34-35 "2"
    ~: plain 40-41 "3"
    1: plain 46-47 "x"
    01: plain 53-54 "y"
duplicate-key "\\"a\\"" at 5, first at 0: a
duplicate-key "~" at 37, first at 17: ~`,
	));

test('merge keys are refused', () =>
	checkYaml(
		'<<: b\na: { <<: x, "<<": y }\n',
		`
block map 0-27
  a: flow map 9-27
    <<: plain 24-25 "y"
merge-key "<<" at 0: <<
merge-key "<<" at 11: <<`,
	));

test('a key must be a text', () =>
	checkYaml(
		'a: { {b: c}: d }\n',
		`
block map 0-16
  a: flow map 3-16
    {b: c}: plain 13-14 "d"
yaml-syntax "{b: c}" at 5: A key must be a text; in quotes it may hold brackets and braces`,
	));

test('comments are found, and a # in a text is none', () =>
	checkYaml(
		'# one\na: 1 # two\nb: "#no" # three #four\nc: |  # five\n  # text\n # six\nd: a#b [# x\ne: [ # seven\n  1]',
		`
block map 6-98
  a: plain 9-10 "1"
  b: double 20-25 "#no"
  c: literal 43-61 "# text\\n"
  d: plain 72-80 "a#b [# x"
  e: flow list 84-98
    - plain 96-97 "1"
comment 0-5 "one"
comment after 11-16 "two"
comment after 26-39 "three #four"
comment after 46-52 "five"
comment 63-68 "six"
comment after 86-93 "seven"`,
	));

test('characters beyond ASCII count in UTF-16 units', () =>
	checkYaml('😀: "é😀" # ü\nb: 1', 'block map 0-18\n  😀: double 4-9 "é😀"\n  b: plain 17-18 "1"\ncomment after 10-13 "ü"'));

test('line ends of Windows', () =>
	checkYaml(
		'a:\r\n  b: |\r\n    x\r\n  c: d # e\r\n',
		'block map 0-25\n  a: block map 6-25\n    b: literal 9-17 "x\\n"\n    c: plain 24-25 "d"\ncomment after 26-29 "e"',
	));

test('a byte order mark is no content', () => checkYaml('\uFEFF# c\na: 1\n', 'block map 5-9\n  a: plain 8-9 "1"\ncomment 1-4 "c"'));
test('an empty file is nothing', () => checkYaml('', 'nothing'));
test('comments alone are nothing', () => checkYaml('# only\n \n', 'nothing\ncomment 0-6 "only"'));
test('a list is a root too', () => checkYaml('- 1\n', 'block list 0-3\n  - plain 2-3 "1"'));
test('a directive and a marker may stand above', () =>
	checkYaml('%YAML 1.2\n--- # c\na: b\n', 'block map 18-22\n  a: plain 21-22 "b"\ncomment after 14-17 "c"'));
test('a text block may be all there is', () => checkYaml('--- |\n  x\n', 'literal 4-9 "x\\n"'));

test('of several documents the first is read', () =>
	checkYaml(
		'a: 1\n---\nb: 2\n',
		'block map 0-4\n  a: plain 3-4 "1"\nyaml-syntax "---" at 5: A file holds one document; what stands below this line is not read',
	));

test('what is nested too deeply is a problem, not a crash', () => {
	const { problems } = parseYaml(`a: 1\nb: ${'['.repeat(50_000)}${']'.repeat(50_000)}\nc: 2\n`);
	expect(problems.map(each => each.detail)).toEqual(['Lists and maps are nested too deeply here']);
});

const value = fc.letrec(tie => ({
	any: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		tie('text'),
		fc.array(tie('any'), { maxLength: 4 }),
		fc.dictionary(tie('key') as fc.Arbitrary<string>, tie('any'), { maxKeys: 4 }),
	),
	text: fc.oneof(
		fc.string({ maxLength: 12, unit: 'grapheme' }),
		fc.constantFrom('', ' ', 'a b', 'a\nb\n', '\na\n\n', "it's", '#', 'null', '01', ': ', '- x', '{', '*', 'a: b'),
	),
	key: fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('a b', 'null', '-', '*.*', '"')),
})).any;

test('what js-yaml reads, we read; and the source of every node is its own', () => {
	fc.assert(
		fc.property(
			value,
			fc.integer({ min: -1, max: 3 }),
			fc.boolean(),
			fc.constantFrom('\n', '\r\n'),
			(written, flowLevel, isIndented, lineBreak) => {
				const text = dump(
					{ key: written },
					{ schema: FAILSAFE_SCHEMA, flowLevel, seqNoIndent: !isIndented, lineWidth: 20, noRefs: true },
				).replace(/\n/g, lineBreak);
				const { root, problems } = parseYaml(text);
				expect(problems.filter(each => each.code === 'yaml-syntax')).toEqual([]);
				expect(toPlain(root)).toEqual(load(text, { schema: FAILSAFE_SCHEMA }));
				if (root === undefined) return;
				let last = 0;
				for (const scalar of scalarsOf(root)) {
					expect(scalar.start).toBeGreaterThanOrEqual(last);
					expect(scalar.end).toBeGreaterThanOrEqual(scalar.start);
					last = scalar.end;
					const first = text[scalar.start] ?? '';
					if (scalar.node.kind === 'scalar' && scalar.node.style === 'double') expect(first).toBe('"');
					if (scalar.node.kind === 'scalar' && scalar.node.style === 'literal') expect(first).toBe('|');
					if (scalar.node.kind === 'scalar' && scalar.node.style === 'folded') expect(first).toBe('>');
				}
			},
		),
		{ numRuns: 1500, seed: 2 },
	);
});

function toPlain(node: YamlNode | undefined): unknown {
	if (node === undefined) return '';
	switch (node.kind) {
		case 'scalar':
			return node.value;
		case 'list':
			return node.items.map(toPlain);
		case 'map':
			return Object.fromEntries(node.entries.map(({ key, value }) => [key.value, toPlain(value)]));
	}
}
