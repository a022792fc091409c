/** Silences one problem where it stands, by a comment with a reason for the user to write. Not where a comment would become text. */

import type { YamlNode } from '../../core/yaml/nodes';
import { parseYaml } from '../../core/yaml/parse';
import { asSnippet } from '../completion/suggestion';
import type { Fix, FixContext } from './fix';
import { reason } from './insert';

export function suppress({ problem, place, block }: FixContext): readonly Fix[] {
	if (problem.code === 'yaml-syntax') return [];
	const { text } = block;
	const lineStart = text.lastIndexOf('\n', problem.span.start - 1) + 1;
	if (goesOnAt(parseYaml(text).root, lineStart)) return [];
	const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
	const comment = `${indent}# crosswalk-ignore ${problem.code}: `;
	const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
	const at = block.offset + lineStart;
	return [
		{
			title: `Silence ${problem.code} here, with a reason`,
			edit: {
				file: place.file,
				start: at,
				end: at,
				newText: `${comment}${reason}${lineEnd}`,
				snippet: `${asSnippet(comment)}\${1:${reason}}${lineEnd}`,
			},
		},
	];
}

/** Whether a scalar that began on a line above goes on at `offset`. */
function goesOnAt(node: YamlNode | undefined, offset: number): boolean {
	if (!node || node.start >= offset || node.end <= offset) return false;
	if (node.kind === 'scalar') return true;
	if (node.kind === 'list') return node.items.some(item => goesOnAt(item, offset));
	return node.entries.some(({ key, value }) => goesOnAt(key, offset) || goesOnAt(value, offset));
}
