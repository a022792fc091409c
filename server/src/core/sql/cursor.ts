/**
 * What is being written at an offset of half-typed SQL: the word, the names before its dots, whether a table or an expression is wanted
 * there, and the tables in sight. Goes by tokens and the words of clauses; what it cannot tell it leaves open. Never throws.
 */

import { QUOTED_KEYWORDS } from './builtins';
import { identifierOf, lexSql, type SqlToken } from './lexer';
import { type NamedQuery, namesInParentheses, withQueries } from './withQueries';

export interface SqlCursor {
	/** What is being written; where nothing is, it starts and ends at the offset. */
	readonly word: { readonly start: number; readonly end: number; readonly text: string; readonly isQuoted: boolean };
	/** The names before the dots: one for `c.`, two for `erp.cust_mst.`. */
	readonly qualifier: readonly string[];
	/** Where the first of them starts. */
	readonly start: number;
	/** `join`: a table has been named, so a word that goes on with the FROM clause. `operator`: an expression is complete. */
	readonly wants: 'query' | 'table' | 'join' | 'expression' | 'operator';
	/** What FROM clauses around the offset name, nearest first. */
	readonly tables: readonly NamedTable[];
	/** The WITH queries that may be named there. */
	readonly queries: readonly NamedQuery[];
}

/** A table as a FROM clause names it. */
export interface NamedTable {
	readonly schema?: string;
	/** Undefined for a subquery. */
	readonly name?: string;
	readonly alias: string;
	/** Of a subquery: its text without the parentheses. */
	readonly body?: string;
	/** The names that the alias gives the first columns. */
	readonly columns?: readonly string[];
}

