/** Where the cursor is, in whole, half-typed and broken text: the path, whether a key or a value stands there, and what is written. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { type Cursor, locate } from '../../../server/src/core/spec/cursor';
import { parseSpec } from '../../../server/src/core/spec/parseSpec';
import { readFixture } from '../../support/fixture';
import { memorySources } from '../../support/memorySources';

const top = 'crosswalk: 1\nname: x\nsource: { connection: s }\ntarget: { connection: t }\n';

function cursorIn(source: string): Cursor | undefined {
	const { files, cursor } = readFixture(source);
	if (!cursor) throw new Error('The text has no <|>');
	const [file] = parseSpec(cursor.path, memorySources(files)).files;
	return file && locate(file, cursor.offset);
}

/** `path position style "scalar"`. */
function render(source: string): string {
	const cursor = cursorIn(source);
	if (!cursor) return 'nothing';
	const { path, position, scalar, file } = cursor;
	return `${path.join('/') || '.'} ${position} ${scalar.style} "${file.text.slice(scalar.start, scalar.end)}"`;
}

const inMapping = (text: string) => render(`${top}mappings:\n  m:\n${text}`);

describe('blocks', () => {
	test.each([
		['crossw<|>', '. key plain "crossw"'],
		[`${top}vie<|>`, '. key plain "vie"'],
		[`${top}<|>`, '. key empty ""'],
		[`${top}mappings:\n  <|>`, 'mappings key empty ""'],
		[`${top}mappings:\n  a:\n    source: x\n  <|>`, 'mappings key empty ""'],
		[`${top}mappings:\n  a:\n    source: x\n<|>`, '. key empty ""'],
		[`${top}mappings:\n  a:\n    source: x\nvie<|>`, '. key plain "vie"'],
		[`${top}mappings:\n  a:\n    source: x\n  b<|>`, 'mappings key plain "b"'],
		['source:\n  connection: <|>', 'source/connection value empty ""'],
		['source:\n  connection: le<|>g', 'source/connection value plain "leg"'],
		['source:\n  connection:<|>', 'nothing'],
		['source:\n  connection: a # comm<|>ent', 'nothing'],
		['# comm<|>ent', 'nothing'],
		['include:\n  - map<|>', 'include/0 either plain "map"'],
		['include:\n- map<|>', 'include/0 either plain "map"'],
		['include:\n  - a\n  - <|>', 'include/0 either empty ""'],
	])('%s', (text, expected) => expect(render(text)).toBe(expected));
});

describe('mappings', () => {
	test.each([
		['    <|>', 'mappings/m either empty ""'],
		['    source: x\n    tar<|>', 'mappings/m key plain "tar"'],
		['    source: x\n    tar<|>get: y', 'mappings/m key plain "target"'],
		['    columns:\n      na<|>', 'mappings/m/columns either plain "na"'],
		['    columns:\n      name: c.<|>', 'mappings/m/columns/name value plain "c."'],
		['    columns:\n      name:\n        c.<|>', 'mappings/m/columns/name either plain "c."'],
		['    columns:\n      name: concat(a,\n        c.<|>)', 'mappings/m/columns/name value plain "concat(a,\n        c.)"'],
		['    columns:\n      name:\n        concat(a,\n        c.<|>)', 'mappings/m/columns/name value plain "concat(a,\n        c.)"'],
		['    columns:\n      name: "c.<|>"', 'mappings/m/columns/name value double "c."'],
		['    columns:\n      name: "c.<|>', 'mappings/m/columns/name value double "c."'],
		["    columns:\n      name: 'it''s <|>'", 'mappings/m/columns/name value single "it\'\'s "'],
		[
			'    source: |\n      erp.a c\n      left join erp.<|>\n    target: t',
			'mappings/m/source value block "erp.a c\n      left join erp."',
		],
		['    source: |\n      <|>\n    target: t', 'mappings/m/source value block ""'],
		['    ignore:\n      rows: { "c.<|>": no }', 'mappings/m/ignore/rows key double "c."'],
		[
			'    examples:\n      a:\n        given:\n          c:\n            - x: 1\n              y<|>',
			'mappings/m/examples/a/given/c/0 key plain "y"',
		],
	])('%s', (text, expected) => expect(inMapping(text)).toBe(expected));
});

describe('braces and brackets', () => {
	const column = (text: string) => inMapping(`    columns:\n      a: ${text}\n      b: c.x`);
	test.each([
		['{ <|>', '/a key empty ""'],
		['{ sou<|> }', '/a key plain "sou"'],
		['{ source: <|> }', '/a/source value empty ""'],
		['{ source: c.<|> }', '/a/source value plain "c."'],
		['{ source: c.<|>', '/a/source value plain "c."'],
		['{ source: coalesce(c.a, c.<|>) }', '/a/source value plain "coalesce(c.a, c.)"'],
		['{ source: coalesce(c.a, c.<|> }', '/a/source value plain "coalesce(c.a, c."'],
		['{ source: "c.<|>" }', '/a/source value double "c."'],
		['{ source: c.x, <|> }', '/a key empty ""'],
		['{ source: c.x, tr<|> }', '/a key plain "tr"'],
		['{ source: c.x, transform: [<|>] }', '/a/transform/0 either empty ""'],
		['{ source: c.x, transform: [trim, lo<|>] }', '/a/transform/1 either plain "lo"'],
		['{ source: c.x, transform: [trim, { par<|> }] }', '/a/transform/1 key plain "par"'],
		['{ source: c.x, transform: [{ parse_date: <|> }] }', '/a/transform/0/parse_date value empty ""'],
		['{ source: c.x, transform: [\n          trim,\n          lo<|>\n        ] }', '/a/transform/1 either plain "lo"'],
	])('%s', (text, expected) => expect(column(text)).toBe(`mappings/m/columns${expected}`));
});

test('the other keys of a map are told', () => {
	const others = (text: string) => cursorIn(`${top}mappings:\n  m:\n${text}`)?.others;
	expect(others('    source: x\n    <|>\n    target: y')).toEqual(['source', 'target']);
	expect(others('    columns: { a: x, <|>, b: y }')).toEqual(['a', 'b']);
	expect(others('    columns:\n      a: x\n      b<|>: y\n      c: |\n        d: z')).toEqual(['a', 'c']);
	expect(cursorIn(`${top}vie<|>\nmappings:\n  a: 1\n`)?.others.filter(key => key !== '')).toEqual([
		'crosswalk',
		'name',
		'source',
		'target',
		'mappings',
	]);
});

test('every place of every prefix of a spec is found without throwing', () => {
	const whole = readFileSync(new URL('../../fixtures/whole-spec.migration.yaml', import.meta.url), 'utf8');
	const failures: string[] = [];
	for (let end = 0; end < whole.length; end += 97) {
		const text = whole.slice(0, end);
		const [file] = parseSpec('/a.migration.yaml', memorySources(new Map([['/a.migration.yaml', text]]))).files;
		for (const offset of [end, end >> 1]) {
			const cursor = file && locate(file, offset);
			if (cursor && !(cursor.scalar.start <= offset && offset <= cursor.scalar.end)) failures.push(text.slice(-40));
		}
	}
	expect(failures).toEqual([]);
});
