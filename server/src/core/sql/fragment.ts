/**
 * Parses a piece of SQL as the part of a SELECT that its place allows, and accepts exactly that. Parsing alone is no guard: behind
 * `select`, PostgreSQL also accepts `c.x from t`, `c.x, d` and `1 into z`. Knows nothing of names and scopes.
 */

import type { Node, SelectStmt } from 'libpg-query';

import type { Finding } from '../base/problem';
import type { Span } from '../base/span';
import type { SqlPlace } from './analysis';
import { lexSql } from './lexer';
import { parseStatement, type SqlSyntaxError, type SqlTree } from './parser';
import { utf16OfBytes } from './positions';
import { findRefused, type Refused } from './refused';
import type { SqlSource } from './source';
import { type SqlTokens, tokensOf } from './tokens';

export interface Fragment {
	/** A whole query, or a SELECT that has nothing but the part that the place asks for. */
	readonly select: SelectStmt;
	readonly tokens: SqlTokens;
	/** The offset in the source's text behind a location of the tree. */
	offsetOf(location: number | undefined): number;
}

export type ParsedFragment =
	| { readonly fragment: Fragment; readonly findings?: undefined }
	| { readonly findings: readonly Finding[]; readonly fragment?: undefined };

interface PlaceForm {
	readonly code: 'not-an-expression' | 'not-a-query';
	/** For messages: what one of these is called. */
	readonly called: string;
	/** Stands before the text; a line break ends it. */
	readonly prefix: string;
	/** The only part of the SELECT that may be there; undefined: all. */
	readonly part?: keyof SelectStmt;
}

interface FragmentText {
	readonly source: SqlSource;
	readonly form: PlaceForm;
	readonly tokens: SqlTokens;
}

const FORMS: Readonly<Record<SqlPlace, PlaceForm>> = {
	expression: { code: 'not-an-expression', called: 'expression', prefix: 'select\n', part: 'targetList' },
	condition: { code: 'not-an-expression', called: 'condition', prefix: 'select\n', part: 'targetList' },
	from: { code: 'not-an-expression', called: 'FROM clause', prefix: 'select from\n', part: 'fromClause' },
	'group-by': { code: 'not-an-expression', called: 'GROUP BY list', prefix: 'select group by\n', part: 'groupClause' },
	query: { code: 'not-a-query', called: 'query', prefix: '' },
};

/** What a part that does not belong is called, and the words that it starts with. */
const PARTS: Readonly<Partial<Record<keyof SelectStmt, readonly [called: string, ...words: string[]]>>> = {
	distinctClause: ['DISTINCT', 'distinct'],
	targetList: ['a list of columns'],
	fromClause: ['a FROM clause', 'from'],
	whereClause: ['a WHERE clause', 'where'],
	groupClause: ['a GROUP BY clause', 'group'],
	havingClause: ['a HAVING clause', 'having'],
	windowClause: ['a WINDOW clause', 'window'],
	valuesLists: ['a VALUES list', 'values'],
	sortClause: ['an ORDER BY clause', 'order'],
	limitCount: ['a LIMIT clause', 'limit', 'fetch'],
	limitOffset: ['an OFFSET clause', 'offset'],
	withClause: ['a WITH clause', 'with'],
	larg: ['a second query', 'union', 'intersect', 'except'],
};

/** Parses `source` as what `place` allows, or says what is wrong with it. Never throws for what is in the text. */
export function parseFragment(source: SqlSource, place: SqlPlace): ParsedFragment {
	const form = FORMS[place];
	const { tree, error } = parseStatement(form.prefix + source.text);
	const known = tree && accepted[place].get(tree);
	if (known) return known;
	const text: FragmentText = { source, form, tokens: tokensOf(source.text) };
	if (text.tokens.all.length === 0) return refuse(text, 'nothing', 0, source.text.length);
	if (error) return explainBroken(text, error);
	const parsed = checkTree(text, tree);
	if (parsed.fragment) accepted[place].set(tree, parsed);
	return parsed;
}

/** By the tree, which equal texts share: what was accepted says nothing of where the text stands. */
const accepted: Readonly<Record<SqlPlace, WeakMap<SqlTree, ParsedFragment>>> = {
	expression: new WeakMap(),
	condition: new WeakMap(),
	from: new WeakMap(),
	'group-by': new WeakMap(),
	query: new WeakMap(),
};

function checkTree(text: FragmentText, tree: SqlTree): ParsedFragment {
	const { source, form, tokens } = text;
	const utf16 = utf16OfBytes(form.prefix + source.text);
	const offsetOf = (location: number | undefined) => Math.max(0, utf16(location ?? 0) - form.prefix.length);
	const refused = refuseStatements(text, tree, offsetOf);
	if (refused) return refused;
	const semicolon = tokens.all.findIndex((_, index) => tokens.textAt(index) === ';');
	if (semicolon >= 0) return refuseFrom(text, tree.statements.length > 1 ? 'a second statement' : 'a semicolon', semicolon);
	const [statement] = tree.statements;
	if (!statement || !('SelectStmt' in statement.stmt)) return refuse(text, 'nothing', 0, source.text.length);
	const select = statement.stmt.SelectStmt;
	const extra = form.part && refuseExtra(text, select, form.part);
	// `delete from t` is also the column `delete` with a FROM clause.
	return extra ? (refuseAlone(text) ?? extra) : { fragment: { select, tokens, offsetOf } };
}

