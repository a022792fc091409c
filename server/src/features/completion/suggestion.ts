/** What every place of the cursor gives and what it is given, and how a text is written into YAML. */

import type { MappingFacts, SpecFacts } from '../../core/mapping/facts';
import type { ProfileOf } from '../../core/profile/profile';
import type { Cursor } from '../../core/spec/cursor';
import { isPlain } from '../../core/yaml/scalarText';

/** What completion may look at. Everything is in memory: neither disk nor database is asked. */
export interface CompletionContext {
	readonly facts: SpecFacts;
	readonly cursor: Cursor;
	/** Of the source's tables. */
	readonly profiles?: ProfileOf;
	/** Whether the editor takes snippets. */
	readonly snippets: boolean;
}

export type SuggestionKind =
	| 'key'
	| 'word'
	| 'column'
	| 'table'
	| 'alias'
	| 'function'
	| 'keyword'
	| 'transform'
	| 'name'
	| 'parameter'
	| 'type'
	| 'skeleton';

export interface Suggestion {
	readonly label: string;
	readonly kind: SuggestionKind;
	readonly newText: string;
	/** In the syntax of snippets; taken instead of `newText` by editors that know it. */
	readonly snippet?: string;
	/** A few words on the line of the label, such as a type. */
	readonly detail?: string;
	/** Markdown. */
	readonly documentation?: string;
	/** What typed text is compared with; default: the label. */
	readonly filterText?: string;
	/** Lower ones stand first; default 0. */
	readonly rank?: number;
	/** Offsets of the file; default: the scalar at the cursor. */
	readonly span?: { readonly start: number; readonly end: number };
}

/** The mapping that the cursor stands in, or that the path names. */
export function mappingAt({ facts, cursor }: CompletionContext): MappingFacts | undefined {
	const { path, block } = cursor;
	const name = path[0] === 'mappings' ? path[1] : path.filter(step => typeof step === 'string').at(-1);
	if (typeof name !== 'string') return undefined;
	return facts.mappings.find(one => one.mapping.block === block.id && one.name === name) ?? facts.mapping(name);
}

/** A text as a scalar at the cursor: within its quotes, or with quotes of its own where YAML would read something else. */
export function asScalar(text: string, { scalar }: Cursor): string {
	if (scalar.style === 'double') return text.replace(/[\\"]/g, '\\$&');
	if (scalar.style === 'single') return text.replaceAll("'", "''");
	if (scalar.style === 'block' || isPlain(text)) return text;
	return `'${text.replaceAll("'", "''")}'`;
}

/** A key with its colon, and what follows it; only the key where the colon stands already. */
export function asKey(name: string, cursor: Cursor, snippets: boolean, placeholder = ''): Pick<Suggestion, 'newText' | 'snippet'> {
	const key = asScalar(name, cursor);
	const isQuoted = cursor.scalar.style === 'double' || cursor.scalar.style === 'single';
	if (cursor.hasColon || isQuoted) return { newText: key };
	return { newText: `${key}: `, snippet: snippets && placeholder !== '' ? `${asSnippet(key)}: ${placeholder}` : undefined };
}

/** Text inside of a snippet. */
export function asSnippet(text: string): string {
	return text.replace(/[\\$}]/g, '\\$&');
}
