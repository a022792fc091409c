/** Asks both servers how a relation is best narrowed down: how many rows there are, how to hash them, where its keys lie, how many differ. */

import type { Hashing } from '../core/reconcile/narrow/hashing';
import { hashedColumns, integerKey } from '../core/reconcile/narrow/hashing';
import type { HashScheme, KeyRange, Narrowing } from '../core/reconcile/narrow/keyScheme';
import { bucketCandidates, hashScheme, leastDistinct, rangeScheme } from '../core/reconcile/narrow/keyScheme';
import type { NarrowingLimits } from '../core/reconcile/narrow/limits';
import { bucketRowsFor, hashedBuckets, isCrowded, sampleBucketRows, sampleSize } from '../core/reconcile/narrow/limits';
import { placePlanSql, tablesInParts } from '../core/reconcile/narrow/parts';
import { areStored, distinctValues, findsRanges, topNode } from '../core/reconcile/narrow/planNodes';
import { distinctSql, estimateSql, explained, extentSql, rowHashesSql } from '../core/reconcile/narrow/queries';
import type { ComparedRelation, RelationColumn } from '../core/reconcile/relation';
import { isIntegerType } from '../core/sql/dialects/canonicalText';
import type { Session } from '../engines/engine';
import type { Division } from './bucketSums';
import { divisionOf, partsWanted } from './bucketSums';
import { chooseHashing } from './chooseHashing';
import { findKeys } from './differingRows';
import type { Sided } from './sides';
import { bothSides } from './sides';

export interface Prepared {
	readonly narrowing: Narrowing;
	/** How the buckets are summed up, when not in one go. */
	readonly division?: Division;
	/** What the reader should know, as a sentence. */
	readonly note?: string;
}

/** `connections`: of each side, ours among them. Undefined: narrowing does not pay. */
export async function prepareNarrowing(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	limits: NarrowingLimits,
	signal: AbortSignal,
	connections = 1,
): Promise<Prepared | undefined> {
	const plans = await bothSides(sessions, side => estimateSql(relation, side), signal);
	const [source, target] = [topNode(plans.source[0]?.[0] ?? ''), topNode(plans.target[0]?.[0] ?? '')];
	const rows = Math.max(source['Plan Rows'], target['Plan Rows']);
	if (rows < limits.fromRows) return undefined;
	const { hashing, note, hasPlaces } = await chooseHashing(sessions, relation, signal);
	const noted = note === undefined ? {} : { note };
	const ranges = await rangesOf(sessions, relation, hashing, rows, signal);
	const costs = { source: source['Total Cost'], target: target['Total Cost'] };
	const divided = async (narrowing: Narrowing): Promise<Prepared> => {
		const wanted = partsWanted(rows, limits.partRows, connections, narrowing.scheme.kind === 'hash');
		const division = hasPlaces ? await divisionOf(sessions, narrowing, wanted, costs, signal) : undefined;
		return { narrowing, ...noted, ...(division ? { division } : {}) };
	};
	const hashed = async () => {
		const found = hasPlaces ? await lookForPlaces(sessions, relation, costs, signal) : { isPlaced: false, isStored: false };
		const by = await columnsForBuckets(sessions, relation, hashing, rows, signal);
		return await divided({ relation, hashing, scheme: hashScheme(hashedBuckets(rows, found.isPlaced, limits), { by, ...found }) });
	};
	if (!ranges) return await hashed();
	const { differing, looked } = await sample(sessions, ranges.narrowing, ranges.buckets, signal);
	if (isCrowded(looked, ranges.buckets.length, ranges.narrowing.scheme.buckets, rows)) return await hashed();
	if (differing > limits.mostShare * looked) return undefined;
	const scheme = rangeScheme(ranges.column, ranges.extent, rows / bucketRowsFor(differing, looked, limits));
	return await divided({ ...ranges.narrowing, scheme: scheme ?? ranges.narrowing.scheme });
}

