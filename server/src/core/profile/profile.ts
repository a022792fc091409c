/** What a profile of a source table holds: counts and figures of each column as plain data. Knows neither SQL nor files. */

/** How much of the table was read. */
export type ReadRows =
	| { readonly kind: 'whole'; readonly rows: number }
	/** `ofRows`: the server's own estimate of the whole. */
	| { readonly kind: 'sample'; readonly rows: number; readonly ofRows?: number };

export interface TableProfile {
	readonly connection: string;
	/** `schema.table`. */
	readonly table: string;
	/** Of the catalog by which it was made. */
	readonly fingerprint: string;
	/** ISO 8601, by the server's clock. */
	readonly profiledAt: string;
	readonly elapsedMs: number;
	readonly read: ReadRows;
	/** The least number of rows that a value or a shape must stand in to be shown. */
	readonly atLeast: number;
	/** Whether frequent values were asked for. */
	readonly withValues: boolean;
	/** In the table's own order. */
	readonly columns: readonly ColumnProfile[];
}

export interface ColumnProfile {
	readonly name: string;
	/** As the catalog has it. */
	readonly type: string;
	readonly nulls: number;
	readonly distinct?: Distinct;
	/** As text. Not of texts, whose least and greatest are values of single rows, and not of masked columns. */
	readonly min?: string;
	readonly max?: string;
	/** Of numbers. */
	readonly average?: string;
	/** In characters; of `bytea` in bytes, of arrays in elements. */
	readonly length?: { readonly min: number; readonly average: number; readonly max: number };
	readonly text?: TextProfile;
	/** Of booleans. */
	readonly trueRows?: number;
	/** How numbers and times are spread. */
	readonly histogram?: Histogram;
	/** Shapes such as `AAA-999`, the most frequent first. */
	readonly shapes?: Frequencies;
	/** The most frequent first. */
	readonly values?: Frequencies;
	/** Set when a mapping that reads the table is marked personal or confidential: no value of it is kept. */
	readonly masked?: true;
	readonly orphans?: readonly OrphanCount[];
}

export type DistinctMethod =
	/** Every row was looked at. */
	| 'exact'
	/** A unique key says so. */
	| 'key'
	/** Reckoned from a sample. */
	| 'sample';

export interface Distinct {
	readonly count: number;
	readonly method: DistinctMethod;
}

export interface TextProfile {
	readonly empty: number;
	/** Rows that begin with a blank. */
	readonly leadingBlanks: number;
	/** Rows that end with one. */
	readonly trailingBlanks: number;
}

export interface Histogram {
	/** Of the finite values, as text. */
	readonly min: string;
	readonly max: string;
	/** Rows in each of as many equal steps from `min` to `max`. */
	readonly buckets: readonly number[];
	/** How many rows it is made of. */
	readonly rows: number;
}

export interface Frequencies {
	readonly items: readonly Frequency[];
	/** How many rows were counted. */
	readonly rows: number;
	/** Whether every row of the table was counted. */
	readonly isExact: boolean;
	/** Whether every value stands in `items`. */
	readonly isComplete: boolean;
}

export interface Frequency {
	readonly text: string;
	readonly rows: number;
}

/** Rows of a lookup that find no partner. */
export interface OrphanCount {
	readonly mapping: string;
	readonly targetColumn: string;
	/** The mapping that is looked up. */
	readonly lookup: string;
	readonly rows: number;
	readonly values: number;
}

/** The profile of a table of the source, by `schema.table`. */
export type ProfileOf = (table: string) => TableProfile | undefined;

export function columnProfile(profile: TableProfile | undefined, name: string): ColumnProfile | undefined {
	return profile?.columns.find(column => column.name === name);
}
