/** Rows in the text format of COPY. */

import type { Row } from './legacyValues';

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One line per row, each with its line feed, as `COPY … FROM STDIN` reads them. */
export function renderCopyText(rows: readonly Row[]): string {
	return rows.map(row => `${row.map(renderField).join('\t')}\n`).join('');
}

function renderField(value: string | null): string {
	return value === null ? '\\N' : value.replaceAll(/[\\\t\n\r]/g, character => escapes[character] ?? character);
}
