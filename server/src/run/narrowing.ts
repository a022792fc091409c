/**
 * Finds out which rows of a relation have to be compared one by one, without fetching the others: both servers add up hashes of their rows
 * by bucket, and only buckets whose sums differ are looked into. Says nothing when that would not pay: then all rows are to be compared.
 */

import type { RowsRead } from '../core/reconcile/compareRows';
import type { Buckets } from '../core/reconcile/narrow/buckets';
import { countRows, differingBuckets, KEYLESS, rowsIn, sumDifference } from '../core/reconcile/narrow/buckets';
import { keyList } from '../core/reconcile/narrow/keyList';
import type { KeyScheme, Narrowing, RangeScheme } from '../core/reconcile/narrow/keyScheme';
import { rangeOf, rangeScheme } from '../core/reconcile/narrow/keyScheme';
import type { NarrowingLimits } from '../core/reconcile/narrow/limits';
import { differingShare } from '../core/reconcile/narrow/limits';
import type { Selection } from '../core/reconcile/narrow/queries';
import { duplicatesSql } from '../core/reconcile/narrow/queries';
import type { ComparedRelation } from '../core/reconcile/relation';
import type { Session } from '../engines/engine';
import { sumBuckets } from './bucketSums';
import { findKeys } from './differingRows';
import { extentOf, prepareNarrowing } from './prepareNarrowing';
import type { Sided } from './sides';
import { askBoth } from './sides';

export interface Narrowed {
	readonly narrowing: Narrowing;
	/** Rows of both sides, rejected ones left out. */
	readonly compared: RowsRead;
	/** What has to be compared row by row: nothing else differs. */
	readonly selections: readonly Selection[];
	/** What the reader should know, as a sentence. */
	readonly note?: string;
}

/** Keys that are fetched by one statement when an index finds them. */
const keysOfBatch = 5_000;
/** Rows of a bucket that are held at once: a key may stand for any number of them. */
const mostHeldRows = 100_000;
/** So few rows are fetched whole rather than looked for first. */
const fewRows = 20_000;
/** A bucket of so many times the usual rows is looked into by a pass of its own: keys need not lie evenly. */
const oversize = 32;

/** Yields how many rows were read; undefined: everything has to be compared row by row. */
export async function* narrowDown(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	limits: NarrowingLimits,
	signal: AbortSignal,
): AsyncGenerator<RowsRead, Narrowed | undefined> {
	const prepared = await prepareNarrowing(sessions, relation, limits, signal);
	if (!prepared) return undefined;
	const { narrowing, division, note } = prepared;
	const { scheme } = narrowing;
	const sums = yield* sumBuckets(sessions, narrowing, division, signal);
	const counts = { source: countRows(sums.source), target: countRows(sums.target) };
	const rows = Math.max(counts.source.compared, counts.target.compared);
	const differing = differingBuckets(sums.source, sums.target);
	if (differingShare(differing.length, scheme.buckets, rows) > limits.mostShare) return undefined;
	const keys = keyList();
	const mostKeys = Math.max(fewRows, limits.mostShare * rows);
	const hasKeylessDuplicates = await addDuplicates(sessions, narrowing, mostKeys, keys, signal);
	if (keys.length > mostKeys) return undefined;
	const selections: Selection[] = counts.source.rejected > 0 ? [{ kind: 'rejected' }] : [];
	if (hasKeylessDuplicates || differing.includes(KEYLESS)) selections.push({ kind: 'keyless' });
	const inside = differing.filter(bucket => bucket !== KEYLESS);
	if (scheme.kind === 'hash' && keys.length === 0 && mostRowsIn(sums, inside) <= fewRows) {
		if (inside.length > 0) selections.push({ kind: 'buckets', buckets: inside });
	} else {
		const large = scheme.kind === 'hash' ? inside.filter(bucket => mostRowsIn(sums, [bucket]) > mostHeldRows) : [];
		if (large.length > 0) selections.push({ kind: 'buckets', buckets: large });
		const small = inside.filter(bucket => !large.includes(bucket));
		await addKeys(sessions, narrowing, sums, small, keys, signal);
		if (keys.length > mostKeys) return undefined;
		for (const batch of keys.batches(scheme.kind === 'range' ? keysOfBatch : keys.length))
			selections.push({ kind: 'keys', keys: batch, outside: large });
	}
	const compared = { source: counts.source.compared, target: counts.target.compared };
	return { narrowing, compared, selections, ...(note === undefined ? {} : { note }) };
}

