import { expect, test } from 'vitest';
import { parseSpec } from '../../../server/src/core/spec/parseSpec';
import { renderUsage } from '../../../server/src/core/transform/arguments';
import { checkTransform, transforms } from '../../../server/src/core/transform/transforms';

/** What is wrong with transforms, as `code: message`. */
function problemsOf(transform: string): readonly string[] {
	const text = `crosswalk: 1\nname: t\nmappings:\n  m:\n    source: t\n    target: t\n    columns:\n      c: { source: x, transform: [${transform}] }\n`;
	const spec = parseSpec('spec.migration.yaml', {
		text: () => text,
		resolve: (_, relative) => relative,
		folders: () => [],
		glob: () => [],
		csv: () => ({ error: 'none' }),
	});
	const calls = spec.mappings.flatMap(mapping => mapping.columns.flatMap(column => column.transforms));
	return calls.flatMap(call => checkTransform(call)).map(({ code, args }) => `${code}: ${Object.values(args).filter(Boolean).join(', ')}`);
}

test.each([
	['trimm', 'unknown-transform: trimm, trim'],
	['{ trim: 1 }', 'invalid-value: "trim" takes no argument'],
	['{ left: -1 }', 'invalid-value: "-1" is not a whole number of at least 0'],
	['{ left: [1, 2] }', 'invalid-value: "left" wants a whole number of at least 0'],
	['left', 'invalid-value: "left" wants a whole number of at least 0'],
	['{ substring: [0, 3] }', 'invalid-value: "0" is not a whole number of at least 1'],
	['{ replace: [a] }', 'invalid-value: "replace" wants a list of what, by'],
	['{ parse_date: MMDD }', 'invalid-value: the format has no year (YYYY or YY)'],
	['{ parse_date: YYYYMMDDDD }', 'invalid-value: "DD" stands twice in the format'],
	['{ parse_date: YYYYJJJ }', 'invalid-value: "JJJ" is no part of a date format; write letters in quotes'],
	['{ parse_timestamp: YYYYMMDDMISS }', 'invalid-value: the format has a time without hours (HH24 or HH12)'],
	['{ parse_timestamp: YYYYMMDDHH12 }', 'invalid-value: HH12 and AM go together'],
	['{ at_time_zone: "+02:00" }', 'invalid-value: "+02:00" is not the name of a time zone such as Europe/Berlin'],
	['{ from_epoch: minutes }', 'invalid-value: "minutes" is not one of "s", "ms"'],
	['{ hash: sha1 }', 'invalid-value: "sha1" is not one of "sha256", "md5"'],
	['{ scale: ten }', 'invalid-value: "ten" is not a number'],
	['{ to_boolean: { yes: [Y] } }', 'invalid-value: "to_boolean" knows no "yes", only "true", "false"'],
	['{ mask: { keep: 4 } }', 'invalid-value: "mask" knows no "keep"'],
	['{ null_if: ~ }', 'invalid-value: "null" is not a text'],
	['{ coalesce: [] }', 'invalid-value: "coalesce" wants a list of SQL expressions'],
	['{ uuid5: x }', 'invalid-value: "x" is not a UUID'],
])('%s is refused', (transform, problem) => {
	expect(problemsOf(transform)).toEqual([problem]);
});

test.each([
	'trim',
	'{ substring: [2] }',
	'{ pad_left: [8, 0] }',
	'{ parse_date: "DD.MM.YYYY" }',
	'{ at_time_zone: UTC }',
	'{ to_boolean: { true: [Y] } }',
])('%s is fine', transform => {
	expect(problemsOf(transform)).toEqual([]);
});

test('usage is shown as it is written', () => {
	const usage = ['trim', 'left', 'substring', 'mask', 'to_boolean', 'coalesce', 'sql', 'hash'].map(name => {
		const transform = transforms.get(name);
		return transform ? renderUsage(name, transform.argument) : name;
	});
	expect(usage).toEqual([
		'trim',
		'left: n',
		'substring: [start, length]',
		'mask: { keep_last: n }',
		'to_boolean: { true: [...], false: [...] }',
		'coalesce: [expression, ...]',
		'sql: expression',
		'hash: sha256|md5',
	]);
});
