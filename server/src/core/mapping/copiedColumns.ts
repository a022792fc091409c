/** The target columns that `copy` fills from source columns of the same name. */

import { compilePattern } from '../base/pattern';
import type { Column, Table } from '../catalog/catalog';
import { columnOf } from '../catalog/lookup';
import type { ColumnCopy, Text } from '../spec/spec';
import type { ScopeItem } from '../sql/analysis';
import type { ColumnFacts } from './facts';

/** A pattern of `copy` with the item of the FROM clause that it copies from: the first one, unless an alias stands before a dot. */
interface Copy {
	readonly text: Text;
	readonly item: ScopeItem | undefined;
	readonly column: string;
}

/**
 * In the order of the target. `isTaken` says which columns are written or ignored: they win. Identity, computed and unknown columns are
 * never copied by a wildcard.
 */
export function copiedColumns(
	copy: ColumnCopy | undefined,
	items: readonly ScopeItem[],
	table: Table | undefined,
	isTaken: (column: string) => boolean,
): readonly ColumnFacts[] {
	if (!copy) return [];
	const copies = copy.patterns.map(text => copyOf(text, items));
	const except = copy.except.map(text => compilePattern(text.text));
	const candidates =
		table?.columns.filter(column => column.identity === undefined && column.generated === undefined) ?? namedColumns(copies);
	return candidates
		.filter(column => !isTaken(column.name) && !except.some(pattern => pattern.matches(column.name)))
		.flatMap(column => copyInto(column.name, table && columnOf(table, column.name), copies));
}

export function copyOf(text: Text, items: readonly ScopeItem[]): Copy {
	const dot = text.text.indexOf('.');
	if (dot < 0) return { text, item: items[0], column: text.text };
	const alias = text.text.slice(0, dot);
	return { text, item: items.find(item => item.alias === alias), column: text.text.slice(dot + 1) };
}

/** Without the target's catalog only names without wildcards can be known. */
function namedColumns(copies: readonly Copy[]): readonly { readonly name: string }[] {
	return copies.filter(copy => !/[*?]/.test(copy.column)).map(copy => ({ name: copy.column }));
}

function copyInto(name: string, column: Column | undefined, copies: readonly Copy[]): readonly ColumnFacts[] {
	for (const copy of copies) {
		if (!copy.item || !compilePattern(copy.column).matches(name)) continue;
		const from = copy.item.columns?.find(one => one.name === name);
		if (!from) continue;
		const origin = { kind: 'copy', alias: copy.item.alias, column: name, type: from.type, reads: from.reads } as const;
		return [{ name, column, span: copy.text.span, origin }];
	}
	return [];
}