/** Whether both servers read rows at given places, and nothing else for them; and whether the keys of such rows are stored as they are. */
async function lookForPlaces(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	costs: Sided<number>,
	signal: AbortSignal,
): Promise<Pick<HashScheme, 'isPlaced' | 'isStored'>> {
	const plans = await bothSides(sessions, side => placePlanSql(relation, side), signal);
	const [source, target] = [plans.source[0]?.[0] ?? '', plans.target[0]?.[0] ?? ''];
	const isPlaced =
		tablesInParts(source, costs.source, relation.members.length, 'Tid Scan') !== undefined &&
		tablesInParts(target, costs.target, 1, 'Tid Scan') !== undefined;
	const keys = hashedColumns(relation).key.length;
	return { isPlaced, isStored: isPlaced && areStored(source, keys) && areStored(target, keys) };
}

/** See `HashScheme.by`. Undefined: the hash of the key is as good as anything. */
async function columnsForBuckets(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	hashing: Hashing,
	rows: number,
	signal: AbortSignal,
): Promise<readonly RelationColumn[] | undefined> {
	if (hashing.form.kind !== 'native') return undefined;
	const { key } = hashedColumns(relation);
	if (relation.hasKey) return key.length > 0 && key.every(({ type }) => isIntegerType(type)) ? key : undefined;
	const candidates = bucketCandidates(key);
	if (candidates.length === 0) return undefined;
	const names = candidates.map(({ name }) => name);
	const plans = await bothSides(sessions, side => distinctSql(relation, side, names), signal);
	const [source, target] = [distinctValues(plans.source[0]?.[0] ?? ''), distinctValues(plans.target[0]?.[0] ?? '')];
	const found = candidates.find((_, i) => Math.min(source[i] ?? 0, target[i] ?? 0) >= rows * leastDistinct);
	return found && [found];
}

interface Ranges {
	readonly column: string;
	readonly extent: KeyRange;
	/** With buckets for a sample. */
	readonly narrowing: Narrowing;
	/** Those to look at. */
	readonly buckets: readonly number[];
}

/** Undefined when the keys are no integers, or a server has no index to find ranges of them. */
async function rangesOf(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	hashing: Hashing,
	rows: number,
	signal: AbortSignal,
): Promise<Ranges | undefined> {
	const column = integerKey(relation)?.name;
	if (column === undefined) return undefined;
	const anywhere = rangeScheme(column, { first: 0n, last: 1n }, 1);
	if (!anywhere || !(await canFindRanges(sessions, { relation, hashing, scheme: anywhere }, signal))) return undefined;
	const extent = await extentOf(sessions, relation, column, signal);
	const scheme = extent && rangeScheme(column, extent, rows / sampleBucketRows);
	if (!extent || !scheme) return undefined;
	const size = sampleSize(rows, scheme.buckets);
	const buckets = Array.from({ length: size }, (_, i) => Math.floor(((i + 0.5) * scheme.buckets) / size));
	return { column, extent, narrowing: { relation, hashing, scheme }, buckets };
}

async function canFindRanges(sessions: Sided<Session>, narrowing: Narrowing, signal: AbortSignal): Promise<boolean> {
	const plans = await bothSides(sessions, side => explained(rowHashesSql(narrowing, side, [0], 'ranges')), signal);
	return [plans.source, plans.target].every(plan => findsRanges(plan[0]?.[0] ?? ''));
}

/** The smallest and the largest key of both sides; undefined when there is none. */
export async function extentOf(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	column: string,
	signal: AbortSignal,
	part?: KeyRange,
): Promise<KeyRange | undefined> {
	const { source, target } = await bothSides(sessions, side => extentSql(relation, side, column, part), signal);
	const ends = [...source, ...target].flatMap(row => row.flatMap(text => (text === null ? [] : [BigInt(text)])));
	const [first] = ends;
	if (first === undefined) return undefined;
	return {
		first: ends.reduce((least, end) => (end < least ? end : least), first),
		last: ends.reduce((most, end) => (end > most ? end : most), first),
	};
}

/** How many rows of some buckets differ. */
async function sample(
	sessions: Sided<Session>,
	narrowing: Narrowing,
	buckets: readonly number[],
	signal: AbortSignal,
): Promise<{ readonly differing: number; readonly looked: number }> {
	let differing = 0;
	let looked = 0;
	await findKeys(sessions, narrowing, buckets, 'ranges', signal, ({ rows, find }) => {
		looked += rows;
		differing += find().keys.length;
	});
	return { differing, looked };
}