/** What went wrong with text that does not parse here; often it is a statement of its own. */
function explainBroken(text: FragmentText, error: SqlSyntaxError): ParsedFragment {
	const { source, form } = text;
	const alone = form.prefix === '' ? undefined : parseStatement(source.text).tree;
	if (alone)
		return refuseStatements(text, alone, utf16OfBytes(source.text)) ?? refuse(text, 'a query without parentheses', 0, source.text.length);
	// Many write the name of a table where a query is wanted.
	if (form.prefix === '' && parseStatement(`select * from\n${source.text}`).tree)
		return refuse(text, 'a part of one', 0, source.text.length);
	const span = spanOfToken(text, Math.max(0, error.offset - form.prefix.length));
	const message = error.message.replace(/^(unterminated .*?) at or near .*$/s, '$1');
	return { findings: [{ code: 'sql-syntax', span, args: { message } }] };
}

/** Says what the text is as a statement of its own; undefined when it is none. */
function refuseAlone(text: FragmentText): ParsedFragment | undefined {
	const { source, form } = text;
	const tree = form.prefix === '' ? undefined : parseStatement(source.text).tree;
	if (!tree) return undefined;
	return refuseStatements(text, tree, utf16OfBytes(source.text)) ?? refuse(text, 'a query without parentheses', 0, source.text.length);
}

function refuseStatements(text: FragmentText, tree: SqlTree, offsetOf: (location: number) => number): ParsedFragment | undefined {
	for (const { stmt, location } of tree.statements) {
		const refused = findRefused(stmt);
		if (refused) return toFindings(text, refused, offsetOf(refused.location ?? location));
	}
	return undefined;
}

function toFindings({ source, form, tokens }: FragmentText, refused: Refused, offset: number): ParsedFragment {
	const index = firstWord(tokens, refused.phrases, tokens.indexAt(offset));
	const what = refused.called ?? tokens.textAt(index).toUpperCase();
	const { start, end } = tokens.all[index] ?? { start: 0, end: source.text.length };
	const span = source.spanAt(start, end);
	if (refused.kind === 'writes') return { findings: [{ code: 'writes-data', span, args: { what } }] };
	return { findings: [{ code: form.code, span, args: { place: form.called, found: what } }] };
}

/** The nearest token before `index` that starts one of the phrases, else the nearest after it, else `index` itself. */
function firstWord(tokens: SqlTokens, phrases: readonly string[], index: number): number {
	const starts = (at: number) => phrases.includes(tokens.wordAt(at)) || phrases.includes(`${tokens.wordAt(at)} ${tokens.wordAt(at + 1)}`);
	for (let at = Math.min(index, tokens.all.length - 1); at >= 0; at--) if (starts(at)) return at;
	for (let at = index + 1; at < tokens.all.length; at++) if (starts(at)) return at;
	return index;
}

function refuseExtra(text: FragmentText, select: SelectStmt, part: keyof SelectStmt): ParsedFragment | undefined {
	for (const key of Object.keys(PARTS) as (keyof SelectStmt)[]) {
		if (key === part || select[key] === undefined) continue;
		const [called, ...words] = PARTS[key] ?? [''];
		return refuseFrom(text, called, indexOfWord(text.tokens, words));
	}
	if (select[part] === undefined) return refuse(text, 'nothing', 0, text.source.text.length);
	return part === 'targetList' ? refuseTargets(text, select.targetList ?? []) : undefined;
}

/** Behind `select`, one expression is a list of one target without a name; `all` leaves no trace in the tree. */
function refuseTargets(text: FragmentText, targets: readonly Node[]): ParsedFragment | undefined {
	const { tokens } = text;
	const [target] = targets;
	const last = tokens.all.length - 1;
	if (tokens.wordAt(0) === 'all') return refuse(text, 'ALL', 0, 3);
	if (targets.length !== 1) return refuseFrom(text, 'a second expression', indexOfWord(tokens, [',']));
	if (!target || !('ResTarget' in target)) return refuse(text, 'nothing', 0, text.source.text.length);
	const { name, val } = target.ResTarget;
	if (name !== undefined) return refuseFrom(text, 'an alias', tokens.wordAt(last - 1) === 'as' ? last - 1 : last);
	if (val && 'ColumnRef' in val && val.ColumnRef.fields?.length === 1 && isStar(val.ColumnRef.fields[0]))
		return refuseFrom(text, '*', last);
	if (val && 'A_Indirection' in val && isStar(val.A_Indirection.indirection?.at(-1))) return refuseFrom(text, '*', last);
	return undefined;
}

/** Refuses from a token to the end. */
function refuseFrom(text: FragmentText, found: string, index: number): ParsedFragment {
	const { all } = text.tokens;
	return refuse(text, found, all[Math.max(0, index)]?.start ?? 0, all.at(-1)?.end ?? text.source.text.length);
}

function refuse({ source, form }: FragmentText, found: string, start: number, end: number): ParsedFragment {
	return { findings: [{ code: form.code, span: source.spanAt(start, end), args: { place: form.called, found } }] };
}

/** The first token outside of parentheses that is one of the words. */
function indexOfWord(tokens: SqlTokens, words: readonly string[]): number {
	return tokens.all.findIndex((_, index) => tokens.depthAt(index) === 0 && words.includes(tokens.wordAt(index)));
}

/** The token at the offset; at the end of the text the last character that is not white space. */
function spanOfToken({ source }: FragmentText, offset: number): Span {
	const token = lexSql(source.text).find(one => one.start <= offset && offset < one.end);
	if (token) return source.spanAt(token.start, token.end);
	const end = offset < source.text.length ? offset + 1 : Math.max(1, source.text.trimEnd().length);
	return source.spanAt(end - 1, end);
}

function isStar(node: Node | undefined): boolean {
	return node !== undefined && 'A_Star' in node;
}
