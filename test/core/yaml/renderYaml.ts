/** Writes what was read of a YAML text as lines that a test can be read by. */

import type { ParsedYaml, YamlNode } from '../../../server/src/core/yaml/nodes';

/** `key: style "value"` a line, indented by depth; spans as `start-end`. */
export function renderNode(node: YamlNode, depth = 0): string {
	const marks = [node.tag, node.alias === undefined ? undefined : `*${node.alias}`].filter(mark => mark !== undefined).join(' ');
	const place = `${node.start}-${node.end}${marks === '' ? '' : ` ${marks}`}`;
	const indent = '  '.repeat(depth + 1);
	switch (node.kind) {
		case 'scalar':
			return `${node.style} ${place} ${JSON.stringify(node.value)}`;
		case 'map':
			return [
				`${node.style} map ${place}`,
				...node.entries.map(each => `${indent}${each.key.value}: ${renderNode(each.value, depth + 1)}`),
			].join('\n');
		case 'list':
			return [`${node.style} list ${place}`, ...node.items.map(item => `${indent}- ${renderNode(item, depth + 1)}`)].join('\n');
	}
}

/** The problems with the text that they are at. */
export function renderProblems(text: string, { problems }: Pick<ParsedYaml, 'problems'>): string[] {
	return problems.map(({ code, start, end, detail, first }) => {
		const at = `${JSON.stringify(text.slice(start, end))} at ${start}`;
		return `${code} ${at}${first === undefined ? '' : `, first at ${first.start}`}: ${detail}`;
	});
}

/** Every scalar with its path, the keys too. */
export function scalarsOf(node: YamlNode, path = ''): { path: string; value: string; start: number; end: number; node: YamlNode }[] {
	switch (node.kind) {
		case 'scalar':
			return [{ path, value: node.value, start: node.start, end: node.end, node }];
		case 'map':
			return node.entries.flatMap(({ key, value }) => [
				...scalarsOf(key, `${path}/${key.value}?`),
				...scalarsOf(value, `${path}/${key.value}`),
			]);
		case 'list':
			return node.items.flatMap((item, n) => scalarsOf(item, `${path}/${n}`));
	}
}
