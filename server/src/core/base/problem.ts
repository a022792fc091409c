/** What is wrong in the user's files, as plain data. Knows neither files nor lines nor the protocol. */

import type { Span } from './span';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** The arguments of a rule's message: the user's own names, as text. */
export type FindingArgs = Readonly<Record<string, string | number | undefined>>;

/**
 * Something a parser or an analysis noticed on its way, told in the words of one rule. It becomes a `Problem` when that rule forwards it,
 * so that message, severity and page stand in the rule's file only.
 */
export interface Finding {
	/** The code of the rule that forwards it, for example `unknown-column`. */
	readonly code: string;
	readonly span: Span;
	readonly args: FindingArgs;
	/** The mapping that it belongs to, when whoever forwards it does not know. */
	readonly mapping?: string;
	readonly related?: readonly Related[];
	/** What a quick fix needs. Plain JSON. */
	readonly data?: FixData;
}

export interface Related {
	readonly span: Span;
	readonly message: string;
}

/** What a quick fix needs, as plain JSON: for example `{ replacement: 'email' }` or `{ column: 'tax_ref' }`. */
export type FixData = Readonly<Record<string, string | number | boolean>>;

export interface Problem {
	readonly code: string;
	readonly severity: Severity;
	readonly message: string;
	readonly span: Span;
	/** The mapping it belongs to, if any. */
	readonly mapping?: string;
	readonly related?: readonly Related[];
	readonly data?: FixData;
}
