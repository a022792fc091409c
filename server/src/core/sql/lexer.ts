/**
 * Cuts SQL into tokens, by the lexical rules of PostgreSQL (manual, 4.1) with `standard_conforming_strings` on. Never throws: an open
 * string, identifier or comment ends at the end of the text and says so. Knows no grammar.
 */

export type SqlTokenKind = 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'operator' | 'punctuation' | 'comment' | 'other';

export interface SqlToken {
	readonly kind: SqlTokenKind;
	readonly start: number;
	readonly end: number;
	/** False when a string, a quoted identifier or a comment never ends. */
	readonly closed: boolean;
}

const SPACE = /[ \t\n\r\f\v]/;
const WORD_START = /[A-Za-z_\u0080-\uffff]/;
const WORD = /[A-Za-z0-9_$\u0080-\uffff]*/y;
const NUMBER =
	/(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d+)?)/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;
const PARAMETER = /\$\d+/y;
const STRING_PREFIX = /(?:[eEbBxXnN]|[uU]&)'/y;
const IDENTIFIER_PREFIX = /[uU]&"/y;
const OPERATOR = '+-*/<>=~!@#%^&|`?';

/** The tokens of `text` in order, comments included, white space left out. */
export function lexSql(text: string): readonly SqlToken[] {
	const tokens: SqlToken[] = [];
	let at = 0;
	while (at < text.length) {
		if (SPACE.test(text.charAt(at))) {
			at++;
			continue;
		}
		const token = tokenAt(text, at);
		tokens.push(token);
		at = token.end;
	}
	return tokens;
}

/** The name that an identifier token stands for: folded when bare, without its quotes when quoted. */
export function identifierOf(text: string, token: SqlToken): string {
	const written = text.slice(token.start, token.end);
	if (token.kind !== 'quoted') return written.replace(/[A-Z]/g, letter => letter.toLowerCase());
	const open = written.indexOf('"');
	const inner = written.slice(open + 1, token.closed ? -1 : undefined).replaceAll('""', '"');
	return open === 0 ? inner : inner.replace(/\\(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4})|(\\))/g, unicodeEscape);
}

function unicodeEscape(written: string, long: string | undefined, short: string | undefined): string {
	const code = Number.parseInt(long ?? short ?? '5c', 16);
	return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}

function tokenAt(text: string, start: number): SqlToken {
	const character = text.charAt(start);
	const next = text.charAt(start + 1);
	if (character === '-' && next === '-') return { kind: 'comment', start, end: lineEnd(text, start), closed: true };
	if (character === '/' && next === '*') return { kind: 'comment', start, ...blockEnd(text, start) };
	if (character === "'") return { kind: 'string', start, ...quoteEnd(text, start + 1, "'", false) };
	if (character === '"') return { kind: 'quoted', start, ...quoteEnd(text, start + 1, '"', false) };
	const prefix = matchAt(STRING_PREFIX, text, start);
	if (prefix) return { kind: 'string', start, ...quoteEnd(text, start + prefix.length, "'", /[eE]/.test(character)) };
	const identifier = matchAt(IDENTIFIER_PREFIX, text, start);
	if (identifier) return { kind: 'quoted', start, ...quoteEnd(text, start + identifier.length, '"', false) };
	if (WORD_START.test(character)) return closedToken('word', start, matchAt(WORD, text, start));
	const number = matchAt(NUMBER, text, start);
	if (number) return closedToken('number', start, number);
	if (character === '$') return dollarAt(text, start);
	if (OPERATOR.includes(character)) return { kind: 'operator', start, end: operatorEnd(text, start), closed: true };
	return closedToken('()[],;:.'.includes(character) ? 'punctuation' : 'other', start, character);
}

function dollarAt(text: string, start: number): SqlToken {
	const parameter = matchAt(PARAMETER, text, start);
	if (parameter) return closedToken('parameter', start, parameter);
	const tag = matchAt(DOLLAR_TAG, text, start);
	if (!tag) return closedToken('other', start, '$');
	const close = text.indexOf(tag, start + tag.length);
	return { kind: 'string', start, end: close < 0 ? text.length : close + tag.length, closed: close >= 0 };
}

/** Block comments nest (manual, 4.1.5). */
function blockEnd(text: string, start: number): { readonly end: number; readonly closed: boolean } {
	let depth = 0;
	for (let at = start; at < text.length; ) {
		const pair = text.slice(at, at + 2);
		depth += pair === '/*' ? 1 : pair === '*/' ? -1 : 0;
		at += pair === '/*' || pair === '*/' ? 2 : 1;
		if (depth === 0) return { end: at, closed: true };
	}
	return { end: text.length, closed: false };
}

function quoteEnd(text: string, start: number, quote: string, escapes: boolean): { readonly end: number; readonly closed: boolean } {
	for (let at = start; at < text.length; at++) {
		const character = text.charAt(at);
		if (escapes && character === '\\') at++;
		else if (character === quote) {
			if (text.charAt(at + 1) !== quote) return { end: at + 1, closed: true };
			at++;
		}
	}
	return { end: text.length, closed: false };
}

function lineEnd(text: string, start: number): number {
	for (let at = start; at < text.length; at++) if (text.charAt(at) === '\n' || text.charAt(at) === '\r') return at;
	return text.length;
}

/** An operator ends where a comment begins. */
function operatorEnd(text: string, start: number): number {
	let at = start + 1;
	while (at < text.length && OPERATOR.includes(text.charAt(at)) && !/^(--|\/\*)/.test(text.slice(at, at + 2))) at++;
	return at;
}

function closedToken(kind: SqlTokenKind, start: number, written: string): SqlToken {
	return { kind, start, end: start + written.length, closed: true };
}

function matchAt(pattern: RegExp, text: string, at: number): string {
	pattern.lastIndex = at;
	return pattern.exec(text)?.[0] ?? '';
}
