/** A scalar with another name in it, quoted as YAML and SQL need it. Quotes that only the old name needed go with it. */

import { pathAt } from '../../core/spec/cursorPath';
import { scalarValue } from '../../core/spec/plain';
import type { SpecBlock } from '../../core/spec/spec';
import { quoteIdentifier } from '../../core/sql/quote';
import type { ScalarNode } from '../../core/yaml/nodes';
import { parseYaml } from '../../core/yaml/parse';
import { scalarText } from '../../core/yaml/scalarText';
import type { NameUse } from './name';

/** Offsets of the file. */
export interface RenameEdit {
	readonly file: string;
	readonly start: number;
	readonly end: number;
	readonly newText: string;
}

/** `uses`: all of one scalar, in the order of its content. */
export function renamedScalar(uses: readonly NameUse[], newName: string): readonly RenameEdit[] {
	const [first] = uses;
	if (!first) return [];
	const { scalar, block } = first;
	const { style, value } = scalar;
	const parts = uses.map(use => ({ start: use.start, end: use.end, text: nameIn(use, newName) }));
	const content = replaced(value, parts);
	const edit = (start: number, end: number, newText: string): RenameEdit => ({
		file: block.file,
		start: block.offset + start,
		end: block.offset + end,
		newText,
	});
	const isPlain = plainAt(block, scalar);
	const whole = (text: string) => [edit(scalar.start, scalar.end, text)];
	const inPlace = (escaped: (text: string) => string) =>
		parts.map(part => edit(scalar.offsetAt(part.start), scalar.offsetAt(part.end), escaped(part.text)));
	switch (style) {
		case 'double':
			return inPlace(text => text.replace(/[\\"]/g, '\\$&'));
		case 'single':
			return isPlain(content) && !isPlain(value) ? whole(content) : inPlace(text => text.replaceAll("'", "''"));
		case 'plain':
		case 'empty':
			return isPlain(content) ? inPlace(text => text) : whole(scalarText(content));
		default:
			return inPlace(text => text);
	}
}

/** As SQL, quotes that were there without need are kept, as somebody likes them. */
function nameIn({ written, name, scalar, start }: NameUse, newName: string): string {
	if (written === 'text') return newName;
	const isQuoted = scalar.value[start] === '"';
	const quoted = quoteIdentifier(newName);
	return isQuoted && quoteIdentifier(name.text) === name.text && quoted === newName ? `"${newName}"` : quoted;
}

/** Says whether YAML reads a text without quotes as this very text, at the place of a scalar. */
function plainAt(block: SpecBlock, scalar: ScalarNode): (text: string) => boolean {
	const place = pathAt(block.text, scalar.offsetAt(0));
	const forms = [
		...(place?.position === 'value' ? [] : [(text: string) => `${text}: 0`]),
		...(place?.position === 'key' ? [] : [(text: string) => `k: ${text}`]),
	];
	return content => {
		// A text of several lines is one of blanks where it is folded.
		const text = content.replaceAll('\n', ' ');
		return forms.every(form => {
			const { root, problems } = parseYaml(place?.isFlow ? `{ ${form(text)} }` : form(text));
			const [entry, ...others] = root?.kind === 'map' ? root.entries : [];
			const read = [entry?.key, entry?.value].some(node => node?.kind === 'scalar' && node.style === 'plain' && scalarValue(node) === text);
			return read && others.length === 0 && problems.length === 0;
		});
	};
}

function replaced(value: string, parts: readonly { readonly start: number; readonly end: number; readonly text: string }[]): string {
	let text = '';
	let copied = 0;
	for (const part of parts) {
		text += value.slice(copied, part.start) + part.text;
		copied = part.end;
	}
	return text + value.slice(copied);
}
