/**
 * Data fit: what the rows of a mapping would run into at their target, counted on the source before a row moves. These are the results, as
 * they are kept and told; places in the spec are parts of a mapping, so that they are found again in the spec as it is.
 */

/** What a row may run into. `left-out` rows are no fault, and only counted. */
export type FitKind =
	| 'null'
	| 'length'
	| 'range'
	| 'scale'
	| 'enum'
	| 'rejected'
	| 'map'
	| 'lookup'
	| 'check'
	| 'unique'
	| 'orphan'
	| 'not-joined'
	/** A written `otherwise` took its place: meant so, and a loss all the same. */
	| 'replaced'
	| 'left-out';

/** A part of a mapping that a finding is told at; see `spanAt`. */
export interface FitPlace {
	readonly part: 'value' | 'column' | 'map' | 'transform' | 'round' | 'cast' | 'null_to' | 'lookup' | 'key' | 'source' | 'rows' | 'target';
	readonly column?: string;
	/** Of a transform: its number from 0. Of `rows`: the number of the ignore. */
	readonly index?: number;
}

/** What was counted, whether rows were found or not: that there are none is worth as much. */
export interface FitFinding {
	readonly kind: FitKind;
	/** The rule in whose words it is told; absent for what is no fault. */
	readonly code?: string;
	readonly at: FitPlace;
	/** What it is about: `app.customers.name`, the name of a check or of a key. */
	readonly about: string;
	readonly rows: number;
	/** Rows that were looked at. */
	readonly of: number;
	/** A sentence for people, without keys and values. */
	readonly message: string;
	/** Of rows that are rejected: the code that the comparison of rows uses. */
	readonly reject?: string;
	/** Up to five of the rows: the key that each gets in the target, or has in the source. */
	readonly keys?: readonly FitKey[];
	/** The most frequent values among them. */
	readonly values?: readonly { readonly value: string; readonly rows: number }[];
}

export type FitKey = readonly { readonly name: string; readonly value: string | null }[];

export interface FitResult {
	readonly mapping: string;
	/** Of the mapping and the catalogs; see `identityOf`. */
	readonly identity: string;
	/** By the source's clock, ISO 8601. */
	readonly measuredAt: string;
	/** Of the source. */
	readonly connection: string;
	/** The sample as it was asked for. */
	readonly sample?: string;
	/** Rows that the mapping makes, the rejected ones among them. */
	readonly rows: number;
	readonly rejected: number;
	readonly findings: readonly FitFinding[];
	/** What could not be looked at, and why. */
	readonly skipped: readonly { readonly about: string; readonly reason: string }[];
	/** Why neither keys nor values are shown. */
	readonly masked?: string;
}

/** A mapping of which nothing is known. */
export interface FitNotRun {
	readonly mapping: string;
	readonly reason: string;
}

/** Most keys of a finding, and most values. */
export const MOST_SAMPLES = 5;
