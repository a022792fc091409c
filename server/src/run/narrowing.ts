/**
 * Finds out which rows of a relation have to be compared one by one, without fetching the others: both servers add up hashes of their rows
 * by bucket, and only buckets whose sums differ are looked into. Says nothing when that would not pay: then all rows are to be compared.
 */

import type { RowsRead } from '../core/reconcile/compareRows';
import type { Buckets } from '../core/reconcile/narrow/buckets';
import { countRows, differingBuckets, KEYLESS, rowsIn, sumDifference } from '../core/reconcile/narrow/buckets';
import { type KeyList, keyList } from '../core/reconcile/narrow/keyList';
import type { KeyScheme, Narrowing, RangeScheme } from '../core/reconcile/narrow/keyScheme';
import { MOST_BUCKETS, rangeOf, rangeScheme } from '../core/reconcile/narrow/keyScheme';
import type { NarrowingLimits } from '../core/reconcile/narrow/limits';
import { differingShare, mostRowsToLookThrough } from '../core/reconcile/narrow/limits';
import type { Reading, Selection } from '../core/reconcile/narrow/queries';
import { duplicatesSql } from '../core/reconcile/narrow/queries';
import type { ComparedRelation } from '../core/reconcile/relation';
import type { Session } from '../engines/engine';
import { sumBuckets } from './bucketSums';
import { findKeys } from './differingRows';
import type { IdleConnections } from './idleConnections';
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
	idle?: IdleConnections,
): AsyncGenerator<RowsRead, Narrowed | undefined> {
	const prepared = await prepareNarrowing(sessions, relation, limits, signal, 1 + (idle?.count() ?? 0));
	if (!prepared) return undefined;
	const { division, note } = prepared;
	const first = yield* sumBuckets(sessions, prepared.narrowing, division, signal, idle);
	const counts = { source: countRows(first.source), target: countRows(first.target) };
	const rows = Math.max(counts.source.compared, counts.target.compared);
	const { narrowing, sums, differing } = await finer(sessions, prepared.narrowing, first, signal);
	const { scheme } = narrowing;
	if (differingShare(differing.length, scheme.buckets, rows) > limits.mostShare) return undefined;
	const found = foundRows();
	const { keys } = found;
	const mostKeys = Math.max(fewRows, limits.mostShare * rows);
	const hasKeylessDuplicates = await addDuplicates(sessions, narrowing, mostKeys, keys, signal);
	if (keys.length > mostKeys) return undefined;
	const hasDuplicates = keys.length > 0;
	const selections: Selection[] = counts.source.rejected > 0 ? [{ kind: 'rejected' }] : [];
	if (hasKeylessDuplicates || differing.includes(KEYLESS)) selections.push({ kind: 'keyless' });
	const inside = differing.filter(bucket => bucket !== KEYLESS);
	const isPlaced = scheme.kind === 'hash' && scheme.isPlaced;
	if (scheme.kind === 'hash' && !isPlaced && !hasDuplicates && mostRowsIn(sums, inside) <= fewRows) {
		if (inside.length > 0) selections.push({ kind: 'buckets', buckets: inside });
	} else {
		const large = scheme.kind === 'hash' ? inside.filter(bucket => mostRowsIn(sums, [bucket]) > mostHeldRows) : [];
		if (large.length > 0) selections.push({ kind: 'buckets', buckets: large });
		const small = inside.filter(bucket => !large.includes(bucket));
		await addKeys(sessions, narrowing, sums, small, found, signal);
		if (keys.length > mostKeys) return undefined;
		// Where the rows of duplicates lie is not known.
		const places = isPlaced && !hasDuplicates ? { places: placesOf(found) } : {};
		for (const batch of keys.batches(scheme.kind === 'range' ? keysOfBatch : keys.length))
			selections.push({ kind: 'keys', keys: batch, outside: large, ...places });
	}
	const compared = { source: counts.source.compared, target: counts.target.compared };
	return { narrowing, compared, selections, ...(note === undefined ? {} : { note }) };
}

/** What has to be compared, and on which places of each side it lies where that is told. */
interface FoundRows extends Sided<KeyList> {
	readonly keys: KeyList;
}

function foundRows(): FoundRows {
	return { keys: keyList(), source: keyList(), target: keyList() };
}

function placesOf({ source, target }: FoundRows): Sided<readonly bigint[]> {
	const all = (list: KeyList) => [...list.batches(Math.max(1, list.length))].flat();
	return { source: all(source), target: all(target) };
}

/** Buckets whose sums differ. When nearly all rows are in such, they are made much smaller, which costs less than to send what all rows are. */
async function finer(
	sessions: Sided<Session>,
	narrowing: Narrowing,
	sums: Sided<Buckets>,
	signal: AbortSignal,
): Promise<{ readonly narrowing: Narrowing; readonly sums: Sided<Buckets>; readonly differing: readonly number[] }> {
	const { scheme } = narrowing;
	const differing = differingBuckets(sums.source, sums.target);
	if (scheme.kind === 'range' || scheme.buckets === MOST_BUCKETS || mostRowsIn(sums, differing) <= mostRowsToLookThrough)
		return { narrowing, sums, differing };
	const fine: Narrowing = { ...narrowing, scheme: { ...scheme, buckets: MOST_BUCKETS } };
	const fineSums = await sumsAtOnce(sessions, fine, signal);
	return { narrowing: fine, sums: fineSums, differing: differingBuckets(fineSums.source, fineSums.target) };
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
	keys: KeyList,
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
	found: FoundRows,
	signal: AbortSignal,
): Promise<void> {
	const { scheme } = narrowing;
	const usual = mostRowsIn(sums, [...Array(scheme.buckets).keys()]) / scheme.buckets;
	const isLarge = (bucket: number) => scheme.kind === 'range' && mostRowsIn(sums, [bucket]) > Math.max(oversize * usual, fewRows);
	const small = differing.filter(bucket => !isLarge(bucket));
	if (small.length > 0) {
		await findKeys(sessions, narrowing, small, readingOf(narrowing, sums, small), signal, ({ bucket, find }) => {
			const { keys, places } = find(sumDifference(sums.source, sums.target, bucket));
			found.keys.add(keys);
			found.source.add(places.source);
			found.target.add(places.target);
		});
	}
	for (const bucket of differing.filter(isLarge)) {
		const part =
			scheme.kind === 'range' && (await divided(sessions, narrowing, scheme, bucket, mostRowsIn(sums, [bucket]) / usual, signal));
		if (!part) found.keys.add([rangeOf(scheme as RangeScheme, bucket).first]);
		else {
			const inside: Narrowing = { ...narrowing, scheme: part };
			const partSums = await sumsAtOnce(sessions, inside, signal);
			await addKeys(sessions, inside, partSums, differingBuckets(partSums.source, partSums.target), found, signal);
		}
	}
}

/** When so many rows are to be looked at, finding them one after another takes longer than reading the table as it lies. */
function readingOf({ scheme, hashing }: Narrowing, sums: Sided<Buckets>, buckets: readonly number[]): Reading {
	const isMuch = mostRowsIn(sums, buckets) > mostRowsIn(sums, [...Array(scheme.buckets).keys()]) / 10;
	if (scheme.kind === 'hash') return scheme.isPlaced && !isMuch ? 'places' : 'all';
	// Before PostgreSQL 14 every row is held against each bucket of a list in turn.
	return !scheme.isPart && hashing.form.kind === 'native' && isMuch ? 'all' : 'ranges';
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
