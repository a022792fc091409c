/** `bin/compiled.js` runs a bundle with what was compiled before, in a real Node each time. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { freshFolder } from '../support/freshFolder';

/** Of one length whatever it says, as V8 takes what was compiled for that of any source of this length. */
const bundle = (word: string, hash: string) => `#!/usr/bin/env node
require('node:v8').setFlagsFromString('--liftoff-only'); exports.is = 'a module'; const told = () => [${JSON.stringify(word)}, process.argv[2], __dirname, __filename, typeof module.exports.is, require('node:path').sep];
console.log(JSON.stringify(told()));
process.exitCode = 3;

// ${hash}
`;

function bundleIn(folder: string, word: string, hash: string): string {
	const file = path.join(folder, 'cli.js');
	writeFileSync(file, bundle(word, hash));
	return file;
}

function run(file: string): { readonly told: readonly string[]; readonly code: number } {
	const start = `process.argv.splice(1, 1, '-'); require(${JSON.stringify(path.resolve('bin/compiled.js'))})(${JSON.stringify(file)});`;
	try {
		execFileSync(process.execPath, ['-e', start, '--', 'shown', 'given'], { encoding: 'utf8', stdio: 'pipe' });
	} catch (error) {
		const { stdout, status } = error as { readonly stdout: string; readonly status: number };
		return { told: JSON.parse(stdout) as readonly string[], code: status };
	}
	throw new Error('The bundle ends with 3');
}

test('a bundle runs as it would by itself, the first time and with what was compiled then', () => {
	const folder = freshFolder();
	const file = bundleIn(folder, '\u00e4', 'a'.repeat(64));
	const expected = { told: ['\u00e4', 'given', folder, file, 'string', path.sep], code: 3 };
	expect(run(file)).toEqual(expected);
	expect(readdirSync(folder).sort()).toEqual(['cli.js', 'cli.js.compiled']);
	const compiled = readFileSync(`${file}.compiled`);
	expect(run(file)).toEqual(expected);
	expect(readFileSync(`${file}.compiled`).equals(compiled)).toBe(true);
});

test('what was compiled of another bundle of the same length is not run', () => {
	const folder = freshFolder();
	run(bundleIn(folder, 'old', 'a'.repeat(64)));
	expect(run(bundleIn(folder, 'new', 'b'.repeat(64))).told[0]).toBe('new');
	expect(run(bundleIn(folder, 'new', 'b'.repeat(64))).told[0]).toBe('new');
	expect(readFileSync(path.join(folder, 'cli.js.compiled'), 'latin1')).toMatch(/^\/\/ b{64}\n/);
});

test('what cannot be read or written does no harm', () => {
	const folder = freshFolder();
	const file = bundleIn(folder, 'word', 'a'.repeat(64));
	writeFileSync(`${file}.compiled`, `// ${'a'.repeat(64)}\nno code at all`);
	expect(run(file).told[0]).toBe('word');
	rmSync(`${file}.compiled`);
	mkdirSync(`${file}.compiled`);
	expect(run(file).told[0]).toBe('word');
	expect(readdirSync(folder).sort()).toEqual(['cli.js', 'cli.js.compiled']);
});
