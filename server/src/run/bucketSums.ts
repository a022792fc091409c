/** Has both servers add up the hashes of their rows by bucket, part by part where that costs nothing. */

import type { RowsRead } from '../core/reconcile/compareRows';
import type { Buckets } from '../core/reconcile/narrow/buckets';
import { addPacked, countRows, emptyBuckets } from '../core/reconcile/narrow/buckets';
import type { Narrowing } from '../core/reconcile/narrow/keyScheme';
import type { Part } from '../core/reconcile/narrow/parts';
import { blocksSql, joinedParts, partPlanSql, partsOf, tablesInParts } from '../core/reconcile/narrow/parts';
import { bucketSql } from '../core/reconcile/narrow/queries';
import type { Session, TextRow } from '../engines/engine';
import type { Sided } from './sides';
import { askBoth, bothSides } from './sides';

/** How both sides are divided. */
export interface Division {
	/** Of each side's largest table. */
	readonly blocks: Sided<number>;
	readonly count: number;
}

/** The first version that reads a table by places. */
const firstVersion = 140000;

/** Undefined when a side is better read in one go. `costs`: of all rows, as the planner sees it. */
export async function divisionOf(
	sessions: Sided<Session>,
	{ relation, scheme }: Narrowing,
	count: number,
	costs: Sided<number>,
	signal: AbortSignal,
): Promise<Division | undefined> {
	// Buckets by hash have rows in every part: the sums would be sent once for each.
	if (count < 2 || scheme.kind === 'hash') return undefined;
	if (sessions.source.info.version < firstVersion || sessions.target.info.version < firstVersion) return undefined;
	const plans = await bothSides(sessions, side => partPlanSql(relation, side), signal);
	const source = tablesInParts(plans.source[0]?.[0] ?? '', costs.source, relation.members.length);
	const target = tablesInParts(plans.target[0]?.[0] ?? '', costs.target, 1);
	if (!source || !target) return undefined;
	const sizes = await askBoth(
		sessions,
		{ source: { side: 'source', sql: blocksSql(source) }, target: { side: 'target', sql: blocksSql(target) } } as const,
		signal,
	);
	return { blocks: { source: Number(sizes.source[0]?.[0]), target: Number(sizes.target[0]?.[0]) }, count };
}

/** Yields the rows so far after each part but the last. */
export async function* sumBuckets(
	sessions: Sided<Session>,
	narrowing: Narrowing,
	division: Division | undefined,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, Sided<Buckets>> {
	const { buckets } = narrowing.scheme;
	const sums = { source: emptyBuckets(buckets), target: emptyBuckets(buckets) };
	const add = async (partOf: (side: keyof Sided<Session>) => Part | undefined) => {
		const answers = await bothSides(sessions, side => bucketSql(narrowing, side, partOf(side)), signal);
		addPacked(sums.source, answers.source);
		addPacked(sums.target, answers.target);
		return Math.max(digitsIn(answers.source), digitsIn(answers.target));
	};
	if (!division) {
		await add(() => undefined);
		return sums;
	}
	const { blocks, count } = division;
	const parts = { source: partsOf(blocks.source, count), target: partsOf(blocks.target, count) };
	for (let i = 0; i < count; i++) {
		const digits = await add(side => parts[side][i]);
		if (i === count - 1) break;
		yield { source: countRows(sums.source).compared, target: countRows(sums.target).compared };
		// Where rows do not lie in the order of the key, each part sends most buckets again.
		if (digits * count < 4 * (buckets + count) * digitsOfBucket) continue;
		await add(side => joinedParts(blocks[side], count, i + 1));
		break;
	}
	return sums;
}

/** Sixteen bytes in base64. */
const digitsOfBucket = 22;

function digitsIn(rows: readonly TextRow[]): number {
	return rows.reduce((sum, [packed]) => sum + (packed?.length ?? 0), 0);
}
