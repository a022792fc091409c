/** Files in memory, as reading a spec sees them. Paths begin with a slash. */

import path from 'node:path';
import type { SpecSources } from '../../server/src/core/spec/sources';
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

/** `*` within a folder, `**` over folders. */
function globExpression(pattern: string): RegExp {
	const parts = pattern.split(/(\*\*\/|\*)/).map(part => {
		if (part === '**/') return '(?:[^/]+/)*';
		return part === '*' ? '[^/]*' : part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
	});
	return new RegExp(`^${parts.join('')}$`);
}
