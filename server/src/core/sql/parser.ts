/** PostgreSQL's own parser. Load it once, then parse without waiting. Never throws for what is in the text. */

import { hasSqlDetails, loadModule, type Node, parseSync } from 'libpg-query';

import { type Memo, memo } from '../base/memo';
import { utf16OfCodePoints } from './positions';

export interface SqlTree {
	/** The statements, each with where it starts (a UTF-8 byte offset). Shared by all who parse the same text: never changed. */
	readonly statements: readonly { readonly stmt: Node; readonly location: number }[];
}

export interface SqlSyntaxError {
	/** PostgreSQL's own words, for example `syntax error at or near "from"`. */
	readonly message: string;
	/** A UTF-16 offset; the text's length when the end came too early. */
	readonly offset: number;
}

export type ParsedStatement =
	| { readonly tree: SqlTree; readonly error?: undefined }
	| { readonly error: SqlSyntaxError; readonly tree?: undefined };

/** Two generations of this many texts are remembered; longer texts are parsed each time. */
const REMEMBERED_TEXTS = 2000;
const REMEMBERED_LENGTH = 20_000;

const remembered: Memo<ParsedStatement> = memo();
let asked = 0;

/** Loads the parser. Everything else in this room works only after this. */
export function loadSqlParser(): Promise<void> {
	return loadModule();
}

/** Parses SQL text. Throws only when `loadSqlParser` has not ended. */
export function parseStatement(text: string): ParsedStatement {
	if (text.length > REMEMBERED_LENGTH) return parse(text);
	if (++asked % REMEMBERED_TEXTS === 0) remembered.turn();
	return remembered.get(text, () => parse(text));
}

function parse(text: string): ParsedStatement {
	// The parser would stop at NUL and call the rest of the text fine.
	const nul = text.indexOf('\0');
	if (nul >= 0) return { error: { message: 'PostgreSQL cannot hold the character NUL', offset: nul } };
	if (text === '') return { tree: { statements: [] } };
	try {
		const { stmts } = parseSync(text);
		const statements = (stmts ?? []).flatMap(({ stmt, stmt_location }) => (stmt ? [{ stmt, location: stmt_location ?? 0 }] : []));
		return { tree: { statements } };
	} catch (error) {
		return { error: toSyntaxError(text, error) };
	}
}

function toSyntaxError(text: string, error: unknown): SqlSyntaxError {
	if (error instanceof RangeError) return { message: 'the SQL is nested too deeply', offset: 0 };
	if (!hasSqlDetails(error)) throw error;
	const { message, cursorPosition } = error.sqlDetails ?? { message: error.message, cursorPosition: 0 };
	const offset = utf16OfCodePoints(text, cursorPosition);
	return { message: message.startsWith('memory exhausted') ? 'the SQL is nested too deeply' : message, offset };
}
