/** Reads keys and hashes of the rows of some buckets from both sides, bucket by bucket, and hands each bucket on. */

import { type DifferingRows, differingKeys, type PackedRows, packedRows } from '../core/reconcile/narrow/differingKeys';
import type { Narrowing } from '../core/reconcile/narrow/keyScheme';
import { type Reading, rowHashesSql } from '../core/reconcile/narrow/queries';
import { rowCursor } from '../core/reconcile/rowCursor';
import type { Session } from '../engines/engine';
import type { Sided } from './sides';
import { streamRows } from './sides';
import { linkedStop } from './stop';

export interface FoundBucket {
	readonly bucket: number;
	/** On the side that has more. */
	readonly rows: number;
	/** What differs; see `differingKeys`. */
	find(difference?: bigint): DifferingRows;
}

/** `buckets` are in ascending order; `reading`: see `rowHashesSql`. */
export async function findKeys(
	sessions: Sided<Session>,
	narrowing: Narrowing,
	buckets: readonly number[],
	reading: Reading,
	signal: AbortSignal,
	onBucket: (found: FoundBucket) => void,
): Promise<void> {
	const stop = linkedStop(signal);
	const open = (side: keyof Sided<Session>) =>
		rowCursor(streamRows(sessions[side], rowHashesSql(narrowing, side, buckets, reading), stop.signal));
	const [source, target] = [open('source'), open('target')];
	const packOf = ({ row }: typeof source, bucket: number): PackedRows =>
		row && Number(row[0]) === bucket ? { rows: row[1] ?? null, places: row[2] ?? null } : { rows: null };
	const isMultiset = !narrowing.relation.hasKey;
	try {
		await Promise.all([source.advance(), target.advance()]);
		for (const bucket of buckets) {
			const [sourcePack, targetPack] = [packOf(source, bucket), packOf(target, bucket)];
			onBucket({
				bucket,
				rows: Math.max(packedRows(sourcePack.rows), packedRows(targetPack.rows)),
				find: difference => differingKeys(sourcePack, targetPack, { isMultiset, ...(difference === undefined ? {} : { difference }) }),
			});
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
