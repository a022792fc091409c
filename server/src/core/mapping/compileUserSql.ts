/**
 * The user's SQL as it goes into a statement: `lookup.NAME` becomes the name of the query that stands for it. Everything else stays as it
 * was written.
 */

import type { TableRead } from '../sql/analysis';
import { compose, type SqlText } from '../sql/composed';
import { identifierOf, lexSql, type SqlToken } from '../sql/lexer';
import { quoteIdentifier } from '../sql/quote';
import type { SqlSource } from '../sql/source';
import type { SqlPiece } from './facts';

interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

export interface OwnName {
	readonly kind: 'view' | 'lookup';
	readonly name: string;
}

/** The names of the spec's own views and lookups that a piece of SQL reads. */
export function ownNamesOf({ analysis }: SqlPiece): readonly OwnName[] {
	return analysis.tables.flatMap(read => ownNameOf(read) ?? []);
}

/** Undefined for a table of the database. */
export function ownNameOf({ relation }: TableRead): OwnName | undefined {
	if (relation?.kind === 'view' && relation.name.startsWith('view ')) return { kind: 'view', name: relation.name.slice(5) };
	return relation?.kind === 'lookup' ? { kind: 'lookup', name: relation.name.slice('lookup.'.length) } : undefined;
}

/** Quoted names of queries that are read in place of tables, by where the table's name begins in the user's file. */
export type StandInNames = ReadonlyMap<number, string>;

const none: StandInNames = new Map();

/** On lines of its own when it has several, or may end with a comment. */
export function userText(piece: SqlPiece, standIns: StandInNames = none): SqlText {
	const source = userSql(piece, standIns);
	const lines = compose([source]);
	if (/--|[\r\n]/.test(source.text)) return lines;
	const before = lines.text.indexOf(source.text);
	return { text: source.text, originAt: offset => lines.originAt(offset + before) };
}

function userSql(piece: SqlPiece, standIns: StandInNames): SqlSource {
	const { text } = piece.sql;
	if (standIns.size === 0 && !/lookup/i.test(text)) return piece.sql;
	const tokens = lexSql(text).filter(token => token.kind !== 'comment');
	const edits = tokens.flatMap((token, index) => {
		const following = tokens.slice(index, index + 6);
		return editAt(piece, following, token) ?? (standIns.size > 0 ? standInEdit(piece, following, token, standIns) : undefined) ?? [];
	});
	return edits.length === 0 ? piece.sql : edited(piece.sql, edits);
}

/** `lookup.NAME` as a table, or `lookup.NAME.column`. */
function editAt(piece: SqlPiece, tokens: readonly SqlToken[], token: SqlToken): Edit | undefined {
	const { text } = piece.sql;
	const [, dot, name, next, afterNext] = tokens;
	if (
		!dot ||
		!name ||
		!isName(token) ||
		identifierOf(text, token) !== 'lookup' ||
		text.slice(dot.start, dot.end) !== '.' ||
		!isName(name)
	) {
		return undefined;
	}
	const nextText = next ? text.slice(next.start, next.end) : '';
	if (nextText === '.') return afterNext && isColumnRead(piece, token) ? { start: token.start, end: name.start, text: '' } : undefined;
	const span = piece.sql.spanAt(token.start, name.end);
	const read = piece.analysis.tables.find(one => one.span.start === span.start && one.relation?.kind === 'lookup');
	if (!read?.relation) return undefined;
	const alias = next && isAlias(text, next) ? '' : ` ${quoteIdentifier(identifierOf(text, name))}`;
	return { start: token.start, end: name.end, text: `${quoteIdentifier(read.relation.name)}${alias}` };
}

/** A table that something stands in for, or the schema before the name of such a table in `schema.table.column`. */
function standInEdit(piece: SqlPiece, tokens: readonly SqlToken[], token: SqlToken, standIns: StandInNames): Edit | undefined {
	const { text } = piece.sql;
	if (!isName(token)) return undefined;
	const isDot = (at: number) => tokens[at] !== undefined && text.slice(tokens[at].start, tokens[at].end) === '.';
	const [, , second, , fourth] = tokens;
	const { start } = piece.sql.spanAt(token.start, token.end);
	const standIn = standIns.get(start);
	if (standIn === undefined) {
		const isQualified = isDot(1) && second && isDot(3) && fourth && isColumnRead(piece, token);
		return isQualified ? { start: token.start, end: second.start, text: '' } : undefined;
	}
	const name = isDot(1) && second ? second : token;
	const next = tokens[name === token ? 1 : 3];
	const alias = next && isAlias(text, next) ? '' : ` ${quoteIdentifier(identifierOf(text, name))}`;
	return { start: token.start, end: name.end, text: `${standIn}${alias}` };
}

function isName(token: SqlToken): boolean {
	return token.kind === 'word' || token.kind === 'quoted';
}

function isColumnRead({ sql, analysis }: SqlPiece, token: SqlToken): boolean {
	const { start } = sql.spanAt(token.start, token.end);
	return analysis.reads.some(read => read.span.start === start);
}

/** What may follow a table in a FROM clause and is no alias. */
const AFTER_TABLE = new Set(
	'on using join left right inner full cross natural where group having window union intersect except order limit offset fetch for tablesample'.split(
		' ',
	),
);

function isAlias(text: string, token: SqlToken): boolean {
	return token.kind === 'quoted' || (token.kind === 'word' && !AFTER_TABLE.has(identifierOf(text, token)));
}

function edited(source: SqlSource, edits: readonly Edit[]): SqlSource {
	let text = '';
	let copied = 0;
	/** Where runs of the edited text start, in it and in the original. */
	const runs: { readonly at: number; readonly start: number; readonly end: number; readonly isEdit: boolean }[] = [];
	for (const edit of edits) {
		runs.push({ at: text.length, start: copied, end: edit.start, isEdit: false });
		text += source.text.slice(copied, edit.start);
		runs.push({ at: text.length, start: edit.start, end: edit.end, isEdit: true });
		text += edit.text;
		copied = edit.end;
	}
	runs.push({ at: text.length, start: copied, end: source.text.length, isEdit: false });
	text += source.text.slice(copied);
	const runAt = (offset: number) => runs.filter(run => run.at <= offset).at(-1) ?? { at: 0, start: 0, end: 0, isEdit: false };
	return {
		text,
		span: source.span,
		spanAt(start, end) {
			const first = runAt(start);
			const last = runAt(Math.max(start, end - 1));
			return source.spanAt(
				first.isEdit ? first.start : Math.min(first.start + start - first.at, first.end),
				last.isEdit ? last.end : Math.min(last.start + end - last.at, last.end),
			);
		},
	};
}
