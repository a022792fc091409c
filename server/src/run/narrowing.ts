/**
 * Finds out which rows of a relation have to be compared one by one, without fetching the others: both servers add up hashes of their rows
 * by bucket, and only buckets whose sums differ are looked into. Answers "everything" when that would not pay.
 */

import type { RowsRead } from '../core/reconcile/compareRows';
import type { Buckets } from '../core/reconcile/narrow/buckets';
import { addPacked, countRows, differingBuckets, emptyBuckets, KEYLESS, rowsIn, sumDifference } from '../core/reconcile/narrow/buckets';
import { differingKeys } from '../core/reconcile/narrow/differingKeys';
import { formNote, likelyForm, md5Form, probeText } from '../core/reconcile/narrow/hashForm';
import { integerKey, probeSql, smallIntegers } from '../core/reconcile/narrow/hashing';
import type { KeyList } from '../core/reconcile/narrow/keyList';
import { keyList } from '../core/reconcile/narrow/keyList';
import type { KeyScheme, Narrowing } from '../core/reconcile/narrow/keyScheme';
import { hashScheme, rangeScheme } from '../core/reconcile/narrow/keyScheme';
import type { NarrowingLimits } from '../core/reconcile/narrow/limits';
import { differingShare, hashBucketRows } from '../core/reconcile/narrow/limits';
import type { Selection } from '../core/reconcile/narrow/queries';
import {
	bucketSql,
	duplicatesSql,
	estimateSql,
	extentSql,
	rangeEstimateSql,
	readEstimate,
	rowHashesSql,
} from '../core/reconcile/narrow/queries';
import type { ComparedRelation } from '../core/reconcile/relation';
import { rowCursor } from '../core/reconcile/rowCursor';
import type { SqlText } from '../core/sql/composed';
import type { Session } from '../engines/engine';
import type { Sided } from './sides';
import { askBoth, describeBoth, streamRows } from './sides';
import { linkedStop } from './stop';

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
/** So few rows are fetched whole rather than looked for first. */
const fewRows = 20_000;

/** Undefined: everything has to be compared row by row. */
export async function narrowDown(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	limits: NarrowingLimits,
	signal: AbortSignal,
): Promise<Narrowed | undefined> {
	const estimates = await estimateBoth(sessions, side => estimateSql(relation, side), signal);
	const expected = Math.max(estimates.source.rows, estimates.target.rows);
	if (expected < limits.fromRows) return undefined;
	const { narrowing, note } = await prepare(sessions, relation, expected, limits, signal);
	const answers = await bothSides(sessions, side => bucketSql(narrowing, side), signal);
	const [source, target] = [answers.source, answers.target].map(packed => {
		const buckets = emptyBuckets(narrowing.scheme.buckets);
		addPacked(buckets, packed);
		return buckets;
	}) as [Buckets, Buckets];
	const counts = { source: countRows(source), target: countRows(target) };
	const rows = Math.max(counts.source.compared, counts.target.compared);
	const differing = differingBuckets(source, target);
	if (differingShare(differing.length, narrowing.scheme.buckets, rows) > limits.mostShare) return undefined;
	const isIndexed = await canUseIndex(sessions, narrowing, estimates, signal);
	const duplicates = await duplicateKeys(sessions, narrowing, signal);
	const selections: Selection[] = counts.source.rejected > 0 ? [{ kind: 'rejected' }] : [];
	if (differing.includes(KEYLESS) || duplicates.hasKeyless) selections.push({ kind: 'keyless' });
	const inside = differing.filter(bucket => bucket !== KEYLESS);
	const { keys } = duplicates;
	if (!isIndexed && keys.length === 0 && Math.max(rowsIn(source, inside), rowsIn(target, inside)) <= fewRows) {
		if (inside.length > 0) selections.push({ kind: 'buckets', buckets: inside });
	} else {
		if (inside.length > 0) await findKeys(sessions, narrowing, { source, target }, inside, isIndexed, keys, signal);
		if (keys.length > limits.mostShare * rows && keys.length > fewRows) return undefined;
		for (const batch of keys.batches(isIndexed ? keysOfBatch : Number.POSITIVE_INFINITY)) selections.push({ kind: 'keys', keys: batch });
	}
	const compared = { source: counts.source.compared, target: counts.target.compared };
	return { narrowing, compared, selections, ...(note === undefined ? {} : { note }) };
}

type BySide = (side: keyof Sided<Session>) => SqlText;

function bothSides(sessions: Sided<Session>, sqlOf: BySide, signal: AbortSignal) {
	return askBoth(
		sessions,
		{ source: { side: 'source', sql: sqlOf('source') }, target: { side: 'target', sql: sqlOf('target') } } as const,
		signal,
	);
}

