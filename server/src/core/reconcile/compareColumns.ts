/** Compares the columns of two rows that have the same key. */

import type { ChangedColumn } from './result';
import type { Row } from './rowCursor';
import type { ComparedCell, RowLayout } from './rowLayout';
import { aboutSource, cellValue, danglingOf } from './rowLayout';
import { isWithin } from './tolerance';

/** The columns that differ; undefined when none does. */
export function changedColumns(layout: RowLayout, source: Row, target: Row): readonly ChangedColumn[] | undefined {
	const start = layout.key.length;
	const dangling = danglingOf(layout, target);
	let changed: ChangedColumn[] | undefined;
	for (let i = 0; i < layout.columns.length; i++) {
		const sourceText = source[start + i] ?? null;
		const targetText = target[start + i] ?? null;
		if (sourceText === targetText && dangling === undefined) continue;
		const column = layout.columns[i];
		if (!column) continue;
		// A foreign key that leads nowhere reads as NULL, and must not pass for a NULL of the source.
		const nowhere = dangling?.[column.column ?? column.name];
		if (nowhere === undefined && isEqual(column, sourceText, targetText)) continue;
		changed ??= [];
		changed.push({
			name: column.name,
			source: cellValue(sourceText, column.type),
			target: cellValue(targetText, column.type),
			...(nowhere === undefined ? {} : { dangling: typeof nowhere === 'number' ? nowhere : String(nowhere) }),
			span: aboutSource(layout, source).member?.spans.get(column.name),
		});
	}
	return changed;
}

function isEqual(column: ComparedCell, source: string | null, target: string | null): boolean {
	return source === target || (column.tolerance !== undefined && isWithin(column.tolerance, source, target));
}
