/** The differences of a check pattern by pattern, in the order of the patterns. A row without a pattern is shown all the same. */

import type { DifferenceKind, Pattern, RowDifference, RowsFound } from '../reconcile/result';

export interface DifferenceGroup {
	readonly text: string;
	readonly kind: DifferenceKind;
	/** Rows, shown or not. */
	readonly count: number;
	/** Absent for rows without one. */
	readonly pattern?: Pattern;
	/** Those that are kept, in their order. */
	readonly rows: readonly RowDifference[];
}

export function groupsOf({ patterns, rows }: RowsFound): readonly DifferenceGroup[] {
	const kept = patterns.map((): RowDifference[] => []);
	const others = new Map<DifferenceKind, RowDifference[]>();
	for (const row of rows) {
		const group = row.pattern === undefined ? undefined : kept[row.pattern];
		if (group) group.push(row);
		else others.set(row.kind, [...(others.get(row.kind) ?? []), row]);
	}
	return [
		...patterns.map((pattern, index) => ({
			text: pattern.text,
			kind: pattern.kind,
			count: pattern.count,
			pattern,
			rows: kept[index] ?? [],
		})),
		...[...others].map(([kind, alike]) => ({ text: kind, kind, count: alike.length, rows: alike })),
	];
}
