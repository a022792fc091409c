/** The file system of Node. */

import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { globSync } from 'tinyglobby';
import type { SpecSources } from '../core/spec/sources';
import { writing } from './failures';
import type { Files } from './files';

export function nodeFiles(): Files {
	return {
		text: readText,
		resolve: (file, relative) => path.resolve(path.dirname(file), relative),
		folders,
		glob: (file, pattern) =>
			globSync(pattern, { cwd: path.dirname(file), absolute: true, expandDirectories: false })
				.map(path.normalize)
				.sort(),
		csv: readCsv,
		absolute: (cwd, name) => path.resolve(cwd, name),
		shown(cwd, name) {
			const relative = path.relative(cwd, name);
			return relative.startsWith('..') || path.isAbsolute(relative) ? name : relative;
		},
		isFolder: name => statSync(name, { throwIfNoEntry: false })?.isDirectory() === true,
		modifiedAt: name => statSync(name, { throwIfNoEntry: false })?.mtimeMs,
		specsBelow: folder =>
			globSync(['**/*.migration.yaml', '**/*.migration.yml'], { cwd: folder, absolute: true, ignore: ['**/node_modules/**'] })
				.map(path.normalize)
				.sort(),
		writeAtomically: (file, text) => writing(file, () => writeAtomically(file, text)),
		append: (file, text) => writing(file, () => appendFileSync(file, text)),
		filesIn,
		remove: file => rmSync(file, { force: true }),
		home: () => homedir(),
	};
}

/** Undefined when there is no such file. A byte order mark is left to whoever reads the text. */
function readText(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
		throw error;
	}
}

function filesIn(folder: string): readonly string[] {
	try {
		return readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isFile() ? [entry.name] : []));
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') return [];
		throw error;
	}
}

function folders(file: string): readonly string[] {
	const found: string[] = [];
	for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
		found.push(folder.endsWith(path.sep) ? folder : folder + path.sep);
		if (folder === path.dirname(folder)) return found;
	}
}

export function readCsv(text: string): ReturnType<SpecSources['csv']> {
	try {
		const [header = [], ...rows] = parse(text, { bom: true, skip_empty_lines: true }) as string[][];
		return { header, rows };
	} catch (error) {
		return { error: error instanceof Error ? error.message : String(error) };
	}
}

/** By way of a neighbour that takes the file's place, so that nobody ever sees half of it. */
function writeAtomically(file: string, text: string): void {
	mkdirSync(path.dirname(file), { recursive: true });
	const neighbour = `${file}.${process.pid}.tmp`;
	try {
		writeFileSync(neighbour, text);
		renameSync(neighbour, file);
	} catch (error) {
		rmSync(neighbour, { force: true });
		throw error;
	}
}
