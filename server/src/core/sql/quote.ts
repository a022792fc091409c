/** The one place that quotes identifiers and literals for PostgreSQL. Refuses what no quoting can carry: NUL, and an empty identifier. */

import { QUOTED_KEYWORDS } from './builtins';

const KEYWORDS: ReadonlySet<string> = new Set(QUOTED_KEYWORDS.split(' '));

/** The name that a bare word is; undefined when the parser may take it for something else than a name, or for another name. */
export function freeIdentifier(written: string): string | undefined {
	const name = written.replace(/[A-Z]/g, letter => letter.toLowerCase());
	// PostgreSQL cuts longer names off.
	return name.length <= 63 && isFreeIdentifier(name) ? name : undefined;
}

/** Whether a name in lower case may stand without quotes wherever a name may: it is no keyword, or a free one. */
function isFreeIdentifier(name: string): boolean {
	return /^[a-z_][a-z0-9_]*$/.test(name) && !KEYWORDS.has(name);
}

/** The identifier as SQL, in quotes only when it needs them (other letters than lower-case ones, or a keyword that is not free). */
export function quoteIdentifier(name: string): string {
	if (name === '') throw new Error('An identifier cannot be empty');
	refuseNul(name);
	return isFreeIdentifier(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** `schema.name`, or `name` alone when there is no schema. */
export function quoteName(schema: string | undefined, name: string): string {
	return schema === undefined ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}

/** The text as a string literal that means the same whether `standard_conforming_strings` is on or off. */
export function quoteLiteral(text: string): string {
	refuseNul(text);
	const doubled = text.replaceAll("'", "''");
	return text.includes('\\') ? `E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}

function refuseNul(text: string): void {
	if (text.includes('\0')) throw new Error('PostgreSQL cannot hold the character NUL');
}
