/** Asks both servers at once. When one fails, the other's statement is ended, so that nobody waits for an answer that nobody reads. */

import type { Span } from '../core/base/span';
import type { SqlText } from '../core/sql/composed';
import type { DescribedColumn, Session, TextRow } from '../engines/engine';
import { Cancelled, DatabaseFailure } from '../engines/engine';
import { linkedStop } from './stop';

export interface Sided<T> {
	readonly source: T;
	readonly target: T;
}

/** A failure of a statement with the user's characters behind it. */
export class StatementFailure extends Error {
	override readonly name = 'StatementFailure';
	constructor(
		readonly failure: DatabaseFailure,
		readonly span: Span | undefined,
	) {
		super(failure.message);
	}
}

/** The rows of one statement on each side. Statements are told apart by `name`. */
export async function askBoth<Name extends string>(
	sessions: Sided<Session>,
	statements: Readonly<Record<Name, { readonly side: keyof Sided<Session>; readonly sql: SqlText }>>,
	signal: AbortSignal,
): Promise<Readonly<Record<Name, readonly TextRow[]>>> {
	const stop = linkedStop(signal);
	const names = Object.keys(statements) as Name[];
	try {
		const asked = names.map(async name => {
			const { side, sql } = statements[name];
			try {
				return [name, await ask(sessions[side], sql, stop.signal)] as const;
			} catch (error) {
				stop.abort();
				throw error;
			}
		});
		const answers = await Promise.allSettled(asked);
		const failures = answers.flatMap(answer => (answer.status === 'rejected' ? [answer.reason as unknown] : []));
		if (failures.length > 0) throw failures.find(failure => !(failure instanceof Cancelled)) ?? failures[0];
		return Object.fromEntries(answers.flatMap(answer => (answer.status === 'fulfilled' ? [answer.value] : []))) as Record<
			Name,
			readonly TextRow[]
		>;
	} finally {
		stop.unlink();
	}
}

/** The rows of one statement on each side. */
export function bothSides(
	sessions: Sided<Session>,
	sqlOf: (side: keyof Sided<Session>) => SqlText,
	signal: AbortSignal,
): Promise<Sided<readonly TextRow[]>> {
	const statements = { source: { side: 'source', sql: sqlOf('source') }, target: { side: 'target', sql: sqlOf('target') } } as const;
	return askBoth(sessions, statements, signal);
}

/** The columns of a relation, as each side's server sees them. */
export async function describeBoth(
	sessions: Sided<Session>,
	statements: Sided<SqlText>,
	signal: AbortSignal,
): Promise<Sided<readonly DescribedColumn[]>> {
	const describe = async (side: keyof Sided<Session>) => {
		try {
			return await sessions[side].describe(statements[side].text, signal);
		} catch (error) {
			throw located(error, statements[side]);
		}
	};
	const [source, target] = await Promise.allSettled([describe('source'), describe('target')]);
	if (source.status === 'rejected') throw source.reason;
	if (target.status === 'rejected') throw target.reason;
	return { source: source.value, target: target.value };
}

async function ask(session: Session, sql: SqlText, signal: AbortSignal): Promise<readonly TextRow[]> {
	try {
		return await session.query(sql.text, signal);
	} catch (error) {
		throw located(error, sql);
	}
}

/** The rows of a statement as they come; its failures carry the user's characters. */
export async function* streamRows(session: Session, sql: SqlText, signal: AbortSignal): AsyncGenerator<readonly TextRow[]> {
	try {
		yield* session.stream(sql.text, { signal });
	} catch (error) {
		throw located(error, sql);
	}
}

/** A failure with the user's characters behind it; anything else as it is. */
export function located(error: unknown, sql: SqlText): unknown {
	if (!(error instanceof DatabaseFailure)) return error;
	const position = error.detail?.position;
	return new StatementFailure(error, position === undefined ? undefined : sql.originAt(position));
}
