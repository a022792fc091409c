/** When narrowing pays, and how fine it is. */

export interface NarrowingLimits {
	/** Relations of fewer rows, by the planner's estimate, are read as they are: that takes fewer round trips. */
	readonly fromRows: number;
	/** When a larger share of the rows seems to differ, all of them are read. */
	readonly mostShare: number;
	/** Rows of one bucket at most: more would have to be looked through for one that differs. */
	readonly bucketRows: number;
	/** Rows after which one hears how far it is: a table that is read in parts takes a tenth longer, so parts of some 20 seconds. */
	readonly partRows: number;
}

export const defaultLimits: NarrowingLimits = { fromRows: 5_000, mostShare: 0.05, bucketRows: 512, partRows: 10_000_000 };

/** Fewer buckets may all have fallen into gaps. */
const fewestTelling = 8;

/** Rows that are looked at to see how many differ. */
const sampleRows = 10_000;
/** Of one bucket of such a sample: few enough that its buckets lie all over the keys. */
export const sampleBucketRows = 128;
/** Keys that no index finds are found by reading all rows again, so that small buckets are worth their traffic. */
const hashBucketRows = 64;
/** Where rows are found by their places, fewer buckets cost less: adding to one of very many is what takes the server longest. */
const placedBucketRows = 256;
const mostPlacedBuckets = 2 ** 14;
/** When the rows of differing buckets are more, finer buckets leave out most of them. */
export const mostRowsToLookThrough = 2_000_000;
const fewestBucketRows = 16;

/**
 * How many buckets of `sampleBucketRows` to look at, of a relation of so many rows. To find rows by an index takes several times as long as to
 * read them as they lie, so a four-hundredth of them costs a hundredth of the pass.
 */
export function sampleSize(rows: number, buckets: number): number {
	const few = Math.max(fewestTelling, rows / 400 / sampleBucketRows);
	return Math.ceil(Math.min(buckets / 10, sampleRows / sampleBucketRows, rows / 100 / sampleBucketRows, few));
}

/**
 * Rows of a bucket when so many of so many rows differ, wherever they are. Fewer make more sums to send, more make more rows to look
 * through: the least of both is at one over the square root of the share. What a sample met by chance may be far too many, and of a large table
 * the sums alone are megabytes, so that half of it is believed.
 */
export function bucketRowsFor(differing: number, looked: number, { bucketRows }: NarrowingLimits): number {
	if (looked === 0) return Math.min(bucketRows, sampleBucketRows);
	return Math.min(bucketRows, Math.max(fewestBucketRows, 1 / Math.sqrt((differing / 2 + 0.1) / looked)));
}

/** Of the rows that a sample should meet: when it meets fewer, the others stand close together. */
const leastMet = 1 / 8;
/**
 * Whether most rows lie between the buckets of a sample, `sampled` of `buckets`: in few buckets then, which would all be hashed again when
 * they differ. A server that takes a relation for far larger than it is makes it look so, too.
 */
export function isCrowded(looked: number, sampled: number, buckets: number, rows: number): boolean {
	return sampled >= fewestTelling && looked < (leastMet * rows * sampled) / buckets;
}

/** How many buckets by hash are wanted for so many rows. `isPlaced`: see `HashScheme`. */
export function hashedBuckets(rows: number, isPlaced: boolean, { bucketRows }: NarrowingLimits): number {
	if (!isPlaced) return rows / Math.min(bucketRows, hashBucketRows);
	return Math.min(rows / Math.min(bucketRows, placedBucketRows), mostPlacedBuckets);
}

/** How many rows seem to differ when `differing` of `buckets` do and differences fall anywhere, as a share of `rows`. */
export function differingShare(differing: number, buckets: number, rows: number): number {
	if (differing === 0) return 0;
	const estimate = differing >= buckets ? buckets * Math.log(2 * buckets) : -buckets * Math.log(1 - differing / buckets);
	return Math.min(1, estimate / Math.max(1, rows));
}
