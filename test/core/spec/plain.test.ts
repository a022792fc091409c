/** YAML's core schema: what a scalar is to JSON Schema. */

import { expect, test } from 'vitest';

import { toPlain } from '../../../server/src/core/spec/plain';
import { parseYaml } from '../../../server/src/core/yaml/parse';

test.each([
	['null', null],
	['~', null],
	['Null', null],
	['"null"', 'null'],
	['true', true],
	['False', false],
	['yes', 'yes'],
	['off', 'off'],
	["'true'", 'true'],
	['12', 12],
	['-0.5', -0.5],
	['007', 7],
	['0o17', 15],
	['0x1F', 31],
	['1e3', 1000],
	['.5', 0.5],
	['1_000', '1_000'],
	['12:30', '12:30'],
	['"12"', '12'],
	['!!str 12', '12'],
	['.inf', '.inf'],
	['.nan', '.nan'],
	['2026-11-30', '2026-11-30'],
	['|\n  12\n', '12\n'],
])('%s', (yaml, value) => {
	const { root } = parseYaml(`a: ${yaml}`);
	expect(root && toPlain(root)).toEqual({ a: value });
});

test('lists, maps, empty values, keys that stand twice and keys of JavaScript', () => {
	const { root } = parseYaml('a: [1, [x]]\nb:\nc: 1\nc: 2\n__proto__: 3');
	expect(JSON.stringify(root && toPlain(root))).toBe('{"__proto__":3,"c":1,"b":null,"a":[1,["x"]]}');
});
