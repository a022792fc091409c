/** What every kind of explanation is made of. A detector looks at one value on both sides and nothing else, and never guesses. */

import type { TypeFamily } from '../../sql/dialects/typeFamily';
import type { Decimal } from '../decimal';
import type { Suggestion } from '../result';
import type { Time } from './time';

/** A value that differs, as canonical text of its type. */
export interface Values {
	readonly family: TypeFamily;
	readonly source: string;
	readonly target: string;
	/** Of numbers: both, exactly, in their shortest form. */
	readonly numbers?: { readonly source: Decimal; readonly target: Decimal };
	/** Of dates and times. */
	readonly times?: { readonly source: Time; readonly target: Time };
}

export interface Detector {
	/** A stable name, in reports for programs. */
	readonly kind: string;
	/** Undefined: that is not what happened. Else what sets the row apart from others of the kind (an offset, a length), or nothing: ''. */
	detect(values: Values): string | undefined;
	/** What follows the names of the columns. Without a detail it holds for rows of any. Begins with a verb in the singular. */
	phrase(detail: string): string;
	/** Rows that a detail needs to be told apart from others of the kind; 1 when not said. */
	minimum?(detail: string): number;
	/** The detail that holds for rows of both: 'at most' of something. Without it, rows of different details have none. */
	widest?(one: string, other: string): string;
	/** Follows instead of `phrase` when rows of different details are told of by their widest one. */
	widePhrase?(detail: string): string;
	suggest?(detail: string, column: ColumnAbout): Suggestion | undefined;
}

export interface ColumnAbout {
	readonly name: string;
	readonly family: TypeFamily;
	/** How it is filled, where that matters. */
	readonly origin?: 'lookup' | 'value' | 'query';
}

const plurals: Readonly<Record<string, string>> = { is: 'are', has: 'have' };

/** The phrase for one column or for several: `differs only in case`, `differ only in case`. */
export function agree(phrase: string, columns: number): string {
	if (columns === 1) return phrase;
	return phrase.replace(/^\w+/, verb => plurals[verb] ?? verb.replace(/s$/, '')).replace(/\bits\b/g, 'their');
}

/** A name or value as YAML within a flow mapping. */
export function yamlScalar(text: string): string {
	return /^[A-Za-z_][\w.-]*(?: [\w.-]+)*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
		? text
		: JSON.stringify(text);
}

/** A value in a sentence. */
export function quoted(value: string): string {
	return `'${value}'`;
}
