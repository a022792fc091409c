import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agree, type ColumnAbout } from '../../../../server/src/core/reconcile/patterns/detector';
import { columnAbout, explainChange } from '../../../../server/src/core/reconcile/patterns/explain';

/** What is said of a column `c` of that type. */
function explained(type: string, source: string | null, target: string | null, origin?: ColumnAbout['origin']): string {
	const column = columnAbout({ name: 'c', type, ...(origin ? { origin } : {}) });
	const { detector, detail } = explainChange(column, { name: 'c', source, target });
	return `c ${agree(detector.phrase(detail), 1)}`;
}

type Case = readonly [type: string, source: string | null, target: string | null, said: string];

const cases: Readonly<Record<string, readonly Case[]>> = {
	'letter case': [
		['text', 'a@b.c', 'A@B.C', 'c differs only in case: upper case in the target'],
		['text', 'A@B.c', 'a@b.c', 'c differs only in case: lower case in the target'],
		['character varying(20)', 'Van Gogh', 'van Gogh', 'c differs only in case'],
		['public.citext', 'Ä', 'ä', 'c differs only in case: lower case in the target'],
	],
	blanks: [
		['text', 'a ', 'a', 'c has trailing blanks in the source only'],
		['text', 'a', 'a   ', 'c has trailing blanks in the target only'],
		['text', '  a', 'a', 'c has leading blanks in the source only'],
		['text', ' a ', 'a', 'c has leading and trailing blanks in the source only'],
		['text', ' a', 'a ', 'c differs only in blanks at its ends'],
		['text', 'a b', 'a  b', 'c differs only in white space'],
		['text', '', '  ', 'c differs only in white space'],
	],
	'line endings': [
		['text', 'a\r\nb', 'a\nb', 'c differs only in line endings: LF in the target'],
		['text', 'a\nb', 'a\r\nb', 'c differs only in line endings: CRLF in the target'],
		['text', 'a\rb\n', 'a\r\nb\r', 'c differs only in line endings'],
	],
	'forms of Unicode': [
		['text', 'caf\u00e9', 'cafe\u0301', 'c differs only in its Unicode form: NFD in the target'],
		['text', 'cafe\u0301', 'caf\u00e9', 'c differs only in its Unicode form: NFC in the target'],
	],
	encoding: [
		['text', 'Müller', 'MÃ¼ller', 'c has a damaged encoding (UTF-8 read as Latin-1)'],
		['text', 'Preis: 5 €', 'Preis: 5 â‚¬', 'c has a damaged encoding (UTF-8 read as Latin-1)'],
		['text', 'ü', '\u00c3\u0083\u00c2\u00bc', 'c has a damaged encoding (UTF-8 read as Latin-1)'],
		['text', 'MÃ¼ller', 'Müller', 'c has a damaged encoding in the source only (UTF-8 read as Latin-1)'],
		['text', 'Müller', 'M?ller', 'c lost characters: a question mark or a box stands for them'],
		['text', 'Zürich (ZH)', 'Z\ufffd\ufffdrich (ZH)', 'c lost characters: a question mark or a box stands for them'],
		['text', '北京.', '??.', 'c lost characters: a question mark or a box stands for them'],
		['text', 'Münster', 'Munster', 'c lost its accents'],
		['text', 'Müller Straße', 'Mueller Strasse', 'c lost its accents'],
		['text', 'Ørsted', 'Orsted', 'c lost its accents'],
	],
	cut: [
		['text', 'Donaudampfschifffahrtsgesellschaft', 'Donaudampfschifffahr', 'c is cut at 20 characters'],
		['text', '\u{1f600}\u{1f601}', '\u{1f600}', 'c is cut at 1 character'],
		['text', 'DE-1234', '1234', "c lost 'DE-' at its beginning"],
		['text', '1234', 'DE-1234', "c has 'DE-' before the text of the source"],
		['text', 'Huber', 'Huber AG', "c has ' AG' after the text of the source"],
	],
	'the same in other signs': [
		['text', '00123', '123', 'c lost its leading zeros'],
		['text', '123', '00123', 'c has leading zeros in the target only, 5 characters in all'],
		['text', '1.50', '1,5', 'c has the same number, written in another way'],
		['text', '030-1234', '(030) 1234', 'c differs only in punctuation and blanks'],
		['text', 'Huber & Sohn', 'Huber &amp; Sohn', 'c has HTML entities (such as &amp;) in the target only'],
		['text', 'Ada Lovelace', 'Lovelace, Ada', 'c has the same words in another order'],
		['text', '{"a": 1, "b": 2}', '{"b":2,"a":1.0}', 'c has the same JSON, written in another way (order of keys, or numbers)'],
		['text[]', '{a,b,c}', '{c,a,b}', 'c has the same elements in another order'],
		['integer[]', '{1,2}', '{1,2,3}', "c is '{1,2,3}'"],
	],
	NULL: [
		['text', 'x', null, 'c is NULL in the target'],
		['integer', '1', null, 'c is NULL in the target'],
		['text', '', null, 'c is NULL in the target where the source has empty text'],
		['text', null, '', 'c is empty text in the target where the source has NULL'],
		['text', null, 'DE', "c is 'DE' where the source has NULL"],
	],
	numbers: [
		['numeric(12,2)', '12.50', '1250.00', 'c is off by a factor of 100'],
		['numeric(12,2)', '1250.00', '12.50', 'c is off by a factor of 1/100'],
		['integer', '3', '3000', 'c is off by a factor of 1,000'],
		['integer', '5', '-5', 'c has the opposite sign'],
		['numeric', '12.345', '12.35', 'c is rounded to 2 decimals'],
		['numeric', '12.304', '12.3', 'c is rounded to 2 decimals'],
		['numeric(10,2)', '19.35', '19.00', 'c is rounded to a whole number'],
		['numeric(10,2)', '-19.65', '-20.00', 'c is rounded to a whole number'],
		['numeric(10,2)', '19.95', '19.00', 'c is cut, not rounded, to a whole number'],
		['numeric(10,2)', '19.95', '19.96', 'c is 0.01 higher'],
		['numeric(10,2)', '12.09', '12.10', 'c is 0.01 higher'],
		['integer', '-3', '-4', 'c is 1 lower'],
		['bigint', '9223372036854775807', '9223372036854775806', 'c is 1 lower'],
		['double precision', '0.1', '0.10000001', 'c is 0.00000001 higher'],
		['double precision', '1e-300', '1e-299', 'c is off by a factor of 10'],
		['numeric', '1', 'NaN', "c is 'NaN'"],
		['double precision', 'Infinity', '5', "c is '5'"],
		['boolean', 'true', 'false', 'c is the opposite'],
	],
	times: [
		['timestamp with time zone', '2024-07-01 10:00:00+00', '2024-07-01 12:00:00+00', 'c is 2 hours later'],
		['timestamp with time zone', '2024-01-01 00:30:00+00', '2023-12-31 23:30:00+00', 'c is 1 hour earlier'],
		['timestamp without time zone', '2024-07-01 10:11:12.5', '2024-07-01 10:11:12', 'c lost its fractions of a second'],
		['timestamp without time zone', '2024-07-01 10:11:12', '2024-07-01 10:11:00', 'c lost its seconds'],
		['timestamp without time zone', '2024-07-01 10:11:12', '2024-07-01 00:00:00', 'c lost its time of day'],
		['date', '2024-04-03', '2024-03-04', 'c has day and month swapped'],
		['date', '2024-02-29', '2024-03-01', 'c is 1 day later'],
		['date', '1924-05-01', '2024-05-01', 'c is 100 years later'],
		['date', '2024-05-01', 'infinity', "c is 'infinity'"],
		['date', '0044-03-15 BC', '2024-05-01', "c is '2024-05-01'"],
		['time without time zone', '10:00:00', '09:45:00', 'c is 15 minutes earlier'],
		['timestamp without time zone', '2024-01-01 00:00:00', '2024-01-01 00:00:00.000001', 'c is 1 µs later'],
		['timestamp without time zone', '2024-01-01 00:00:00', '2024-02-03 04:05:06.7', 'c is earlier or later'],
	],
	JSON: [
		['jsonb', '{"a": 1.0}', '{"a": 1.00}', 'c has the same JSON, written in another way (order of keys, or numbers)'],
		['jsonb', '{"a": 12345678901234567890}', '{"a": 12345678901234567891}', 'c differs only in a of the JSON'],
		['jsonb', '{"a": "1"}', '{"a": 1}', 'c differs only in a of the JSON'],
		['jsonb', '{"a": 1, "b": {"c": [1]}}', '{"a": 1, "b": {"c": [2]}, "d": null}', 'c differs only in b, d of the JSON'],
		['jsonb', '[1]', '[2]', "c is '[2]'"],
	],
	codes: [
		['text', 'shipped', 'open', "c is 'open'"],
		['app.order_status', 'shipped', 'open', "c is 'open'"],
		['text', 'a', 'x'.repeat(100), 'c differs'],
		['bytea', '\\x00ff', '\\x00', "c is '\\x00'"],
		['uuid', '6ecd8c99-4036-403d-bf84-cf8400f67836', '3f333df6-90a4-4fda-8dd3-9485d27cee36', "c is '3f333df6-90a4-4fda-8dd3-9485d27cee36'"],
		['interval', '1 day', '24:00:00', "c is '24:00:00'"],
	],
};

