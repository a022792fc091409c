/**
 * Replaces the character NUL in what a YAML text says, and reports it. YAML can write it (`"\0"`), but no database takes it in a name, a
 * value or a statement, so nothing behind this room has to fear it.
 */

import type { MapEntry, ParsedYaml, ScalarNode, YamlNode, YamlProblem } from './nodes';

const maybeNul = /\0|\\(?:0|x00|u0000|U00000000)/;

/** `parsed` as it is when nothing in it holds a NUL. */
export function withoutNul(text: string, parsed: ParsedYaml): ParsedYaml {
	if (!maybeNul.test(text) || !parsed.root) return parsed;
	const found: YamlProblem[] = [];
	const root = replaced(parsed.root, found);
	const told = (problem: YamlProblem) => parsed.problems.some(({ start }) => start === problem.start);
	const problems = [...parsed.problems, ...found.filter(problem => !told(problem))].sort((a, b) => a.start - b.start);
	return { ...parsed, root, problems };
}

function replaced(node: YamlNode, found: YamlProblem[]): YamlNode {
	switch (node.kind) {
		case 'scalar':
			return replacedScalar(node, found);
		case 'list':
			return { ...node, items: node.items.map(item => replaced(item, found)) };
		case 'map':
			return { ...node, entries: node.entries.map(entry => replacedEntry(entry, found)) };
	}
}

function replacedEntry(entry: MapEntry, found: YamlProblem[]): MapEntry {
	return { ...entry, key: replacedScalar(entry.key, found), value: replaced(entry.value, found) };
}

function replacedScalar(node: ScalarNode, found: YamlProblem[]): ScalarNode {
	const index = node.value.indexOf('\0');
	if (index < 0) return node;
	// Behind an alias the character stands where the anchor does.
	if (node.alias === undefined) {
		const detail = 'The character NUL cannot be part of a name or a value, as no database takes it; remove it';
		found.push({ code: 'yaml-syntax', start: node.offsetAt(index), end: node.offsetAt(index + 1), detail });
	}
	const { kind, style, start, end, alias, tag } = node;
	const value = node.value.replaceAll('\0', '\ufffd');
	return { kind, style, start, end, alias, tag, value, offsetAt: at => node.offsetAt(at) };
}
