/** Holds the house to ARCHITECTURE.md: who may import whom, that nothing goes in circles, and that what belongs together is complete. */

import { builtinModules } from 'node:module';
import { describe, expect, test } from 'vitest';

import { clientRequests, requests } from '../server/src/protocol';
import { filesBelow, foldersOf, has, type Import, importsBelow, namesIn, textOf } from './support/project';

/** Lowest first. A floor of the core imports itself and lower ones. */
const floors = [
	...['base', 'yaml', 'sql', 'catalog', 'spec', 'transform', 'mapping', 'draft', 'reconcile', 'trials', 'fit', 'profile'],
	...['strategy', 'migrate', 'rules', 'report'],
];

interface Room {
	/** Paths that begin like this may be imported, beside the room itself. */
	readonly ours: readonly string[];
	readonly packages: readonly string[];
	/** Whether Node built-ins are allowed. */
	readonly node: boolean;
}

const core: Room = { ours: ['schemas/'], packages: ['js-yaml', 'ajv', 'libpg-query', '@pgsql/types'], node: false };
const everything: Room = { ours: ['server/src/', 'package.json'], packages: ['vscode-languageserver'], node: true };

/** The longest name that a file's path begins with is its room. */
const rooms: Readonly<Record<string, Room>> = {
	'server/src/server.ts': everything,
	'server/src/cli.ts': everything,
	'server/src/flags.ts': { ours: [], packages: [], node: true },
	'server/src/protocol.ts': { ours: ['server/src/core/report/'], packages: [], node: false },
	'server/src/core/': core,
	'server/src/core/strategy/': { ...core, ours: ['schemas/', 'server/src/core/'], packages: [...core.packages, 'temporal-polyfill'] },
	'server/src/engines/': { ours: ['server/src/core/'], packages: [], node: true },
	'server/src/engines/postgres/': { ours: ['server/src/core/', 'server/src/engines/engine.ts'], packages: ['pg'], node: true },
	'server/src/run/': { ours: ['server/src/core/', 'server/src/engines/engine.ts'], packages: [], node: false },
	'server/src/features/': { ours: ['server/src/core/'], packages: [], node: false },
	'server/src/files/': { ours: ['server/src/core/'], packages: ['tinyglobby', 'csv-parse'], node: true },
	'server/src/lsp/': {
		ours: [
			'server/src/core/',
			'server/src/features/',
			'server/src/run/',
			'server/src/engines/',
			'server/src/files/',
			'server/src/protocol.ts',
		],
		packages: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
		node: true,
	},
	'server/src/cli/': {
		ours: ['server/src/core/', 'server/src/run/', 'server/src/engines/', 'server/src/files/'],
		packages: ['commander'],
		node: false,
	},
	'client/src/webview/': {
		ours: ['client/src/panel/messages.ts', 'server/src/core/base/', 'server/src/core/reconcile/result.ts', 'server/src/core/report/'],
		packages: ['lit', '@vscode-elements/elements', 'diff'],
		node: false,
	},
	'client/src/': {
		ours: ['server/src/protocol.ts', 'server/src/core/report/'],
		packages: ['vscode', 'vscode-languageclient'],
		node: false,
	},
};

const imports = [...importsBelow('server/src'), ...importsBelow('client/src')];

describe('walls', () => {
	test('every file imports only what its room may', () => {
		expect(imports.filter(one => !isAllowed(one)).map(render)).toEqual([]);
	});

	test('a floor of the core imports only itself and lower floors', () => {
		const climbing = imports.filter(({ file, imported }) => {
			const floor = floorOf(file);
			const other = floorOf(imported);
			return floor !== undefined && other !== undefined && floors.indexOf(other) > floors.indexOf(floor);
		});
		expect(climbing.map(render)).toEqual([]);
		const unknown = namesIn('server/src/core').filter(name => !floors.includes(name) && name !== 'tsconfig.json');
		expect(unknown).toEqual([]);
	});

	test('nothing imports itself by a detour', () => {
		expect(circlesOf(imports)).toEqual([]);
	});

	test('every import of our own is a file', () => {
		expect(imports.filter(one => one.isOurs && !has(one.imported)).map(render)).toEqual([]);
	});

	test('no file only passes on what others export', () => {
		const barrels = sources().filter(file => /^export (?:type )?(?:\*|\{[^}]*\}) from /m.test(textOf(file)));
		expect(barrels).toEqual([]);
	});
});