async function sumsAtOnce(sessions: Sided<Session>, narrowing: Narrowing, signal: AbortSignal): Promise<Sided<Buckets>> {
	const { value } = await sumBuckets(sessions, narrowing, undefined, signal).next();
	return value as Sided<Buckets>;
}

function mostRowsIn({ source, target }: Sided<Buckets>, buckets: readonly number[]): number {
	return Math.max(rowsIn(source, buckets), rowsIn(target, buckets));
}

/** Keys that stand for several rows on both sides may have equal sums there, and are to be told all the same. Whether NULL is one. */
async function addDuplicates(
	sessions: Sided<Session>,
	narrowing: Narrowing,
	most: number,
	keys: ReturnType<typeof keyList>,
	signal: AbortSignal,
): Promise<boolean> {
	if (!narrowing.relation.hasKey || narrowing.relation.targetKeyIsUnique) return false;
	const { found } = await askBoth(sessions, { found: { side: 'target', sql: duplicatesSql(narrowing, most + 2) } } as const, signal);
	keys.add(found.flatMap(([key]) => (key === null || key === undefined ? [] : [BigInt(key)])));
	return found.some(([key]) => key === null);
}

/** Looks into buckets whose sums differ. Large ones, which keys that lie unevenly make, are divided again. */
async function addKeys(
	sessions: Sided<Session>,
	narrowing: Narrowing,
	sums: Sided<Buckets>,
	differing: readonly number[],
	keys: ReturnType<typeof keyList>,
	signal: AbortSignal,
): Promise<void> {
	const { scheme } = narrowing;
	const usual = mostRowsIn(sums, [...Array(scheme.buckets).keys()]) / scheme.buckets;
	const isLarge = (bucket: number) => scheme.kind === 'range' && mostRowsIn(sums, [bucket]) > Math.max(oversize * usual, fewRows);
	const small = differing.filter(bucket => !isLarge(bucket));
	if (small.length > 0) {
		const reading = scheme.kind === 'range' && !paysToReadAll(narrowing, sums, small) ? 'ranges' : 'all';
		await findKeys(sessions, narrowing, small, reading, signal, ({ bucket, find }) =>
			keys.add(find(sumDifference(sums.source, sums.target, bucket))),
		);
	}
	for (const bucket of differing.filter(isLarge)) {
		const part =
			scheme.kind === 'range' && (await divided(sessions, narrowing, scheme, bucket, mostRowsIn(sums, [bucket]) / usual, signal));
		if (!part) keys.add([rangeOf(scheme as RangeScheme, bucket).first]);
		else {
			const inside: Narrowing = { ...narrowing, scheme: part };
			const partSums = await sumsAtOnce(sessions, inside, signal);
			await addKeys(sessions, inside, partSums, differingBuckets(partSums.source, partSums.target), keys, signal);
		}
	}
}

/** When so many rows are to be looked at, finding them one bucket after another takes longer than reading the table as it lies. */
function paysToReadAll({ scheme, hashing }: Narrowing, sums: Sided<Buckets>, buckets: readonly number[]): boolean {
	const isWhole = scheme.kind === 'range' && !scheme.isPart;
	const all = mostRowsIn(sums, [...Array(scheme.buckets).keys()]);
	// Before PostgreSQL 14 every row is held against each bucket of a list in turn.
	return isWhole && hashing.form.kind === 'native' && mostRowsIn(sums, buckets) > all / 10;
}

/** The keys of one bucket in buckets; undefined when it is one key that stands for all its rows. */
async function divided(
	sessions: Sided<Session>,
	{ relation }: Narrowing,
	scheme: RangeScheme,
	bucket: number,
	wanted: number,
	signal: AbortSignal,
): Promise<KeyScheme | undefined> {
	const extent = await extentOf(sessions, relation, scheme.column, signal, rangeOf(scheme, bucket));
	return extent && extent.first < extent.last ? rangeScheme(scheme.column, extent, wanted, true) : undefined;
}
