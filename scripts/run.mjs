// Runs a TypeScript script of this folder: bundles it with esbuild into .cache/ and imports it. Usage: node scripts/run.mjs NAME [ARGUMENT…]
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const [name, ...rest] = process.argv.slice(2);
const outfile = path.join(root, '.cache', 'scripts', `${name}.mjs`);
mkdirSync(path.dirname(outfile), { recursive: true });
await build({
	entryPoints: [path.join(here, `${name}.ts`)],
	outfile,
	bundle: true,
	platform: 'node',
	format: 'esm',
	target: 'node20',
	packages: 'external',
	// Node wants the extension of a file inside of a package.
	alias: { 'ajv/dist/2020': 'ajv/dist/2020.js' },
	sourcemap: 'inline',
	logLevel: 'warning',
});
process.argv = [process.argv[0], outfile, ...rest];
await import(pathToFileURL(outfile).href);
