/** Reads the project itself, for the tests of its structure: files, folders and imports. Knows nothing of what is allowed. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const generated = new Set(['.git', '.cache', '.tsbuild', 'coverage', 'dist', 'node_modules']);

/** What `file` imports: a file of the project by its path, a package or a Node built-in by its name. */
export interface Import {
	readonly file: string;
	readonly imported: string;
	readonly isOurs: boolean;
}

export function textOf(file: string): string {
	return readFileSync(path.join(root, file), 'utf8');
}

export function has(file: string): boolean {
	return existsSync(path.join(root, file));
}

/** The names in a folder, or none when there is no such folder. */
export function namesIn(folder: string): readonly string[] {
	return has(folder) ? readdirSync(path.join(root, folder)).sort() : [];
}

/** Every file below `folder`, as paths from the root with forward slashes; what is generated or ignored by git is left out. */
export function filesBelow(folder: string): readonly string[] {
	return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap(entry => {
		const name = path.posix.join(folder, entry.name);
		if (generated.has(entry.name) || name.includes('.crosswalk/runs') || name.includes('.crosswalk/profiles')) return [];
		return entry.isDirectory() ? filesBelow(name) : [name];
	});
}

/** Every folder with a file somewhere below it. */
export function foldersOf(files: readonly string[]): ReadonlySet<string> {
	const folders = new Set<string>();
	for (const file of files) {
		for (let folder = path.posix.dirname(file); folder !== '.'; folder = path.posix.dirname(folder)) folders.add(folder);
	}
	return folders;
}

const statement = /^(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]/gm;
const call = /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Every import of the TypeScript files below `folder`, type imports too. */
export function importsBelow(folder: string): readonly Import[] {
	return filesBelow(folder)
		.filter(file => file.endsWith('.ts'))
		.flatMap(file => {
			const text = textOf(file);
			const names = [...text.matchAll(statement), ...text.matchAll(call)].map(match => match[1] ?? '');
			return names.map(name => resolved(file, name));
		});
}

function resolved(file: string, name: string): Import {
	if (!name.startsWith('.')) return { file, imported: packageOf(name), isOurs: false };
	const target = path.posix.join(path.posix.dirname(file), name);
	return { file, imported: has(target) && path.extname(target) !== '' ? target : `${target}.ts`, isOurs: true };
}

function packageOf(name: string): string {
	if (name.startsWith('node:')) return name;
	return name
		.split('/')
		.slice(0, name.startsWith('@') ? 2 : 1)
		.join('/');
}
