/** What is in the package: all that it names and runs on, and nothing of how it is made. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';

import type {} from './globalSetup';
import { packagedIn } from './packaged';

const root = packagedIn(inject('vscode').extensions);
const files = readdirSync(root, { recursive: true, withFileTypes: true })
	.filter(entry => entry.isFile())
	.map(entry => path.relative(root, path.join(entry.parentPath, entry.name)));

test('the package is small, and holds what users need alone', () => {
	expect(statSync('crosswalk.vsix').size).toBeLessThan(2_000_000);
	expect([...new Set(files.map(file => path.dirname(file)))].filter(folder => !folder.startsWith('examples')).sort()).toEqual(
		['.', 'client', 'client/icons', 'client/syntaxes', 'client/walkthrough', 'dist', 'docs/rules', 'l10n', 'schemas', 'snippets'].sort(),
	);
	expect(files.filter(file => /node_modules|\.map$|\.ts$|tsconfig|(^|\/)\.(git|cache|env)/.test(file))).toEqual([]);
	expect(readdirSync(path.join(root, 'examples'))).toEqual(['legacy-erp-to-cloud']);
	expect(readdirSync(path.join(root, 'dist')).sort()).toEqual(
		['cli.js', 'extension.js', 'libpg-query.wasm', 'licenses.txt', 'panel.css', 'panel.js', 'server.js'].sort(),
	);
});

test('every file that package.json names is there, and every text that it names is written in each language', () => {
	const text = readFileSync(path.join(root, 'package.json'), 'utf8');
	const { main, icon, contributes } = JSON.parse(text);
	const named = [main, icon, ...pathsIn(contributes)];
	expect(named.length).toBeGreaterThan(15);
	expect(named.filter(file => !existsSync(path.join(root, file)))).toEqual([]);
	const keys = [...new Set([...text.matchAll(/"%([\w.-]+)%"/g)].map(([, key = '']) => key))];
	for (const file of files.filter(one => /^package\.nls.*\.json$/.test(one))) {
		const words = JSON.parse(readFileSync(path.join(root, file), 'utf8'));
		expect([file, keys.filter(key => words[key] === undefined)]).toEqual([file, []]);
	}
});

/** Every value that is a path in the package. */
function pathsIn(value: unknown): readonly string[] {
	if (typeof value === 'string') return /^(\.\/)?(client|dist|schemas|snippets|l10n|docs)\/[\w./-]+\.\w+$/.test(value) ? [value] : [];
	return value !== null && typeof value === 'object' ? Object.values(value).flatMap(pathsIn) : [];
}
