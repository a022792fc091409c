/** Checks the outline of a file: one name a line, indented by its depth, with its kind and the lines that it takes. */

import { expect } from 'vitest';

import { linesOf } from '../../server/src/core/base/lines';
import { documentSymbols, type LspDocumentSymbol } from '../../server/src/features/documentSymbol';

export function checkOutline(text: string, expected: string): void {
	expect(`\n${renderAll(documentSymbols(text, linesOf(text)), '')}`).toBe(expected);
}

function renderAll(symbols: readonly LspDocumentSymbol[], indent: string): string {
	return symbols
		.map(({ name, range, children }) => {
			const last = range.end.line === range.start.line ? '' : `-${range.end.line + 1}`;
			return `${indent}${name} ${range.start.line + 1}${last}\n${renderAll(children, `${indent}  `)}`;
		})
		.join('');
}
