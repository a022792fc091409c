import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { memo } from '../../../server/src/core/base/memo';
import { parseYamlFile, type YamlBlock } from '../../../server/src/core/yaml/file';
import type { ParsedYaml, YamlNode } from '../../../server/src/core/yaml/nodes';
import { parseYaml } from '../../../server/src/core/yaml/parse';
import { renderProblems, scalarsOf } from './renderYaml';

const whole = readFileSync(join(__dirname, 'whole.migration.yaml'), 'utf8');

/** What is left of a broken text, as `path=value`, and what is said about it. */
function checkFault(text: string, kept: string, problems: readonly string[]): void {
	const parsed = parseYaml(text);
	expect(renderProblems(text, parsed)).toEqual(problems.map(each => `yaml-syntax ${each}`));
	expect(values(parsed.root).join(' ')).toBe(kept);
}

function values(root: YamlNode | undefined): string[] {
	return (root === undefined ? [] : scalarsOf(root)).filter(each => !each.path.endsWith('?')).map(each => `${each.path}=${each.value}`);
}

test('a bracket that is typed', () =>
	checkFault('a: 1\nb: { c: [x, y\nd: 2\n', '/a=1 /b/c/0=x /b/c/1=y /d=2', ['"[" at 13: The "[" that opens here is never closed']));

test('a bracket that is typed above a comment', () =>
	checkFault('a: { b: c, # } \nd: 2\n', '/a/b=c /d=2', ['"{" at 3: The "{" that opens here is never closed']));

test('a quote that is typed', () =>
	checkFault('a: { b: "c d\ne: 2\n', '/a/b=c d /e=2', ['"\\"" at 8: The quote that opens here is never closed']));

test('a quote that is typed, with a backslash at its end', () =>
	checkFault('a: "c\\\nb: 1\n', '/a=c\\ /b=1', ['"\\"" at 3: The quote that opens here is never closed']));

test('a quote above deeper entries is not closed by one of theirs', () =>
	checkFault("a:\n  b: 'x\n  c: 1\n  d: 'y'\n", '/a/b=x /a/c=1 /a/d=y', ['"\'" at 8: The quote that opens here is never closed']));

test('a bracket of the wrong kind', () =>
	checkFault('a: [1, 2}\nb: 1\n', '/a/0=1 /a/1=2 /b=1', ['"}" at 8: "}" cannot close what "[" opened; "]" is missing before it']));

test('a closing bracket below its key', () =>
	checkFault('a:\n  b: {\n    c: 1\n  }\n  d: 2\n', '/a/b/c=1 /a/d=2', ['"}" at 21: Indent "}" more than the key whose value it closes']));

test('a key that is typed', () => checkFault('a: 1\nfo\nb: 2\n', '/a=1 /b=2', ['"fo" at 5: A key needs a colon and a space after it']));

test('a key that is typed first', () =>
	checkFault('x:\n  fo\n  b: 2\n', '/x/b=2', ['"fo" at 5: A key needs a colon and a space after it']));

test('a key that is typed below a text block leaves the block alone', () =>
	checkFault('a: |\n    x\nfo', '/a=x\n', ['"fo" at 11: A key needs a colon and a space after it']));

test('a key without its colon keeps what is below it', () =>
	checkFault('a: 1\nb\n  c: 2\nd: 3\n', '/a=1 /b/c=2 /d=3', ['"b" at 5: A key needs a colon and a space after it']));

test('a colon without its space', () =>
	checkFault('a: 1\nb:x\nc: 3\n', '/a=1 /b=x /c=3', ['":" at 6: A space is missing after this colon']));

test('a text with a colon in it', () =>
	checkFault('a: case: x: y\nb: 1\n', '/a=case: x: y /b=1', ['":" at 7: A text with a colon and a space in it must be in quotes']));

test('a text that starts with a star', () =>
	checkFault('copy: *\nb: 1\n', '/copy=* /b=1', ['"*" at 6: A text that starts with "*" must be in quotes']));

test('a text that starts with an at sign', () =>
	checkFault('a: @x\nb: 1\n', '/a=@x /b=1', ['"@" at 3: A text that starts with "@" must be in quotes']));

test('a condition that looks like a text block', () =>
	checkFault('a: > 5\nb: 1\n', '/a=> 5 /b=1', [
		'">" at 3: A text that starts with ">" must be in quotes; the lines of a text block start below it',
	]));

test('a parameter between brackets', () =>
	checkFault('a: { b: x < ${y}, c: 1 }\n', '/a/b=x < ${y} /a/c=1', ['"${y}" at 12: Between brackets, a text with "${" must be in quotes']));

test('a backslash between double quotes', () =>
	checkFault('a: "C:\\dir"\nb: 1\n', '/a=C:\\dir /b=1', [
		'"\\\\d" at 6: "\\d" means nothing between double quotes; write "\\\\" for a backslash, or use single quotes',
	]));

test('a quote within quotes', () =>
	checkFault("a: 'it's'\nb: 1\n", '/a=it /b=1', [
		'"s\'" at 7: Text stands after the closing quote; a quote that belongs to the text must be doubled',
	]));

