/** Compares rows that are written as text, and tells the patterns that come out. */

import { compareRows } from '../../server/src/core/reconcile/compareRows';
import { collectDifferences } from '../../server/src/core/reconcile/differences';
import { keyOrderOf } from '../../server/src/core/reconcile/keyOrder';
import type { Pattern, RowDifference } from '../../server/src/core/reconcile/result';
import type { Row } from '../../server/src/core/reconcile/rowCursor';
import type { RowLayout } from '../../server/src/core/reconcile/rowLayout';

export interface Compared {
	/** `3  email differs only in case`. */
	readonly lines: readonly string[];
	readonly patterns: readonly Pattern[];
	readonly rows: readonly RowDifference[];
}

export interface PatternOptions {
	readonly limit?: number;
	/** Whether the rows are all of both sides; else only those that differ are told of. */
	readonly isWhole?: boolean;
	readonly keyColumns?: number;
	readonly origins?: Readonly<Record<string, 'lookup' | 'value'>>;
}

/** Columns as `name type, name type`: the key first. Rows have a value for each, NULL where there is none. */
export async function patternsOf(
	columns: string,
	source: readonly Row[],
	target: readonly Row[],
	{ limit = 100, isWhole = true, keyColumns = 1, origins = {} }: PatternOptions = {},
): Promise<Compared> {
	const cells = columns.split(', ').map(cell => {
		const [, name = '', type = ''] = /^(\S+) (.+)$/.exec(cell) ?? [];
		return { name, type, order: keyOrderOf(type), ...(origins[name] ? { origin: origins[name] } : {}) };
	});
	const layout: RowLayout = {
		mode: 'by-key',
		key: cells.slice(0, keyColumns),
		columns: cells.slice(keyColumns),
		members: [{ mapping: 'm', spans: new Map(cells.map(({ name }, start) => [name, { block: 'm.yaml', start, end: start }])) }],
	};
	const differences = collectDifferences(limit);
	const about: Row = [null, null, null, '0'];
	const batches = {
		source: batchesOf(source.map(row => [...row, ...about])),
		target: batchesOf(target.map(row => [...row, null])),
	};
	const comparison = compareRows(differences, layout, batches, { isWhole });
	for (let step = await comparison.next(); !step.done; step = await comparison.next());
	const patterns = differences.patterns();
	return { patterns, rows: differences.kept().rows, lines: patterns.map(({ count, text }) => `${count}  ${text}`) };
}

async function* batchesOf(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
	yield rows;
}
