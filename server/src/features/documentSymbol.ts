/** The outline of a file: sections, mappings with their columns, views, lookups, checks, phases, steps, roles, risks. Looks at its text alone. */

import type { Lines, Range } from '../core/base/lines';
import { type OutlineEntry, type OutlineKind, outlineOf } from '../core/spec/outline';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#documentSymbol */
export interface LspDocumentSymbol {
	readonly name: string;
	readonly kind: SymbolKind;
	readonly range: Range;
	readonly selectionRange: Range;
	readonly children: readonly LspDocumentSymbol[];
}

type SymbolKind = (typeof kinds)[OutlineKind];

/** The protocol's numbers, by which an editor chooses the icon. */
const kinds = {
	section: 2,
	mapping: 5,
	column: 8,
	view: 11,
	lookup: 10,
	parameter: 14,
	check: 12,
	phase: 24,
	step: 24,
	role: 19,
	risk: 24,
} as const;

/** An editor asks again after every pause in typing. Of a file with more than these, columns are left out, which are nearly all of them. */
const mostSymbols = 10_000;

export function documentSymbols(text: string, lines: Lines): readonly LspDocumentSymbol[] {
	const entries = outlineOf(text);
	const shown = countOf(entries) > mostSymbols ? entries.map(withoutColumns) : entries;
	return shown.map(entry => symbolOf(entry, lines));
}

function countOf(entries: readonly OutlineEntry[]): number {
	return entries.reduce((sum, { children }) => sum + 1 + countOf(children), 0);
}

function withoutColumns(entry: OutlineEntry): OutlineEntry {
	return { ...entry, children: entry.kind === 'mapping' ? [] : entry.children.map(withoutColumns) };
}

function symbolOf({ kind, name, start, end, keyStart, keyEnd, children }: OutlineEntry, lines: Lines): LspDocumentSymbol {
	return {
		name,
		kind: kinds[kind],
		range: lines.rangeOf({ start, end: Math.max(end, keyEnd) }),
		selectionRange: lines.rangeOf({ start: keyStart, end: keyEnd }),
		children: children.map(child => symbolOf(child, lines)),
	};
}
