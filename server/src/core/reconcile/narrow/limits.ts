/** When narrowing pays, and how fine it is. */

export interface NarrowingLimits {
	/** Relations of fewer rows, by the planner's estimate, are read as they are: that takes fewer round trips. */
	readonly fromRows: number;
	/** When a larger share of the rows seems to differ, all of them are read. */
	readonly mostShare: number;
	/** Of one bucket. Fewer find scattered differences with less traffic, more need less memory. */
	readonly bucketRows: number;
}

export const defaultLimits: NarrowingLimits = { fromRows: 5_000, mostShare: 0.05, bucketRows: 600 };

/** Keys that have no order to make ranges of are found by reading all of them again, so that small buckets are worth their traffic. */
export const hashBucketRows = 64;

/** How many rows seem to differ when `differing` of `buckets` do and differences fall anywhere, as a share of `rows`. */
export function differingShare(differing: number, buckets: number, rows: number): number {
	if (differing === 0) return 0;
	const estimate = differing >= buckets ? buckets * Math.log(2 * buckets) : -buckets * Math.log(1 - differing / buckets);
	return Math.min(1, estimate / Math.max(1, rows));
}