/** Undefined inside of strings, comments and numbers. `begins`: what the text as a whole is. */
export function sqlCursor(text: string, offset: number, begins: 'from' | 'query' | 'expression'): SqlCursor | undefined {
	const all = lexSql(text);
	const inside = all.find(token => token.start < offset && (offset < token.end || (offset === token.end && isOpenEnded(text, token))));
	if (inside && /^(string|comment|number|parameter)$/.test(inside.kind)) return undefined;
	const tokens = all.filter(token => token.kind !== 'comment');
	const word = tokens.find(token => isName(token) && token.start <= offset && offset <= token.end && token.start < token.end);
	let index = word ? tokens.indexOf(word) : tokens.filter(token => token.end <= offset).length;
	const qualifier: string[] = [];
	let start = word?.start ?? offset;
	// A dot with a blank behind it and no word yet is still the dot of that word.
	while (index > 1 && text[tokens[index - 1]?.start ?? -1] === '.' && tokens[index - 1]?.kind === 'punctuation') {
		const name = tokens[index - 2];
		if (!name || !isName(name)) break;
		qualifier.unshift(identifierOf(text, name));
		start = name.start;
		index -= 2;
	}
	const read = readClauses(text, tokens, index, begins);
	return {
		word: {
			start: word?.start ?? offset,
			end: word?.end ?? offset,
			text: text.slice(word?.start ?? offset, offset).replace(/^"/, ''),
			isQuoted: word?.kind === 'quoted',
		},
		qualifier,
		start,
		wants: read.wants,
		tables: read.tables,
		queries: withQueries(text, tokens, offset),
	};
}

function isOpenEnded(text: string, token: SqlToken): boolean {
	return !token.closed || token.kind === 'number' || (token.kind === 'comment' && text.startsWith('--', token.start));
}

function isName(token: SqlToken): boolean {
	return token.kind === 'word' || token.kind === 'quoted';
}

const keywords: ReadonlySet<string> = new Set([
	...QUOTED_KEYWORDS.split(' '),
	...['by', 'set', 'values', 'over', 'partition', 'within', 'filter', 'escape', 'exists'],
]);

/** Keywords that end an expression or a name. */
const closing: ReadonlySet<string> = new Set(['end', 'null', 'true', 'false', 'current_date', 'current_timestamp', 'isnull', 'notnull']);

type Clause = 'query' | 'from' | 'other';

interface Group {
	clause: Clause;
	/** Whether the next name is a table's. */
	wantsTable: boolean;
	readonly tables: NamedTable[];
	/** Joined tables in parentheses belong to the FROM clause around them. */
	readonly isSubquery: boolean;
	/** The index of the parenthesis that opens it. */
	readonly open: number;
}

function readClauses(text: string, tokens: readonly SqlToken[], cursor: number, begins: 'from' | 'query' | 'expression') {
	const top: Group = {
		clause: begins === 'expression' ? 'other' : begins,
		wantsTable: begins === 'from',
		tables: [],
		isSubquery: false,
		open: -1,
	};
	let groups: Group[] = [top];
	let seen: { readonly groups: readonly Group[]; readonly wants: SqlCursor['wants'] } | undefined;
	for (let index = 0; index <= tokens.length; index++) {
		const group = groups.at(-1) ?? top;
		if (index === cursor) seen = { groups: [...groups], wants: wantedAt(text, tokens, index, group) };
		const token = tokens[index];
		if (!token) break;
		const written = text.slice(token.start, token.end);
		const word = token.kind === 'word' ? written.toLowerCase() : written;
		if (token.kind === 'punctuation' && word === '(') groups.push(openGroup(text, tokens, index, group));
		else if (token.kind === 'punctuation' && word === ')') {
			if (groups.length > 1) groups = groups.slice(0, -1);
			const outer = groups.at(-1) ?? top;
			if (group.isSubquery && outer.clause === 'from') nameSubquery(text, tokens, group.open, index, outer);
		} else if (token.kind === 'punctuation' && word === ',') group.wantsTable = group.clause === 'from';
		else if (token.kind === 'word' && /^(select|values|with)$/.test(word)) group.clause = 'other';
		else if (token.kind === 'word' && /^(from|join)$/.test(word) && !isInCall(text, tokens, index, word)) {
			group.clause = 'from';
			group.wantsTable = true;
		} else if (token.kind === 'word' && /^(where|group|having|order|window|limit|offset|union|intersect|except)$/.test(word)) {
			group.clause = 'other';
			group.wantsTable = false;
		} else if (group.wantsTable && isName(token) && !/^(lateral|only)$/.test(word)) {
			group.wantsTable = false;
			index = takeTable(text, tokens, index, group, cursor) ?? index;
		}
	}
	const around = seen?.groups ?? [top];
	return { wants: seen?.wants ?? 'expression', tables: [...new Set([...around].reverse().flatMap(group => group.tables))] };
}

/** `extract(year from x)` and its like are no FROM clauses. */
function isInCall(text: string, tokens: readonly SqlToken[], index: number, word: string): boolean {
	if (word !== 'from') return false;
	let depth = 0;
	for (let before = index - 1; before >= 0; before--) {
		const token = tokens[before];
		const written = token ? text.slice(token.start, token.end).toLowerCase() : '';
		if (written === ')') depth++;
		if (written === '(' && depth-- === 0) {
			const name = tokens[before - 1];
			return name !== undefined && /^(extract|substring|trim|overlay)$/i.test(text.slice(name.start, name.end));
		}
		if (depth === 0 && (written === 'select' || written === 'distinct')) return false;
	}
	return false;
}

function openGroup(text: string, tokens: readonly SqlToken[], index: number, around: Group): Group {
	const next = tokens[index + 1];
	const isSubquery = next !== undefined && /^(select|with|values)$/i.test(text.slice(next.start, next.end));
	const isJoin = around.clause === 'from' && around.wantsTable && !isSubquery;
	around.wantsTable = false;
	if (isJoin) return { clause: 'from', wantsTable: true, tables: around.tables, isSubquery: false, open: index };
	return { clause: 'other', wantsTable: false, tables: [], isSubquery, open: index };
}

/** Reads `schema.name [as] alias` and gives the index of its last token. The word at the cursor is not taken for an alias. */
function takeTable(text: string, tokens: readonly SqlToken[], first: number, group: Group, cursor: number): number | undefined {
	const parts: string[] = [];
	let index = first;
	for (let token = tokens[index]; token && isName(token); token = tokens[index]) {
		parts.push(identifierOf(text, token));
		const dot = tokens[index + 1];
		if (!dot || text.slice(dot.start, dot.end) !== '.') break;
		index += 2;
	}
	const name = parts.at(-1);
	if (name === undefined || (first <= cursor && cursor <= index)) return undefined;
	const alias = aliasAfter(text, tokens, index, cursor);
	group.tables.push({ schema: parts.at(-2), name, alias: alias?.name ?? name });
	return Math.min(alias?.index ?? index, cursor > first ? Math.max(cursor - 1, first) : Number.POSITIVE_INFINITY);
}

function nameSubquery(text: string, tokens: readonly SqlToken[], open: number, close: number, group: Group): void {
	const alias = aliasAfter(text, tokens, close, -1);
	if (!alias) return;
	const body = text.slice(tokens[open]?.end, tokens[close]?.start);
	group.tables.push({ alias: alias.name, body, columns: namesInParentheses(text, tokens, alias.index + 1).names });
}

function aliasAfter(text: string, tokens: readonly SqlToken[], index: number, cursor: number) {
	const next = tokens[index + 1];
	const isAs = next !== undefined && /^as$/i.test(text.slice(next.start, next.end));
	const at = isAs ? index + 2 : index + 1;
	const token = tokens[at];
	if (!token || at === cursor || !isName(token)) return undefined;
	if (token.kind === 'word' && !isAs && keywords.has(text.slice(token.start, token.end).toLowerCase())) return undefined;
	return { name: identifierOf(text, token), index: at };
}

/** Judged by the token before the word. */
function wantedAt(text: string, tokens: readonly SqlToken[], index: number, group: Group): SqlCursor['wants'] {
	const before = tokens[index - 1];
	if (!before) return group.clause === 'query' ? 'query' : group.clause === 'from' ? 'table' : 'expression';
	if (group.wantsTable) return 'table';
	const written = text.slice(before.start, before.end);
	const word = before.kind === 'word' ? written.toLowerCase() : written;
	const isComplete =
		(before.kind === 'word' && (!keywords.has(word) || closing.has(word))) ||
		/^(quoted|string|number|parameter)$/.test(before.kind) ||
		word === ')' ||
		word === ']';
	if (!isComplete) return before.kind === 'word' && /^(left|right|full|inner|cross|natural|outer)$/.test(word) ? 'join' : 'expression';
	return group.clause === 'from' && !isInCondition(text, tokens, index) ? 'join' : 'operator';
}

/** Whether an `on` has begun since the last table. */
function isInCondition(text: string, tokens: readonly SqlToken[], index: number): boolean {
	for (let before = index - 1; before >= 0; before--) {
		const token = tokens[before];
		const word = token ? text.slice(token.start, token.end).toLowerCase() : '';
		if (word === 'on') return true;
		if (word === 'join' || word === 'from' || word === ',') return false;
	}
	return false;
}