describe.each(Object.entries(cases))('%s', (_, ofKind) => {
	test.each(ofKind)('%s %j, %j: %s', (type, source, target, said) => {
		expect(explained(type, source, target)).toBe(said);
	});
});

test('what a lookup finds is a name, whatever its type: nothing is said of distances', () => {
	expect(explained('integer', '4711', '4712', 'lookup')).toBe("c is '4712'");
	expect(explained('date', '2024-01-01', '2024-01-02', 'lookup')).toBe("c is '2024-01-02'");
	expect(explained('text', 'a', 'A', 'lookup')).toBe('c differs only in case: upper case in the target');
});

test('a foreign key that leads nowhere is that and nothing else', () => {
	const change = { name: 'c', source: 'A', target: null, dangling: 4711 };
	const { detector, detail } = explainChange(columnAbout({ name: 'c', type: 'text' }), change);
	expect(detector.phrase(detail)).toBe('refers to no row of the target');
});

const types = ['text', 'integer', 'numeric', 'double precision', 'boolean', 'date', 'timestamp with time zone', 'jsonb', 'text[]', 'uuid'];
const values = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 12 }),
	fc.constantFrom(
		'',
		' ',
		'{}',
		'[',
		'{"a":',
		'00',
		'-',
		'.',
		'1e9999',
		'NaN',
		'2024-02-30',
		'2024-13-45 99:99:99',
		'&#x110000;',
		'\ud800',
		'{"',
		'"',
	),
	fc.double().map(String),
	fc.date({ noInvalidDate: true }).map(date => date.toISOString().slice(0, 19).replace('T', ' ')),
	fc.json(),
);