test('a comma too many', () => checkFault('a: [1, , 2]\nb: 1\n', '/a/0=1 /a/1=2 /b=1', ['"," at 7: Nothing stands between these commas']));

test('a comma too few', () =>
	checkFault('a: ["x" "y"]\nb: 1\n', '/a/0=x /a/1=y /b=1', ['"\\"" at 8: A comma is missing before this, or the text must be in quotes']));

test('tabs', () =>
	checkFault('a:\n\tb: 1\n\tc:\n\t\td: 2\n', '/a/b=1 /a/c/d=2', ['"\\t" at 3: A tab cannot indent a line in YAML; use spaces']));

test('a character that YAML forbids', () =>
	checkFault('a: x\u0000y\nb: 1\n', '/a=x\u0000y /b=1', ['"\\u0000" at 4: The character U+0000 is not allowed in YAML; remove it']));

test('an entry that is indented too little', () =>
	checkFault('a:\n    b: 1\n    c: 2\n   d: 3\n    e: 4\n', '/a/b=1 /a/c=2 /a/d=3 /a/e=4', [
		'"d: 3" at 24: This line is indented less than the entries it belongs to',
	]));

test('a first entry that is indented too little', () =>
	checkFault('a:\n   b: 1\n    c: 2\n    e: 4\n', '/a/b=1 /a/c=2 /a/e=4', [
		'"b: 1" at 6: This line is indented less than the entries below it',
	]));

test('a first entry that is indented too much', () =>
	checkFault('a:\n     b: 1\n    c: 2\n    e: 4\n', '/a/c=2 /a/e=4', [
		'"b: 1" at 8: This line is indented more than the entries below it',
	]));

test('a value typed above entries', () =>
	checkFault('a: x\n  b: 1\n  c: 2\nd: 1\n', '/a=x /d=1', [
		'"b: 1" at 7: This line is indented more than the entry above it, which has its value already',
	]));

test('an item among keys', () =>
	checkFault('a:\n  b: 1\n  - c\nd: 2\n', '/a/b=1 /d=2', ['"- c" at 12: A list item cannot stand among the keys of a map']));
test('a key among items', () =>
	checkFault('a:\n  - b\n  c: 1\nd: 2\n', '/a/0=b /d=2', ['"c: 1" at 11: A key cannot stand among the items of a list']));

test('every prefix of a spec keeps what stands before its fault', () => {
	const remembered = memo<ParsedYaml>();
	const parse = (text: string) => parseYamlFile('f', text, remembered);
	const complete = scalarsByOffset(parse(whole).blocks);
	for (let length = 0; length <= whole.length; length++) {
		const { blocks, problems } = parse(whole.slice(0, length));
		const last = blocks.at(-1);
		if (last === undefined) throw new Error('A file has a block');
		// Blocks above are the same values as in the whole file, because they are remembered by their text.
		const found = new Set(scalarsByOffset([last]).map(each => each.line));
		const lost = complete.filter(each => each.start >= last.offset && each.end < length - 1 && !found.has(each.line));
		expect({ length, lost: lost.map(each => each.line) }).toEqual({ length, lost: [] });
		expect(last.parsed.problems.length + problems.length).toBeLessThanOrEqual(2);
	}
});

function scalarsByOffset(blocks: readonly YamlBlock[]): { line: string; start: number; end: number }[] {
	return blocks.flatMap(({ parsed, offset }) =>
		(parsed.root === undefined ? [] : scalarsOf(parsed.root)).map(({ path, value, start, end }) => ({
			line: `${path} ${start + offset} ${value}`,
			start: start + offset,
			end: end + offset,
		})),
	);
}

test('whatever is put into a spec or taken out of it, reading it never throws and stays within the text', () => {
	const remembered = memo<ParsedYaml>();
	const pieces = fc.constantFrom(
		'"',
		"'",
		'{',
		'}',
		'[',
		']',
		':',
		': ',
		',',
		'#',
		' ',
		'\n',
		'\r',
		'\t',
		'*',
		'&x ',
		'!',
		'|',
		'>',
		'- ',
		'@',
		'\\',
		'%',
		'? ',
		'---\n',
		'\0',
		'\ud800',
		'<<: ',
	);
	fc.assert(
		fc.property(fc.nat(whole.length), fc.nat(3), fc.array(pieces, { maxLength: 3 }), (at, removed, inserted) => {
			const text = whole.slice(0, at) + inserted.join('') + whole.slice(at + removed);
			const file = parseYamlFile('f', text, remembered);
			expect(file.blocks.map(each => each.text).join('')).toBe(text);
			const outside = file.blocks.flatMap(({ text: own, parsed }) =>
				[...parsed.problems, ...parsed.comments, ...(parsed.root === undefined ? [] : scalarsOf(parsed.root))].filter(
					({ start, end }) => start < 0 || end < start || end > own.length,
				),
			);
			expect(outside).toEqual([]);
		}),
		{ numRuns: 1000, seed: 3 },
	);
});
