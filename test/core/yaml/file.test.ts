import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memo } from '../../../server/src/core/base/memo';
import { type BlockEntry, forgetTree, parseYamlFile, type YamlFile } from '../../../server/src/core/yaml/file';
import { entryOf, type ParsedYaml, type YamlNode } from '../../../server/src/core/yaml/nodes';
import { parseYaml } from '../../../server/src/core/yaml/parse';
import { scalarsOf } from './renderYaml';

const whole = readFileSync(join(__dirname, 'whole.migration.yaml'), 'utf8');

function read(text: string): YamlFile {
	return parseYamlFile('f', text, memo<ParsedYaml>());
}

/** The blocks by id with their text, and the problems across blocks. */
function checkBlocks(text: string, blocks: Readonly<Record<string, string>>, problems: readonly string[] = []): void {
	const file = read(text);
	expect(Object.fromEntries(file.blocks.map(each => [each.id, each.text]))).toEqual(blocks);
	expect(file.blocks.map(each => each.text).join('')).toBe(text);
	for (const { offset, text: own } of file.blocks) expect(text.slice(offset, offset + own.length)).toBe(own);
	const rendered = file.problems.map(each => {
		const block = file.blocks.find(({ id }) => id === each.block);
		return `${each.code} ${each.block} ${JSON.stringify(block?.text.slice(each.start, each.end))} ${each.detail}${each.firstBlock === undefined ? '' : ` (${each.firstBlock})`}`;
	});
	expect(rendered).toEqual(problems);
}

test('entries of the top level and of mappings are blocks', () =>
	checkBlocks('name: a\nmappings:\n  c:\n    source: d\n  e:\n    source: f\nrisks: {}\n', {
		'f#name': 'name: a\n',
		'f#mappings': 'mappings:\n',
		'f#mappings/c': '  c:\n    source: d\n',
		'f#mappings/e': '  e:\n    source: f\n',
		'f#risks': 'risks: {}\n',
	}));

test('the tree of a mapping is kept until it is let go, and is the same when it is read again', () => {
	const block = read('mappings:\n  c:\n    source: d\n').blocks[1];
	if (!block) throw new Error('The mapping must be a block');
	const { root } = block.parsed;
	expect(block.parsed.root).toBe(root);
	forgetTree(block);
	expect(block.parsed.root).not.toBe(root);
	expect(block.parsed.root).toEqual(root);
});

test('comments above a key are in its block, and in no other', () =>
	checkBlocks(
		'# file\n\n# name\nname: a\n  # still a\n# m\nmappings: # here\n  # c\n\n  # more c\n  c:\n    s: |\n      # text\n    # still c\n# e, at the margin\n  # e\n  e: 1\n# f\nf: 1\n# end\n',
		{
			'f#name': '# file\n\n# name\nname: a\n  # still a\n',
			'f#mappings': '# m\nmappings: # here\n',
			'f#mappings/c': '  # c\n\n  # more c\n  c:\n    s: |\n      # text\n    # still c\n',
			'f#mappings/e': '# e, at the margin\n  # e\n  e: 1\n',
			'f#f': '# f\nf: 1\n# end\n',
		},
	));

test('a list may stand at the margin', () => checkBlocks('a:\n- 1\n# c\n- 2\nb: 1\n', { 'f#a': 'a:\n- 1\n# c\n- 2\n', 'f#b': 'b: 1\n' }));

test('empty lines that a text block keeps stay with it', () =>
	checkBlocks('a: |+\n  x\n\n\nb: 1\n', { 'f#a': 'a: |+\n  x\n\n\n', 'f#b': 'b: 1\n' }));

test('a marker at the top is harmless', () => checkBlocks('---\na: 1\nb: 2\n', { 'f#a': '---\na: 1\n', 'f#b': 'b: 2\n' }));

test('a byte order mark stands in the first block', () => checkBlocks('\uFEFFa: 1\nb: 2\n', { 'f#a': '\uFEFFa: 1\n', 'f#b': 'b: 2\n' }));

test('line ends of Windows', () =>
	checkBlocks('a: 1\r\n\r\n# c\r\nmappings:\r\n  b: 1\r\n', {
		'f#a': 'a: 1\r\n\r\n',
		'f#mappings': '# c\r\nmappings:\r\n',
		'f#mappings/b': '  b: 1\r\n',
	}));

test('a key that stands twice is a problem across blocks', () =>
	checkBlocks(
		'a: 1\n"a": 2\nmappings:\n  b: 1\n  b: 2\n',
		{ 'f#a': 'a: 1\n', 'f#a~2': '"a": 2\n', 'f#mappings': 'mappings:\n', 'f#mappings/b': '  b: 1\n', 'f#mappings/b~2': '  b: 2\n' },
		['duplicate-key f#a~2 "\\"a\\"" a (f#a)', 'duplicate-key f#mappings/b~2 "b" b (f#mappings/b)'],
	));

