/** YAML nodes as the plain values that JSON Schema speaks of, by YAML 1.2's core schema (10.3.2). For judging shapes only: digits are lost. */

import { isNull, type ScalarNode, type YamlNode } from '../yaml/nodes';

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** Infinities and not-a-number stay text, as JSON has none. */
export function scalarValue(node: ScalarNode): null | boolean | number | string {
	if (node.tag === '!!str' || (node.style !== 'plain' && node.style !== 'empty')) return node.value;
	if (isNull(node)) return null;
	if (/^(true|True|TRUE)$/.test(node.value)) return true;
	if (/^(false|False|FALSE)$/.test(node.value)) return false;
	const isNumber = /^(0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)$/.test(node.value);
	const number = Number(node.value);
	return isNumber && Number.isFinite(number) ? number : node.value;
}

/** The first one wins when a key stands twice. */
export function toPlain(node: YamlNode): Plain {
	switch (node.kind) {
		case 'scalar':
			return scalarValue(node);
		case 'list':
			return node.items.map(toPlain);
		case 'map':
			return Object.fromEntries([...node.entries].reverse().map(entry => [entry.key.value, toPlain(entry.value)]));
	}
}
