/**
 * SQL with where each of its characters came from. Every piece of SQL that a user writes travels as such a value, so that whatever the
 * parser or a server says about a position lands on the user's own characters.
 */

import type { Span } from '../base/span';

export interface SqlSource {
	/** What PostgreSQL gets: parameters replaced by literals. */
	readonly text: string;
	/** The scalar that it was written in. */
	readonly span: Span;
	/** The span of the user's characters behind `text.slice(start, end)`. A position inside a parameter's literal gives its whole `${…}`. */
	spanAt(start: number, end: number): Span;
}
