import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { SqlPlace } from '../../../server/src/core/sql/analysis';
import { analyzeSql } from '../../../server/src/core/sql/analyze';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { sqlSource } from '../../../server/src/core/sql/source';
import { entryOf, type ScalarNode } from '../../../server/src/core/yaml/nodes';
import { parseYaml } from '../../../server/src/core/yaml/parse';
import { NAMES, scopeOf } from './checks';

beforeAll(loadSqlParser);

const PARAMETERS = new Map([
	['history_ends', "'2024-01-01'::date"],
	['limit', '-5'],
]);

function scalarOf(yaml: string): ScalarNode {
	const node = entryOf(parseYaml(yaml).root, 'sql')?.value;
	if (node?.kind !== 'scalar') throw new Error('No scalar `sql`');
	return node;
}

/** Marks in the YAML what the reads, or the findings if there are any, point at. */
function marked(yaml: string, place: SqlPlace): string {
	const { source, findings } = sqlSource(scalarOf(yaml), 'block', PARAMETERS);
	const analysis = analyzeSql(source, place, NAMES, scopeOf('cust c'));
	const all = [...findings, ...analysis.findings];
	const spans = (all.length > 0 ? all : analysis.reads).map(({ span }) => span).sort((one, other) => one.start - other.start);
	let result = '';
	let at = 0;
	for (const { start, end } of spans) {
		result += `${yaml.slice(at, start)}‹${yaml.slice(start, end)}›`;
		at = end;
	}
	return result + yaml.slice(at);
}

test.each([
	['expression', 'sql: ‹c.id› + ‹c.parent›'],
	['expression', 'sql: "\'it\\u0027\\u0027s\' || ‹c.name›"'],
	['expression', "sql: '''größe 😀'' || ‹c.name› || ''x'''"],
	['expression', 'sql: "‹\\u0063.name› || \'\\U0001F600\' || ‹c.\\"Odd Name\\"›"'],
	['expression', 'sql: |\n  ‹c.id›\n  + ‹c.parent›  -- note\n'],
	['expression', 'sql: |\r\n  ‹c.id›\r\n  + ‹c.parent›\r\n'],
	['expression', 'sql: >-\n  ‹c.id›\n  + ‹c.parent›\n\n  + ‹c.id›\n'],
	['expression', 'sql: ‹c.id›\n  + ‹c.parent›\n  + ‹c.id›\n'],
	['expression', 'sql: "‹c.id›\n  + ‹c.parent›"\n'],
	['query', 'sql: |2\n    select ‹id›, -- 😀\n      ‹name›\n    from cust\n'],
	['condition', 'sql: ‹c.id› > ${limit} and ‹c.parent› < ${limit}'],
	['condition', "sql: ‹c.name› = '${limit}' and ‹c.id› - ${limit} > 0 -- ${nope}"],
	['condition', 'sql: c.id > ‹${limits}› and c.id > 1'],
	['expression', 'sql: >-\n  c.id +\n  c.‹naem› + ${limit}\n'],
	['expression', "sql: 'c.id ‹+›'"],
	['expression', 'sql: |\n  (c.id +\n    c.parent‹,›\n'],
	['expression', 'sql: "c.id ‹,\\u0020c.name›"'],
	['condition', 'sql: c.id between 1 and ${limit} ‹2›'],
] as const)('%s: %s', (place, yaml) => {
	expect(marked(yaml.replace(/[‹›]/g, ''), place)).toBe(yaml);
});

test('a parameter becomes a literal in parentheses', () => {
	const { source, parametersUsed } = sqlSource(scalarOf('sql: a -${limit} < ${history_ends} and ${limit} > 0'), 'block', PARAMETERS);
	expect(source.text).toBe("a -(-5) < ('2024-01-01'::date) and (-5) > 0");
	expect(parametersUsed).toEqual(['limit', 'history_ends']);
});

test('an unknown parameter is NULL, and told with the nearest name', () => {
	const { source, findings, parametersUsed } = sqlSource(scalarOf('sql: a > ${history_end}'), 'block', PARAMETERS);
	expect(source.text).toBe('a > (NULL)');
	expect(parametersUsed).toEqual(['history_end']);
	expect(findings).toEqual([
		{
			code: 'unknown-parameter',
			span: { block: 'block', start: 9, end: 23 },
			args: { name: 'history_end', nearest: 'history_ends' },
			data: { replacement: '${history_ends}' },
		},
	]);
});

test('a position inside of a literal gives the whole parameter, one beside it the characters there', () => {
	const yaml = 'sql: a > ${limit} + b';
	const { source } = sqlSource(scalarOf(yaml), 'block', PARAMETERS);
	const shown = (part: string) => {
		const start = source.text.indexOf(part);
		const span = source.spanAt(start, start + part.length);
		return yaml.slice(span.start, span.end);
	};
	expect(['-5', '(', '5)', 'a', '+ b', 'a > (-', '5) + b'].map(shown)).toEqual([
		'${limit}',
		'${limit}',
		'${limit}',
		'a',
		'+ b',
		'a > ${limit}',
		'${limit} + b',
	]);
});

test('every character of SQL without parameters leads back to itself', () => {
	const words = fc.array(fc.constantFrom('a', 'ü', '😀', ' ', '\n', "''", '+', '"', '\\'), { maxLength: 20 });
	fc.assert(
		fc.property(words, parts => {
			const text = `x${parts.join('')}x`;
			const yaml = `sql: ${JSON.stringify(text)}`;
			const { source } = sqlSource(scalarOf(yaml), 'block', PARAMETERS);
			for (let at = 0; at < text.length; at++) {
				const span = source.spanAt(at, at + 1);
				const written = yaml.slice(span.start, span.end);
				expect(JSON.parse(`"${written}"`)).toBe(source.text[at]);
			}
		}),
	);
});
