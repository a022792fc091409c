/**
 * Has both servers add up the hashes of their rows by bucket: part by part where that costs nothing, and several parts at once where
 * connections are idle.
 */

import type { RowsRead } from '../core/reconcile/compareRows';
import type { Buckets } from '../core/reconcile/narrow/buckets';
import { addPacked, countRows, emptyBuckets } from '../core/reconcile/narrow/buckets';
import type { Narrowing, Part } from '../core/reconcile/narrow/keyScheme';

import { blocksSql, joinedParts, partPlanSql, partsOf, tablesInParts } from '../core/reconcile/narrow/parts';
import { bucketSql } from '../core/reconcile/narrow/queries';
import { DatabaseFailure, type Session, type TextRow } from '../engines/engine';
import type { IdleConnections } from './idleConnections';
import { merged } from './merged';
import type { Sided } from './sides';
import { askBoth, bothSides, StatementFailure } from './sides';
import { linkedStop } from './stop';

/** How both sides are divided. */
export interface Division {
	/** Of each side's largest table. */
	readonly blocks: Sided<number>;
	readonly count: number;
	/** Parts that are read at once, if there are connections for them. */
	readonly atOnce: number;
}

/** So that a connection that is slower than the others does not leave them idle for long. */
const partsEach = 2;
/** Of the rows of a part: fewer are read before another connection is open. */
const leastEach = 1 / 100;

/** How a side of so many rows is best divided among connections. */
export function partsWanted(rows: number, partRows: number, connections: number, isHashed: boolean): Pick<Division, 'count' | 'atOnce'> {
	const atOnce = Math.max(1, Math.min(connections, Math.floor(rows / (partRows * leastEach))));
	// Buckets by hash have rows in every part: the sums are sent once for each.
	if (isHashed) return { count: atOnce, atOnce };
	return atOnce > 1 ? { count: atOnce * partsEach, atOnce } : { count: Math.max(1, Math.round(rows / partRows)), atOnce };
}

/** The first version that reads a table by places. */
const firstVersion = 140000;

/** Undefined when a side is better read in one go. `costs`: of all rows, as the planner sees it. */
export async function divisionOf(
	sessions: Sided<Session>,
	{ relation }: Narrowing,
	wanted: Pick<Division, 'count' | 'atOnce'>,
	costs: Sided<number>,
	signal: AbortSignal,
): Promise<Division | undefined> {
	if (wanted.count < 2) return undefined;
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
	return { blocks: { source: Number(sizes.source[0]?.[0]), target: Number(sizes.target[0]?.[0]) }, ...wanted };
}

/** Yields the rows so far after each part but the last. */
export async function* sumBuckets(
	sessions: Sided<Session>,
	narrowing: Narrowing,
	division: Division | undefined,
	signal: AbortSignal,
	idle?: IdleConnections,
): AsyncGenerator<RowsRead, Sided<Buckets>> {
	const { buckets } = narrowing.scheme;
	const sums = { source: emptyBuckets(buckets), target: emptyBuckets(buckets) };
	const add = async (on: Sided<Session>, partOf: (side: keyof Sided<Session>) => Part | undefined, until: AbortSignal) => {
		const answers = await bothSides(on, side => bucketSql(narrowing, side, partOf(side)), until);
		addPacked(sums.source, answers.source);
		addPacked(sums.target, answers.target);
		return Math.max(digitsIn(answers.source), digitsIn(answers.target));
	};
	const read = () => ({ source: countRows(sums.source).compared, target: countRows(sums.target).compared });
	if (!division) {
		await add(sessions, () => undefined, signal);
		return sums;
	}
	const { blocks, count, atOnce } = division;
	const parts = { source: partsOf(blocks.source, count), target: partsOf(blocks.target, count) };
	const addPart = (on: Sided<Session>, part: number, until: AbortSignal) => add(on, side => parts[side][part], until);
	if (idle && atOnce > 1) {
		for await (const _ of partsAtOnce(sessions, division, addPart, signal, idle)) yield read();
		return sums;
	}
	for (let i = 0; i < count; i++) {
		const digits = await addPart(sessions, i, signal);
		if (i === count - 1) break;
		yield read();
		// Where rows do not lie in the order of the key, each part sends most buckets again.
		if (digits * count < 4 * (buckets + count) * digitsOfBucket) continue;
		await add(sessions, side => joinedParts(blocks[side], count, i + 1), signal);
		break;
	}
	return sums;
}

/** Each connection takes the next part. What a lost one had in hand is done by our own, which is the one whose loss ends the check. */
async function* partsAtOnce(
	sessions: Sided<Session>,
	{ count, atOnce }: Division,
	addPart: (on: Sided<Session>, part: number, signal: AbortSignal) => Promise<unknown>,
	signal: AbortSignal,
	idle: IdleConnections,
): AsyncGenerator<void> {
	const stop = linkedStop(signal);
	const waiting = [...Array(count).keys()];
	const work = async function* (on: Sided<Session>): AsyncGenerator<void> {
		for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
			try {
				await addPart(on, part, stop.signal);
			} catch (error) {
				if (on === sessions || !isLost(error)) throw error;
				waiting.push(part);
				return;
			}
			yield;
		}
	};
	const helpers = await idle.open(atOnce - 1, stop.signal);
	try {
		yield* merged([sessions, ...helpers].map(work), () => stop.abort());
		yield* work(sessions);
	} finally {
		stop.unlink();
		await idle.close(helpers);
	}
}

function isLost(error: unknown): boolean {
	const failure = error instanceof StatementFailure ? error.failure : error;
	return failure instanceof DatabaseFailure && failure.kind === 'lost';
}

/** Sixteen bytes in base64. */
const digitsOfBucket = 22;

function digitsIn(rows: readonly TextRow[]): number {
	return rows.reduce((sum, [packed]) => sum + (packed?.length ?? 0), 0);
}
