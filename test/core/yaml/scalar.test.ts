import fc from 'fast-check';
import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import { expect, test } from 'vitest';
import type { ScalarNode } from '../../../server/src/core/yaml/nodes';
import { entryOf } from '../../../server/src/core/yaml/nodes';
import { parseYaml } from '../../../server/src/core/yaml/parse';

/** The value of `key` in a text. */
function scalar(text: string, key = 'key'): ScalarNode {
	const value = entryOf(parseYaml(text).root, key)?.value;
	if (value?.kind !== 'scalar') throw new Error(`No scalar in ${JSON.stringify(text)}`);
	return value;
}

/** The source behind each unit of the value: `unit<source`, the unit's own character left out when it stands there itself. */
function checkUnits(text: string, expected: string): void {
	const node = scalar(text);
	const units = Array.from({ length: node.value.length }, (_, index) => {
		const source = text.slice(node.offsetAt(index), node.offsetAt(index + 1));
		const unit = node.value[index] ?? '';
		return unit === source ? unit : `${unit}<${source}>`;
	});
	expect(units.join('').replace(/\n/g, '↵').replace(/\r/g, '←')).toBe(expected);
}

test('a plain text stands where it stands', () => checkUnits('key: a b c\n', 'a b c'));
test('lines of a plain text are joined by a space', () => checkUnits('key: ab \n  cd\n', 'ab < ↵  >cd'));
test('an empty line between lines of a plain text is a line break', () => checkUnits('key: ab \n\n  cd\n', 'ab↵< ↵↵  >cd'));
test('a doubled single quote is one', () => checkUnits("key: 'it''s'\n", "it'<''>s"));
test('escapes stand for one character', () => checkUnits('key: "a\\tb\\x41\\u00e9"\n', 'a\t<\\t>bA<\\x41>é<\\u00e9>'));
test('a character beyond the first plane is two units at one escape', () => {
	const text = 'key: "\\U0001F600!"\n';
	const node = scalar(text);
	expect(node.value).toBe('😀!');
	expect([0, 1, 2, 3].map(index => node.offsetAt(index))).toEqual([6, 6, 16, 17]);
});
test('an escaped line break joins the lines', () => checkUnits('key: "a\\\n  b"\n', 'a<a\\↵  >b'));
test('a text block loses its indentation', () => checkUnits('key: |\n  a\n   b\n', 'a↵<↵  > b↵<>'));
test('a text block keeps the line breaks that it is told to keep', () => checkUnits('key: |+\n  a\n\n', 'a↵↵<>'));
test('a text block drops its last line break when told so', () => checkUnits('key: |-\n  a\n\n', 'a'));
test('a folded block joins its lines and leaves deeper ones alone', () =>
	checkUnits('key: >\n  a\n  b\n    c\n  d\n', 'a <↵  >b↵<↵  >  c↵<↵  >d↵<>'));
test('an indentation indicator keeps spaces at the start', () => checkUnits('key: |2\n    a\n', '  a↵<>'));
test('line ends of Windows are one line break', () => checkUnits('key: |\r\n  a\r\n  b\r\n', 'a↵<←↵  >b↵<>'));

test('a text block spans from its header to its last line', () => {
	const text = 'key: |- # note\n  a\n  b\n\n\nnext: 1\n';
	const node = scalar(text);
	expect(text.slice(node.start, node.end)).toBe('|- # note\n  a\n  b');
});

test('an empty text block spans its header', () => {
	const node = scalar('key: |+\n\nnext: 1\n');
	expect([node.value, node.start, node.end, node.offsetAt(0), node.offsetAt(1)]).toEqual(['\n', 5, 8, 8, 8]);
});

const words = fc.constantFrom(
	'a',
	'bc',
	'é',
	'😀',
	"it's",
	'x:y',
	'a#b',
	' ',
	'  ',
	'\t',
	'- ',
	'\\',
	'"',
	"'",
	'#',
	': ',
	'select 1,',
	'${p}',
);
const breaks = fc.constantFrom('\n', '\r\n', '\n\n', '\r\n\r\n', '\n\n\n');

/** Lines of words with an indentation of their own, below a key. */
function content(indent: string): fc.Arbitrary<string> {
	const line = fc
		.tuple(fc.constantFrom('', '', '', ' ', '  ', '\t'), fc.array(words, { maxLength: 4 }))
		.map(([more, parts]) => indent + more + parts.join(''));
	return fc.array(fc.tuple(line, breaks), { maxLength: 6 }).map(lines => lines.flat().join(''));
}

const plain = fc
	.tuple(fc.array(words, { minLength: 1, maxLength: 4 }), breaks, content('  '))
	.map(([parts, end, more]) => parts.join('') + end + more);
const single = content('  ').map(text => `'${text.replace(/'/g, "''").trim()}'\n`);
const escapes = fc.constantFrom(
	'\\n',
	'\\t',
	'\\\\',
	'\\"',
	'\\/',
	'\\x41',
	'\\u00e9',
	'\\U0001F600',
	'\\N',
	'\\_',
	'\\ ',
	'\\0',
	'\\\n  ',
	'\\\r\n  ',
	'\\e',
);
const double = fc
	.array(
		fc.oneof(
			escapes,
			content('  ').map(text => text.replace(/["\\]/g, '').replace(/[\r\n]*$/, '')),
		),
		{ maxLength: 6 },
	)
	.map(parts => `"${parts.join('')}"\n`);
const block = fc
	.tuple(
		fc.constantFrom('|', '>'),
		fc.constantFrom('', '-', '+'),
		fc.constantFrom('', '', '1', '2', '3'),
		fc.constantFrom('', ' # note'),
		breaks,
	)
	.chain(([style, chomping, width, note, end]) =>
		content(width === '3' ? '   ' : '  ').map(text => style + width + chomping + note + end + text),
	);

test('values are those of js-yaml, and offsets never go back', () => {
	let compared = 0;
	fc.assert(
		fc.property(fc.oneof(plain, single, double, block), fc.boolean(), (source, hasNext) => {
			const text = `key: ${source}${hasNext && /\n$/.test(source) ? 'next: 1\n' : ''}`;
			const value = libraryValue(text);
			if (value === undefined) return;
			compared++;
			const node = scalar(text);
			expect(node.value).toBe(value);
			let last = node.start;
			for (let index = 0; index <= value.length; index++) {
				const offset = node.offsetAt(index);
				expect(offset).toBeGreaterThanOrEqual(last);
				last = offset;
				if (node.style !== 'double' && /\S/.test(value[index] ?? '')) expect(text[offset]).toBe(value[index]);
			}
			expect(last).toBeLessThanOrEqual(node.end);
		}),
		{ numRuns: 6000, seed: 1 },
	);
	expect(compared).toBeGreaterThan(3000);
});

/** What js-yaml reads as the value of `key`; undefined when it refuses the text or reads something else there. */
function libraryValue(text: string): string | undefined {
	try {
		const events = parseEvents(text, {});
		const value = events[3];
		return value?.type === EVENT_ID.SCALAR && events[2]?.type === EVENT_ID.SCALAR ? getScalarValue(text, value) : undefined;
	} catch {
		return undefined;
	}
}
