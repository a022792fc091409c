/**
 * Builds the bundles of dist/: the extension, the server and the command line, with what they need beside them. `--production` minifies.
 * Does not check types: `npm run check` does.
 */

import { createHash } from 'node:crypto';
import { appendFileSync, chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild';
import catalogSchema from '../schemas/catalog.schema.json';

const root = process.cwd();
const dist = path.join(root, 'dist');
const isProduction = process.argv.includes('--production');

/** What `core/catalog/catalogSchema.ts` does when it is loaded, done now. */
const compiledCatalogSchema: Plugin = {
	name: 'compiled catalog schema',
	setup({ onLoad }) {
		onLoad({ filter: /[\\/]core[\\/]catalog[\\/]catalogSchema\.ts$/ }, () => {
			const ajv = new Ajv2020({ meta: false, validateSchema: false, code: { source: true } });
			ajv.addSchema(catalogSchema, 'catalog');
			const contents = `${standaloneCode(ajv, { validate: 'catalog' })}; exports.catalogValidator = () => exports.validate;`;
			return { contents, loader: 'js', resolveDir: root };
		});
	},
};

const shared: BuildOptions = {
	bundle: true,
	platform: 'node',
	// An ES module bundle cannot load libpg-query, which looks for its WebAssembly beside `__dirname`.
	format: 'cjs',
	target: 'node20',
	minify: isProduction,
	sourcemap: !isProduction,
	metafile: true,
	legalComments: 'none',
	// Packages written as ES modules ask where they are (fdir does, below tinyglobby).
	// pg looks by `Response` whether it runs in Cloudflare, and Node loads all of its `fetch` for that.
	define: { 'import.meta.url': 'bundleUrl', Response: 'undefined' },
	logLevel: 'warning',
	plugins: [compiledCatalogSchema],
};

const bundleUrl = "'use strict'; const bundleUrl = require('node:url').pathToFileURL(__filename).href;";

const bundles: readonly { readonly name: string; readonly entry: string; readonly options: BuildOptions }[] = [
	// The host of extensions brings `vscode`.
	{ name: 'extension', entry: 'client/src/extension.ts', options: { external: ['vscode'] } },
	// The page of the result panel.
	{ name: 'panel', entry: 'client/src/webview/panel.ts', options: { platform: 'browser', format: 'iife', target: 'chrome128' } },
	// `pg-native` is an optional part of pg that we do not use.
	{ name: 'server', entry: 'server/src/server.ts', options: { external: ['pg-native'], banner: { js: bundleUrl } } },
	{ name: 'cli', entry: 'server/src/cli.ts', options: { external: ['pg-native'], banner: { js: `#!/usr/bin/env node\n${bundleUrl}` } } },
];

// esbuild has printed what is wrong; its stack says nothing more.
await buildAll().catch(() => process.exit(1));

async function buildAll(): Promise<void> {
	const present = bundles.filter(({ entry }) => existsSync(path.join(root, entry)));
	const inputs = new Set<string>();
	for (const { name, entry, options } of present) {
		const result = await build({ ...shared, ...options, entryPoints: [entry], outfile: path.join(dist, `${name}.js`) });
		for (const input of inputsOf(result.metafile)) inputs.add(input);
	}
	await build({ ...shared, entryPoints: ['client/src/webview/panel.css'], outfile: path.join(dist, 'panel.css') });
	// A file that is not executable is no command for npx.
	if (existsSync(path.join(dist, 'cli.js'))) chmodSync(path.join(dist, 'cli.js'), 0o755);
	sign(path.join(dist, 'cli.js'));
	copyFileSync(path.join(root, 'node_modules/libpg-query/wasm/libpg-query.wasm'), path.join(dist, 'libpg-query.wasm'));
	writeFileSync(path.join(dist, 'licenses.txt'), renderLicenses(packagesOf(inputs)));
	removeAllBut([...present.map(({ name }) => name), 'libpg-query', 'licenses']);
	for (const file of readdirSync(dist).filter(one => !one.endsWith('.map'))) {
		console.log(`dist/${file.padEnd(18)}${(statSync(path.join(dist, file)).size / 1024).toFixed(0).padStart(6)} KB`);
	}
}

/** Ends a bundle with a hash of it, by which `bin/compiled.js` knows what is of this one. */
function sign(file: string): void {
	const text = readFileSync(file, 'utf8');
	appendFileSync(file, `\n// ${createHash('sha256').update(text).digest('hex')}\n`);
	rmSync(`${file}.compiled`, { force: true });
}

function inputsOf(metafile: Metafile | undefined): readonly string[] {
	return Object.keys(metafile?.inputs ?? {});
}

/** What an earlier build left: bundles that are no more, and the maps of a development build. */
function removeAllBut(names: readonly string[]): void {
	for (const file of readdirSync(dist)) {
		const isMap = file.endsWith('.map');
		if (!names.includes(file.split('.')[0] ?? '') || (isMap && isProduction)) rmSync(path.join(dist, file), { recursive: true });
	}
}

/** The folders of the packages that ended up in a bundle, sorted. */
function packagesOf(inputs: ReadonlySet<string>): readonly string[] {
	const folders = new Set<string>();
	for (const input of inputs) {
		const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
		if (folder !== undefined) folders.add(folder);
	}
	return [...folders].sort();
}

/** The licences ask that their text travels with the bundle. */
function renderLicenses(folders: readonly string[]): string {
	const parts = folders.map(folder => {
		const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, string>;
		const file = readdirSync(folder).find(one => /^licen[cs]e/i.test(one));
		const text = file === undefined ? '' : `\n\n${readFileSync(path.join(folder, file), 'utf8').trim()}`;
		return `${name} ${version} (${license})${text}`;
	});
	return `Crosswalk contains these packages.\n\n${parts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}
