/** Text with the same lines, ended in another way. */

import type { Detector } from './detector';

export const lineEndings: Detector = {
	kind: 'line-endings',
	detect({ source, target }) {
		const same = source.replace(/\r\n?/g, '\n') === target.replace(/\r\n?/g, '\n');
		if (!same) return undefined;
		if (!target.includes('\r')) return 'LF';
		return !source.includes('\r') && target.replace(/\r\n/g, '').includes('\r') === false ? 'CRLF' : '';
	},
	phrase: detail => `differs only in line endings${detail === '' ? '' : `: ${detail} in the target`}`,
	suggest: detail => ({
		text:
			detail === 'LF'
				? 'If the target is right, take the carriage returns out in the mapping: "sql: replace(value, chr(13), \'\')".'
				: 'A file on the way was written or read as text of another system.',
	}),
};
