/**
 * SQL with where each of its characters came from. Every piece of SQL that a user writes travels as such a value, so that whatever the
 * parser or a server says about a position lands on the user's own characters.
 */

import { nearestName } from '../base/nearest';
import type { Finding } from '../base/problem';
import { type Span, spanOf } from '../base/span';
import type { ScalarNode } from '../yaml/nodes';
import { lexSql } from './lexer';

export interface SqlSource {
	/** What PostgreSQL gets: parameters replaced by literals. */
	readonly text: string;
	/** The scalar that it was written in. */
	readonly span: Span;
	/** The span of the user's characters behind `text.slice(start, end)`. A position inside a parameter's literal gives its whole `${…}`. */
	spanAt(start: number, end: number): Span;
}

/** The spec's parameters: name to SQL literal. */
export type SqlParameters = ReadonlyMap<string, string>;

export interface SqlSourceFacts {
	readonly source: SqlSource;
	/** Code `unknown-parameter`. Such a parameter stands for NULL, so that analysis goes on. */
	readonly findings: readonly Finding[];
	/** Each name once, known or not, in order. */
	readonly parametersUsed: readonly string[];
}

/** A run of characters of the SQL and the run of the scalar's content behind it. */
interface Piece {
	readonly start: number;
	readonly contentStart: number;
	readonly contentEnd: number;
	/** Whether it stands for a parameter: then it is one with its `${…}`. */
	readonly whole: boolean;
}

const PARAMETER = /\$\{([^{}'"\r\n]*)\}/y;

/** The SQL of a scalar, its `${NAME}` replaced by literals in parentheses; those in strings and comments of the SQL stay as they are. */
export function sqlSource(scalar: ScalarNode, block: string, parameters: SqlParameters): SqlSourceFacts {
	const content = scalar.value;
	const parametersIn = parametersOf(content);
	if (parametersIn.length === 0) return { source: new ScalarSource(content, scalar, block), findings: NONE, parametersUsed: NONE };
	const pieces: Piece[] = [];
	const findings: Finding[] = [];
	const used = new Set<string>();
	let text = '';
	let copied = 0;
	function copyUntil(end: number): void {
		pieces.push({ start: text.length, contentStart: copied, contentEnd: end, whole: false });
		text += content.slice(copied, end);
	}
	for (const { name, start, end } of parametersIn) {
		copyUntil(start);
		pieces.push({ start: text.length, contentStart: start, contentEnd: end, whole: true });
		// Parentheses keep a negative number from making a comment of the minus before it.
		text += `(${parameters.get(name) ?? 'NULL'})`;
		copied = end;
		used.add(name);
		if (!parameters.has(name)) {
			const nearest = nearestName(name, parameters.keys());
			const data = nearest === undefined ? undefined : { replacement: `\${${nearest}}` };
			findings.push({
				code: 'unknown-parameter',
				span: spanOf(block, scalar.offsetAt(start), scalar.offsetAt(end)),
				args: { name, nearest },
				data,
			});
		}
	}
	copyUntil(content.length);
	const source: SqlSource = {
		text,
		span: spanOf(block, scalar.start, scalar.end),
		spanAt: (start, end) => spanOf(block, scalar.offsetAt(contentStart(pieces, start)), scalar.offsetAt(contentEnd(pieces, end))),
	};
	return { source, findings, parametersUsed: [...used] };
}

const NONE: readonly never[] = [];

/** The SQL of a scalar without parameters. A class for the sake of memory, as most pieces are such. */
class ScalarSource implements SqlSource {
	constructor(
		readonly text: string,
		private readonly scalar: ScalarNode,
		private readonly block: string,
	) {}

	get span(): Span {
		return spanOf(this.block, this.scalar.start, this.scalar.end);
	}

	spanAt(start: number, end: number): Span {
		return spanOf(this.block, this.scalar.offsetAt(start), this.scalar.offsetAt(end));
	}
}

/** SQL that stands as it is at `offset` of a block. */
export function plainSqlSource(text: string, block: string, offset: number): SqlSource {
	return {
		text,
		span: spanOf(block, offset, offset + text.length),
		spanAt: (start, end) => spanOf(block, offset + start, offset + end),
	};
}

/** The `${NAME}` of a piece of SQL, outside of its strings and comments: offsets of the whole. */
export function parametersOf(content: string): readonly { readonly name: string; readonly start: number; readonly end: number }[] {
	if (!content.includes('${')) return NONE;
	return lexSql(content).flatMap(({ kind, start }) => {
		PARAMETER.lastIndex = start;
		const match = kind === 'other' ? PARAMETER.exec(content) : null;
		return match ? [{ name: match[1] ?? '', start, end: start + match[0].length }] : [];
	});
}

function contentStart(pieces: readonly Piece[], offset: number): number {
	const piece = lastPiece(pieces, offset);
	if (!piece) return 0;
	return piece.whole ? piece.contentStart : Math.min(piece.contentStart + offset - piece.start, piece.contentEnd);
}

/** An end belongs to the piece of the character before it. */
function contentEnd(pieces: readonly Piece[], offset: number): number {
	const piece = lastPiece(pieces, offset - 1);
	if (!piece) return 0;
	return piece.whole ? piece.contentEnd : Math.min(piece.contentStart + Math.max(0, offset - piece.start), piece.contentEnd);
}

/** The last piece that starts at or before `offset`, else the first one. */
function lastPiece(pieces: readonly Piece[], offset: number): Piece | undefined {
	return pieces.filter(one => one.start <= offset).at(-1) ?? pieces[0];
}
