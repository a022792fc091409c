/** While a spec is typed it is unfinished at every moment: no prefix of a good one may throw, or raise a storm of unknown names. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';

import { openMemo, openSpec } from '../../server/src/core/mapping/openSpec';
import { checkMemo, checkSpec } from '../../server/src/core/rules/checkSpec';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { nodeFiles } from '../../server/src/files/nodeFiles';

beforeAll(loadSqlParser);

const root = path.resolve(import.meta.dirname, '../..');
const specs = ['examples/legacy-erp-to-cloud', 'examples/legacy-erp-to-cloud/mappings', 'examples/northwind', 'test/fixtures'].flatMap(
	folder =>
		readdirSync(path.join(root, folder))
			.filter(name => /\.(migration|mapping)\.yaml$/.test(name))
			.map(name => path.join(root, folder, name)),
);

/** Every place of small files, else some 500 places that fall on all kinds of characters. */
function cuts(text: string): readonly number[] {
	const step = Math.max(1, Math.floor(text.length / 500) | 1);
	return Array.from({ length: Math.ceil(text.length / step) }, (_, index) => index * step);
}

test.each(specs.map(file => path.relative(root, file)))('%s', name => {
	const file = path.join(root, name);
	const whole = readFileSync(file, 'utf8');
	const files = nodeFiles();
	const remembered = openMemo();
	const memo = checkMemo();
	const unknownNames = (text: string) => {
		const sources = { ...files, text: (one: string) => (one === file ? text : files.text(one)) };
		const { facts } = openSpec(file, sources, { remembered });
		const onBug = (code: string, cause: unknown) => {
			throw new Error(`The rule ${code} failed`, { cause });
		};
		return checkSpec(facts, { onBug, remembered: memo }).filter(({ code }) => code.startsWith('unknown-'));
	};
	const allowed = unknownNames(whole).length + 3;
	const storms = cuts(whole).flatMap(length => {
		const found = unknownNames(whole.slice(0, length));
		return found.length <= allowed
			? []
			: [`${length} ${JSON.stringify(whole.slice(length - 40, length))}: ${found.map(one => one.message).join('\n')}`];
	});
	expect(storms.slice(0, 3)).toEqual([]);
});
