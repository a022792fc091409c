import fc from 'fast-check';
import { scanSync } from 'libpg-query';
import { beforeAll, expect, test } from 'vitest';

import { identifierOf, lexSql } from '../../../server/src/core/sql/lexer';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { QUERIES } from './queries';

beforeAll(loadSqlParser);

function cut(text: string): string {
	return lexSql(text)
		.map(({ kind, start, end, closed }) => `${kind}${closed ? '' : '?'} ${text.slice(start, end)}`)
		.join(' · ');
}

test.each([
	["c.name || ', '", "word c · punctuation . · word name · operator || · string ', '"],
	['a--x\nb', 'word a · comment --x · word b'],
	['1/* a /* b */ c */2', 'number 1 · comment /* a /* b */ c */ · number 2'],
	["E'it\\'s' 'it''s'", "string E'it\\'s' · string 'it''s'"],
	['U&"d\\0061t" "a""b"', 'quoted U&"d\\0061t" · quoted "a""b"'],
	['$$a$b$$ $x$ $$ $x$', 'string $$a$b$$ · string $x$ $$ $x$'],
	['$1 1.5e-3 0xFF .5 1_000', 'parameter $1 · number 1.5e-3 · number 0xFF · number .5 · number 1_000'],
	['a::int', 'word a · punctuation : · punctuation : · word int'],
	['a>=-1 /*x*/', 'word a · operator >=- · number 1 · comment /*x*/'],
	['naïve_größe', 'word naïve_größe'],
	["'open", "string? 'open"],
	['"open', 'quoted? "open'],
	['/* open', 'comment? /* open'],
	['$q$ open', 'string? $q$ open'],
	['${x}', 'other $ · other { · word x · other }'],
])('%s', (text, expected) => {
	expect(cut(text)).toBe(expected);
});

test.each([
	['Name', 'name'],
	['"Name"', 'Name'],
	['"a""b"', 'a"b'],
	['U&"d\\0061t\\+000061"', 'data'],
	['"open', 'open'],
])('%s is the identifier %s', (text, name) => {
	const [token] = lexSql(text);
	expect(token && identifierOf(text, token)).toBe(name);
});

test('cuts words, names and strings where PostgreSQL cuts them', () => {
	const names: Readonly<Record<string, boolean>> = { IDENT: true, SCONST: true, FCONST: true, ICONST: true, PARAM: true };
	for (const query of QUERIES) {
		const ascii = query.replace(/[^\0-\x7f]/g, 'x');
		const theirs = scanSync(ascii).tokens.filter(token => names[token.tokenName] || token.keywordKind > 0);
		const starts = new Set(lexSql(ascii).map(token => `${token.start}-${token.end}`));
		expect(theirs.filter(token => !starts.has(`${token.start}-${token.end}`)).map(token => token.text)).toEqual([]);
	}
});

test('never throws, and its tokens cover all but white space', () => {
	fc.assert(
		fc.property(
			fc.array(fc.constantFrom("'", '"', '$', '$a$', '/*', '*/', '--', '\n', 'E', 'U&', 'x', '1', '.', '\\', '😀', ' ', '{'), {
				maxLength: 30,
			}),
			parts => {
				const text = parts.join('');
				let at = 0;
				for (const token of lexSql(text)) {
					expect(text.slice(at, token.start).trim()).toBe('');
					expect(token.end).toBeGreaterThan(token.start);
					at = token.end;
				}
				expect(text.slice(at).trim()).toBe('');
			},
		),
	);
});