test('a key that is typed damages no other block', () =>
	checkBlocks('a: 1\nri\nb: 2\n', { 'f#a': 'a: 1\n', 'f#ri': 'ri\n', 'f#b': 'b: 2\n' }, [
		'yaml-syntax f#ri "ri" A key needs a colon and a space after it',
	]));

test('a quote that is typed damages no other block', () => {
	const { blocks, entries } = read('a: 1\nb: "x\nc: "y"\n');
	expect(blocks.map(each => each.parsed.problems.length)).toEqual([0, 1, 0]);
	expect(entries.map(each => each.key.value)).toEqual(['a', 'b', 'c']);
});

test('a mapping that is indented less than the first one', () =>
	checkBlocks('mappings:\n  a: 1\n b: 2\n', { 'f#mappings': 'mappings:\n', 'f#mappings/a': '  a: 1\n', 'f#mappings/b': ' b: 2\n' }, [
		'yaml-syntax f#mappings/b "b: 2" This line is indented less than the first entry of "mappings"',
	]));

for (const [reason, text] of Object.entries({
	'a second document': 'a: 1\n---\nb: 2\n',
	'a directive': '%YAML 1.2\n---\na: 1\nb: 1\n',
	'a question mark': 'a: 1\n? b\n: c\n',
	'a lone CR': 'a: 1\rb: 2\n',
	brackets: '{ a: 1,\nb: 2 }\n',
	'an anchor in another block': 'a: &x 1\nb: *x\n',
	'an indented top': '  a: 1\n  b: 2\n',
	'comments only': '# a\n',
	nothing: '',
})) {
	test(`${reason} makes one block`, () => checkBlocks(text, { 'f#': text }));
}

test('an anchor and its alias in one block do not join the others', () =>
	checkBlocks('a: [&x 1, *x]\nb: 2\n', { 'f#a': 'a: [&x 1, *x]\n', 'f#b': 'b: 2\n' }));

test('mappings in brackets are entries all the same', () => {
	const { mappings, mappingsEntry, blocks } = read('mappings: { a: { source: x }, b: 1 }\nc: 1\n');
	expect(mappings.map(each => [each.key.value, each.block.id])).toEqual([
		['a', 'f#mappings'],
		['b', 'f#mappings'],
	]);
	expect(mappingsEntry?.value.kind).toBe('map');
	expect(blocks.length).toBe(2);
});

test('mappings that are a list are not cut', () => {
	const { mappings, mappingsEntry } = read('mappings:\n  - a: 1\n  - b: 2\nc: 1\n');
	expect([mappings.length, mappingsEntry?.value.kind]).toEqual([0, 'list']);
});

test('a root that is not a map is told', () => {
	expect(read('- a\n- b\n').wrongRoot?.node.kind).toBe('list');
	expect(read('text\n').wrongRoot?.node.kind).toBe('scalar');
	expect(read('a: 1\n').wrongRoot).toBeUndefined();
});

test('a keystroke parses one block', () => {
	let parsed = 0;
	const remembered = memo<ParsedYaml>();
	const get = (key: string, make: () => ParsedYaml) =>
		remembered.get(key, () => {
			parsed++;
			return make();
		});
	const counting = { ...remembered, get };
	const before = parseYamlFile('f', whole, counting);
	counting.turn();
	parsed = 0;
	const after = parseYamlFile('f', whole.replace('a.city', 'a.city_name'), counting);
	expect(parsed).toBe(1);
	expect(after.blocks.filter((each, n) => each.parsed !== before.blocks[n]?.parsed).map(each => each.id)).toEqual(['f#mappings/customers']);
});

test('the whole spec reads the same in blocks and in one go', () => checkSame(whole));

const noise = fc.constantFrom('', '', '\n', '# c\n', '  # c\n', '   \n', '    # c\n\n', '# crosswalk-ignore x: y\n');
const entryValue = fc.constantFrom(
	' 1\n',
	' "a # b"\n',
	' { a: [1,\n   2], "b": }\n',
	'\n',
	' |\n    x\n\n    # y\n',
	' |+\n    x\n\n\n',
	' >-\n     x\n      y\n',
	" 'it''s\n     two'\n",
	' a\n    b\n',
	'\n    k: 1\n    # c\n    "l": |\n      z\n',
);
const topValue = fc.oneof(entryValue, fc.constantFrom('\n- 1\n- a: 2\n  b: 3\n', '\n  k: 1\n  # c\n  l:\n    - x\n'));
const entry = fc
	.tuple(noise, fc.constantFrom('a', 'b c', '"q: r"', 'é😀', '"*.*"', '01'), topValue, noise)
	.map(([above, key, value, below]) => `${above}${key}:${value}${below}`);