test('whatever the values are, something is said, and the same each time', () => {
	fc.assert(
		fc.property(fc.constantFrom(...types), fc.option(values), fc.option(values), (type, source, target) => {
			fc.pre(source !== target);
			const said = explained(type, source, target);
			expect(said).toMatch(/^c [a-z]+/);
			expect(explained(type, source, target)).toBe(said);
		}),
		{ numRuns: 2000 },
	);
});

test('nothing is explained by what is not there', () => {
	const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'A', ' ', 'é', '?', '0', '-'), maxLength: 6 });
	fc.assert(
		fc.property(letters, letters, (source, target) => {
			fc.pre(source !== target);
			const said = explained('text', source, target);
			if (said.includes('only in case')) expect(source.toUpperCase()).toBe(target.toUpperCase());
			if (said.includes('blanks in the') || said.includes('white space')) expect(source.replace(/\s/g, '')).toBe(target.replace(/\s/g, ''));
			if (said.includes('is cut at')) expect(target).toBe(source.slice(0, target.length));
			if (said.includes('leading zeros')) expect(source.replace(/^0+/, '')).toBe(target.replace(/^0+/, ''));
			if (said.includes('its accents')) expect(target).not.toContain('é');
			if (said.includes('lost characters')) expect([source.includes('é'), target.includes('?')]).toEqual([true, true]);
		}),
		{ numRuns: 5000 },
	);
});

test('of several columns the verb is one of several', () => {
	expect(agree('is NULL in the target', 2)).toBe('are NULL in the target');
	expect(agree('has a damaged encoding', 2)).toBe('have a damaged encoding');
	expect(agree('differs only in its Unicode form', 2)).toBe('differ only in their Unicode form');
	expect(agree('lost its accents', 3)).toBe('lost their accents');
});