interface Estimate {
	readonly rows: number;
	readonly cost: number;
}

async function estimateBoth(sessions: Sided<Session>, sqlOf: BySide, signal: AbortSignal): Promise<Sided<Estimate>> {
	const { source, target } = await bothSides(sessions, sqlOf, signal);
	return { source: readEstimate(source[0]?.[0] ?? ''), target: readEstimate(target[0]?.[0] ?? '') };
}

/** How the rows are hashed and put into buckets. */
async function prepare(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	expected: number,
	limits: NarrowingLimits,
	signal: AbortSignal,
): Promise<{ readonly narrowing: Narrowing; readonly note?: string }> {
	const { source, target } = { source: sessions.source.info, target: sessions.target.info };
	const described = await describeBoth(sessions, relation, signal);
	const small = smallIntegers(described.source, described.target);
	const likely = likelyForm(source, target);
	const probe = probeSql(relation, { form: likely, small }, probeText(source, target));
	const answers = await bothSides(sessions, () => probe, signal);
	const form = answers.source[0]?.[0] === answers.target[0]?.[0] ? likely : md5Form;
	const note = formNote(form, source, target);
	const scheme = await chooseScheme(sessions, relation, expected, limits, signal);
	return { narrowing: { relation, hashing: { form, small }, scheme }, ...(note === undefined ? {} : { note }) };
}

async function chooseScheme(
	sessions: Sided<Session>,
	relation: ComparedRelation,
	expected: number,
	limits: NarrowingLimits,
	signal: AbortSignal,
): Promise<KeyScheme> {
	const byHash = () => hashScheme(expected / Math.min(hashBucketRows, limits.bucketRows));
	const key = integerKey(relation);
	if (!key) return byHash();
	const { source, target } = await bothSides(sessions, side => extentSql(relation, side, key.name), signal);
	const ends = [...source, ...target].flatMap(row => row.flatMap(text => (text === null ? [] : [BigInt(text)])));
	const [first = 0n] = ends;
	const smallest = ends.reduce((least, end) => (end < least ? end : least), first);
	const largest = ends.reduce((most, end) => (end > most ? end : most), first);
	return rangeScheme(key.name, smallest, largest, expected / limits.bucketRows) ?? byHash();
}

/** Whether both servers find the rows of a range of keys without reading all of them. */
async function canUseIndex(sessions: Sided<Session>, narrowing: Narrowing, all: Sided<Estimate>, signal: AbortSignal): Promise<boolean> {
	const { scheme } = narrowing;
	if (scheme.kind === 'hash') return false;
	const ranges = await estimateBoth(sessions, side => rangeEstimateSql(narrowing, scheme, side), signal);
	const isCheap = (side: keyof Sided<Session>) => ranges[side].cost * 10 < all[side].cost;
	return isCheap('source') && isCheap('target');
}

/** Keys that stand for several rows on both sides may have equal sums there, and are to be told all the same. */
async function duplicateKeys(
	sessions: Sided<Session>,
	narrowing: Narrowing,
	signal: AbortSignal,
): Promise<{ readonly keys: KeyList; readonly hasKeyless: boolean }> {
	const keys = keyList();
	if (!narrowing.relation.hasKey || narrowing.relation.targetKeyIsUnique) return { keys, hasKeyless: false };
	const { found } = await askBoth(sessions, { found: { side: 'target', sql: duplicatesSql(narrowing) } } as const, signal);
	keys.add(found.flatMap(([key]) => (key === null || key === undefined ? [] : [BigInt(key)])));
	return { keys, hasKeyless: found.some(([key]) => key === null) };
}

async function findKeys(
	sessions: Sided<Session>,
	narrowing: Narrowing,
	sums: Sided<Buckets>,
	differing: readonly number[],
	byIndex: boolean,
	keys: KeyList,
	signal: AbortSignal,
): Promise<void> {
	const stop = linkedStop(signal);
	const open = (side: keyof Sided<Session>) =>
		rowCursor(streamRows(sessions[side], rowHashesSql(narrowing, side, differing, byIndex), stop.signal));
	const [source, target] = [open('source'), open('target')];
	try {
		await Promise.all([source.advance(), target.advance()]);
		for (const bucket of differing) {
			const [sourceRows, targetRows] = [source, target].map(({ row }) => (Number(row?.[0]) === bucket ? (row?.[1] ?? null) : null));
			keys.add(differingKeys(sourceRows ?? null, targetRows ?? null, sumDifference(sums.source, sums.target, bucket)));
			for (const cursor of [source, target]) if (Number(cursor.row?.[0]) === bucket) await cursor.advance();
		}
	} finally {
		// When one side fails, nobody waits for the other.
		stop.abort();
		stop.unlink();
		source.close();
		target.close();
	}
}
