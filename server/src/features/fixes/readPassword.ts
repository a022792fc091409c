/** Puts a variable of the environment where a password stands, by itself or within a URL. The password is in no part of the edit. */

import type { ConnectionEntry } from '../../core/spec/connections';
import { entryOf } from '../../core/yaml/nodes';
import { parseYaml } from '../../core/yaml/parse';
import type { Fix, FixContext } from './fix';

export function readPassword({ facts, problem, place, block }: FixContext): readonly Fix[] {
	if (problem.code !== 'plaintext-password') return [];
	const entry = facts.connections?.entries.find(({ name }) => name.text === problem.data?.connection);
	if (!entry) return [];
	const variable = `\${env:${variableOf(entry)}}`;
	const title = `Read it from ${variable}`;
	if (entry.password?.span === problem.span) {
		// Braces end a value that stands in braces without quotes.
		const isFlow = isInBraces(block.text, entry.name.text) || /^['"]/.test(block.text.slice(problem.span.start));
		return [{ title, edit: { ...place, newText: isFlow ? `"${variable}"` : variable } }];
	}
	const written = block.text.slice(problem.span.start, problem.span.end);
	const found = passwordIn(written);
	if (!found) return [];
	return [{ title, edit: { file: place.file, start: place.start + found.start, end: place.start + found.end, newText: variable } }];
}

function variableOf({ name }: ConnectionEntry): string {
	const word = name.text.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
	return `${/^\d/.test(word) ? '_' : ''}${word}_PASSWORD`;
}

function isInBraces(text: string, connection: string): boolean {
	const value = entryOf(parseYaml(text).root, connection)?.value;
	return value?.kind === 'map' && value.style === 'flow';
}

/** Of a URL in quotes. One without quotes that stands in braces would end at the braces of the variable. */
function passwordIn(url: string): { readonly start: number; readonly end: number } | undefined {
	const found = /^(["']?\w+:\/\/[^/@]*?:)([^@]+)@/.exec(url) ?? /^(.*[?&]password=)([^&'"]+)/.exec(url);
	if (found?.[1] === undefined || found[2] === undefined) return undefined;
	return { start: found[1].length, end: found[1].length + found[2].length };
}
