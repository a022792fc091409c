import { expect, test } from 'vitest';
import { memo } from '../../../server/src/core/base/memo';
import { parseYamlFile } from '../../../server/src/core/yaml/file';
import type { YamlNode } from '../../../server/src/core/yaml/nodes';

/** Values and problems of every block. */
function read(text: string): { readonly values: readonly string[]; readonly problems: readonly string[] } {
	const { blocks } = parseYamlFile('f', text, memo());
	const values = (node: YamlNode | undefined): readonly string[] => {
		if (node === undefined) return [];
		if (node.kind === 'scalar') return [node.value];
		if (node.kind === 'list') return node.items.flatMap(values);
		return node.entries.flatMap(({ key, value }) => [key.value, ...values(value)]);
	};
	return {
		values: blocks.flatMap(({ parsed }) => values(parsed.root)),
		problems: blocks.flatMap(({ parsed, text: own }) =>
			parsed.problems.map(({ start, end, detail }) => `${own.slice(start, end)}: ${detail.replace(/,.*/s, '')}`),
		),
	};
}

test.each([
	['a: "x\\0y"\n', ['a', 'x\ufffdy'], ['\\0: The character NUL cannot be part of a name or a value']],
	[
		'"\\x00a": [b, "\\u0000"]\n',
		['\ufffda', 'b', '\ufffd'],
		['\\x00: The character NUL cannot be part of a name or a value', '\\u0000: The character NUL cannot be part of a name or a value'],
	],
	['a: "b\\\\0"\nc: \'\\0\'\n', ['a', 'b\\0', 'c', '\\0'], []],
	['a: &x "\\0"\nb: *x\n', ['a', '\ufffd', 'b', '\ufffd'], ['\\0: The character NUL cannot be part of a name or a value']],
	['a: x\0y\n', ['a', 'x\ufffdy'], ['\0: The character U+0000 is not allowed in YAML; remove it']],
])('%j', (text, values, problems) => {
	expect(read(text)).toEqual({ values, problems });
});
