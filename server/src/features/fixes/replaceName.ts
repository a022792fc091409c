/** Replaces a misspelt name by the nearest one, within its quotes. */

import { type Cursor, locate } from '../../core/spec/cursor';
import { quoteIdentifier } from '../../core/sql/quote';
import type { Fix, FixContext } from './fix';

export function replaceName({ facts, problem, place }: FixContext): readonly Fix[] {
	const replacement = problem.data?.replacement;
	if (typeof replacement !== 'string') return [];
	const file = facts.spec.files.find(one => one.file === place.file);
	const written = file?.text.slice(place.start, place.end) ?? '';
	const isQuoted = problem.code !== 'quotes-lost' && /^(["']).*\1$/s.test(written) && !/^["']/.test(replacement);
	const cursor = file && locate(file, place.start + (isQuoted ? 1 : 0));
	const isColumn = problem.code === 'unknown-column' && cursor?.valueRole?.kind === 'sql' && !isQuoted;
	const name = isColumn && !replacement.startsWith('"') ? quoteIdentifier(replacement) : replacement;
	const newText = problem.code === 'quotes-lost' || !cursor ? name : inYaml(name, cursor, place);
	if (newText === undefined) return [];
	const inset = isQuoted ? 1 : 0;
	const shown = /^["']/.test(replacement) ? replacement : `"${replacement}"`;
	const title = problem.code === 'quotes-lost' ? `Quote twice: ${replacement}` : `Change to ${shown}`;
	const isOnlyWay = ofClosedLists.has(problem.code) || undefined;
	return [{ title, isPreferred: true, isOnlyWay, edit: { file: place.file, start: place.start + inset, end: place.end - inset, newText } }];
}

/** What is misspelt there can only be a word of the format; which of the user's own names is meant is for the user to say. */
const ofClosedLists: ReadonlySet<string> = new Set(['unknown-key', 'unknown-transform', 'invalid-value', 'quotes-lost']);

/** At the start of a scalar without quotes, the quotes of an SQL name would be YAML's. */
function inYaml(name: string, { scalar }: Cursor, place: FixContext['place']): string | undefined {
	if (scalar.style === 'double') return name.replaceAll('"', '\\"');
	if (scalar.style === 'single') return name.replaceAll("'", "''");
	if (scalar.style !== 'plain' || place.start > scalar.start || !name.startsWith('"')) return name;
	return place.end < scalar.end ? undefined : `'${name}'`;
}