describe('lists', () => {
	test('every rule is in the list, and has its name, its test folder and its page', () => {
		const list = textOf('server/src/core/rules/index.ts');
		const incomplete = rules().flatMap(({ file, code }) => {
			const missing: string[] = [];
			if (file !== `${camelCase(code)}.ts`) missing.push(`file ${camelCase(code)}.ts`);
			if (!list.includes(`'./${file.slice(0, -'.ts'.length)}'`)) missing.push('a line in index.ts');
			if (namesIn(`test/rules/${code}`).length === 0) missing.push(`folder test/rules/${code}`);
			if (!has(`docs/rules/${code}.md`)) missing.push(`page docs/rules/${code}.md`);
			return missing.map(what => `${code} lacks ${what}`);
		});
		expect(rules()).not.toEqual([]);
		expect(incomplete).toEqual([]);
	});

	test('every page and every test folder of a rule has its rule', () => {
		const codes = rules().map(({ code }) => code);
		const pages = namesIn('docs/rules')
			.filter(name => name !== 'README.md')
			.map(name => name.replace(/\.md$/, ''));
		const folders = [...foldersOf(filesBelow('test'))].flatMap(folder => /^test\/rules\/([^/]+)$/.exec(folder)?.[1] ?? []);
		expect([...pages, ...folders].filter(code => !codes.includes(code))).toEqual([]);
	});

	test('every command has its file, and every file its command', () => {
		const commands = manifest().contributes.commands.map(({ command }) => `${command.replace(/^crosswalk\./, '')}.ts`);
		expect(namesIn('client/src/commands')).toEqual(commands.sort());
	});

	test('every request of our own has its handler', () => {
		const client = filesBelow('client/src');
		const missing = [
			...Object.keys(requests).filter(name => !has(`server/src/lsp/requests/${name}.ts`)),
			...Object.keys(clientRequests).filter(name => !client.some(file => file.endsWith(`/${name}.ts`))),
		];
		expect(missing).toEqual([]);
	});

	test('what the manifest names is there', () => {
		const named = [...JSON.stringify(manifest().contributes).matchAll(/"(?:\.\/)([\w./-]+)"/g)].map(match => match[1] ?? '');
		expect([...named, manifest().icon].filter(file => !has(file))).toEqual([]);
	});

	test('ARCHITECTURE.md names every folder, and every folder that it names is there', () => {
		const isNamed = (folder: string) =>
			!folder.includes('/') || /^(?:server|client)\//.test(folder) || /^(?:docs|scripts|test)\/[^/]+$/.test(folder);
		const real = [...foldersOf(filesBelow('.'))].filter(isNamed).sort();
		expect(foldersNamedIn('ARCHITECTURE.md')).toEqual(real);
	});

	test('every package that runs has a decision record', () => {
		const records = namesIn('docs/decisions').map(name => textOf(`docs/decisions/${name}`));
		const packages = Object.keys(manifest().dependencies);
		expect(packages.filter(name => !records.some(record => record.includes(`\`${name}\``)))).toEqual([]);
	});

	test('every dependency is pinned', () => {
		const { dependencies, devDependencies } = manifest();
		expect(Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d/.test(version))).toEqual([]);
	});
});