const mapping = fc
	.tuple(noise, fc.constantFrom('m', 'n o', '"p"', "'q': "), entryValue, noise)
	.map(([above, key, value, below]) => `${above}  ${key.replace(': ', '')}:${value}${below}`);
const file = fc
	.tuple(
		fc.array(entry, { maxLength: 4 }),
		fc.array(mapping, { maxLength: 4 }),
		fc.array(entry, { maxLength: 3 }),
		fc.constantFrom('\n', '\r\n'),
	)
	.map(([above, mappings, below, lineBreak]) => [...above, 'mappings:\n', ...mappings, ...below].join('').replace(/\n/g, lineBreak));

test('every file reads the same in blocks and in one go', () => {
	fc.assert(fc.property(file, checkSame), { numRuns: 1500, seed: 4 });
});

const edit = fc.record({
	at: fc.double({ min: 0, max: 1, noNaN: true }),
	removed: fc.integer({ min: 0, max: 12 }),
	written: fc.oneof(
		noise,
		entry,
		mapping,
		fc.constantFrom('x', ' ', '  ', '#', ':', '-', '---\n', '\r', '? k\n', '&a ', '*a', '{', 'mappings:\n', '\ufeff'),
	),
});

test('after any edits a file reads as if it were read for the first time', () => {
	fc.assert(
		fc.property(file, fc.array(edit, { minLength: 1, maxLength: 6 }), (first, edits) => {
			const remembered = memo<ParsedYaml>();
			let text = first;
			let before = parseYamlFile('f', text, remembered);
			for (const { at, removed, written } of edits) {
				const start = Math.floor(at * text.length);
				text = text.slice(0, start) + written + text.slice(start + removed);
				const after = parseYamlFile('f', text, remembered, before);
				expect(shown(after), text).toEqual(shown(read(text)));
				if (after.cuts.length > 0) before = after;
			}
		}),
		{ numRuns: 400, seed: 5 },
	);
});

function shown({ blocks, cuts, entries, mappings, problems }: YamlFile) {
	const keys = (all: readonly BlockEntry[]) => all.map(({ block, key, start, end }) => [block.id, key.value, start, end]);
	const texts = blocks.map(({ id, offset, text, parsed }) => [id, offset, text, parsed.problems]);
	return { texts, cuts, entries: keys(entries), mappings: keys(mappings), problems };
}

/** Entries, offsets and comments of a file are those that it has when it is parsed in one go. */
function checkSame(text: string): void {
	const blocks = read(text);
	const one = parseYaml(text);
	expect(one.problems.filter(each => each.code === 'yaml-syntax')).toEqual([]);
	expect(blocks.blocks.length).toBeGreaterThan(0);
	const root = one.root?.kind === 'map' ? one.root.entries : [];
	const mappings = entryOf(one.root, 'mappings')?.value;
	expect(blocks.entries.flatMap(inFile)).toEqual(root.filter(each => each.key.value !== 'mappings').flatMap(each => lines(each, 0)));
	expect(blocks.mappings.flatMap(inFile)).toEqual(mappings?.kind === 'map' ? mappings.entries.flatMap(each => lines(each, 0)) : []);
	const comments = blocks.blocks.flatMap(({ offset, parsed }) =>
		parsed.comments.map(each => ({ ...each, start: each.start + offset, end: each.end + offset })),
	);
	expect(comments).toEqual(one.comments);
	const duplicates = [...blocks.blocks.flatMap(each => each.parsed.problems), ...blocks.problems].map(each => each.detail);
	expect(duplicates.sort()).toEqual(one.problems.map(each => each.detail).sort());
}

function inFile(entry: BlockEntry): string[] {
	return lines(entry, entry.block.offset);
}

function lines({ key, value, start, end }: { key: YamlNode; value: YamlNode; start: number; end: number }, offset: number): string[] {
	const scalars = [...scalarsOf(key), ...scalarsOf(value)].map(each => {
		const offsets =
			each.node.kind === 'scalar'
				? [0, 1, each.value.length].map(index => (each.node.kind === 'scalar' ? each.node.offsetAt(index) + offset : 0))
				: [];
		return `${each.path} ${each.start + offset}-${each.end + offset} ${JSON.stringify(each.value)} ${offsets.join()}`;
	});
	return [`${start + offset}-${end + offset} ${value.kind} ${value.start + offset}-${value.end + offset}`, ...scalars];
}
