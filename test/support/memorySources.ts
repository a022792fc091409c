/** Files in memory, as reading a spec sees them. Paths begin with a slash. */

import path from 'node:path';
import type { SpecSources } from '../../server/src/core/spec/sources';
import type { Files } from '../../server/src/files/files';
import { readCsv } from '../../server/src/files/nodeFiles';

export function memorySources(files: ReadonlyMap<string, string>): SpecSources {
	return {
		text: file => files.get(file),
		resolve: (file, relative) => path.posix.resolve(path.posix.dirname(file), relative),
		folders(file) {
			const found: string[] = [];
			for (let folder = path.posix.dirname(file); folder !== '/'; folder = path.posix.dirname(folder)) found.push(`${folder}/`);
			return [...found, '/'];
		},
		glob(file, pattern) {
			const matches = globExpression(path.posix.join(path.posix.dirname(file), pattern));
			return [...files.keys()].filter(name => matches.test(name)).sort();
		},
		csv: readCsv,
	};
}

/** What keeping runs asks of the disk. */
export function memoryRuns(files: Map<string, string>): Pick<Files, 'append' | 'filesIn' | 'remove'> {
	return {
		append: (file, text) => void files.set(file, (files.get(file) ?? '') + text),
		filesIn: folder =>
			[...files.keys()].flatMap(file => (path.posix.dirname(file) === folder.replace(/\/$/, '') ? [path.posix.basename(file)] : [])),
		remove: file => void files.delete(file),
	};
}

/** `*` within a folder, `**` over folders. */
function globExpression(pattern: string): RegExp {
	const parts = pattern.split(/(\*\*\/|\*)/).map(part => {
		if (part === '**/') return '(?:[^/]+/)*';
		return part === '*' ? '[^/]*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
	});
	return new RegExp(`^${parts.join('')}$`);
}