describe('habits', () => {
	test('no test is left out, runs alone or waits for the clock', () => {
		const forbidden = /\b(?:it|test|describe)\.(?:skip|only|todo|fails)\b|\bsetTimeout\(|from 'node:timers/;
		const tests = filesBelow('test').filter(file => file.endsWith('.test.ts') && file !== 'test/architecture.test.ts');
		expect(tests.filter(file => forbidden.test(textOf(file)))).toEqual([]);
	});

	test('no file knows the machine that it was written on', () => {
		const machine = /(?<![\w.-])\/(?:home|Users|root|work)\/\w/;
		const texts = filesBelow('.').filter(file => /\.(?:ts|mts|mjs|js|json|md|ya?ml|sql|csv)$|\.ci\//.test(file));
		expect(texts.filter(file => machine.test(textOf(file)))).toEqual([]);
	});

	test('the core prints nothing', () => {
		expect(filesBelow('server/src/core').filter(file => file.endsWith('.ts') && /\bconsole\./.test(textOf(file)))).toEqual([]);
	});
});

interface Manifest {
	readonly icon: string;
	readonly dependencies: Readonly<Record<string, string>>;
	readonly devDependencies: Readonly<Record<string, string>>;
	readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

function manifest(): Manifest {
	return JSON.parse(textOf('package.json'));
}

function sources(): readonly string[] {
	return [...filesBelow('server/src'), ...filesBelow('client/src')].filter(file => file.endsWith('.ts'));
}

function render({ file, imported }: Import): string {
	return `${file} imports ${imported}`;
}

function isAllowed({ file, imported, isOurs }: Import): boolean {
	const name = roomOf(file);
	const room = name === undefined ? undefined : rooms[name];
	if (name === undefined || !room) return false;
	if (isOurs) return imported.startsWith(name) || room.ours.some(start => imported.startsWith(start));
	if (imported.startsWith('node:') || builtinModules.includes(imported)) return room.node;
	return room.packages.includes(imported);
}

function roomOf(file: string): string | undefined {
	return Object.keys(rooms)
		.filter(name => file.startsWith(name))
		.sort((a, b) => b.length - a.length)[0];
}

function floorOf(file: string): string | undefined {
	return /^server\/src\/core\/(\w+)\//.exec(file)?.[1];
}

/** One path per circle, from its first file back to it. */
function circlesOf(all: readonly Import[]): readonly string[] {
	const next = new Map<string, string[]>();
	for (const { file, imported, isOurs } of all) if (isOurs) next.set(file, [...(next.get(file) ?? []), imported]);
	const done = new Set<string>();
	const circles: string[] = [];
	function visit(file: string, path: readonly string[]): void {
		const start = path.indexOf(file);
		if (start >= 0) circles.push([...path.slice(start), file].join(' > '));
		if (start >= 0 || done.has(file)) return;
		for (const other of next.get(file) ?? []) visit(other, [...path, file]);
		done.add(file);
	}
	for (const file of next.keys()) visit(file, []);
	return circles;
}

/** The files of `core/rules` that declare a code. */
function rules(): readonly { readonly file: string; readonly code: string }[] {
	return namesIn('server/src/core/rules').flatMap(file => {
		const code = /^\tcode: '([a-z-]+)',$/m.exec(textOf(`server/src/core/rules/${file}`))?.[1];
		return code === undefined ? [] : [{ file, code }];
	});
}

function camelCase(code: string): string {
	return code.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The folders of the tree that is drawn in a code block: one a line, its name first and ending in a slash, its depth by two spaces. */
function foldersNamedIn(file: string): readonly string[] {
	const tree = /^```\n([\s\S]*?)^```/m.exec(textOf(file))?.[1] ?? '';
	const path: string[] = [];
	const found: string[] = [];
	for (const line of tree.split('\n')) {
		const [, indent, name] = /^((?: {2})*)([\w./-]+)\/(?:\s|$)/.exec(line) ?? [];
		if (indent === undefined || name === undefined) continue;
		path.length = indent.length / 2;
		path.push(name);
		found.push(path.join('/'));
	}
	return found.sort();
}
