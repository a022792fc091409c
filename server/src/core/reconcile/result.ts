/** What a check found, as plain data. Reports, lenses and the panel read it; nothing here compares or renders. */

import type { Span } from '../base/span';

export type Verdict = 'identical' | 'different' | 'accepted' | 'partial' | 'failed' | 'not-run';

/** A value as the database writes it. Integers that a JSON number holds exactly are numbers. */
export type CellValue = string | number | null;

/** The part of a spec that a check is of. Checks of mappings and free pairs have none. */
export type CheckSection = 'quality' | 'acceptance' | 'examples';

export interface CheckResult {
	/** Of what is not a comparison: then `check` is the entry's name, and examples have their `mapping`. */
	readonly section?: CheckSection;
	/** The mapping, or the first one of the group that shares its target. Absent for a free pair of queries. */
	readonly mapping?: string;
	/** All mappings of the group, when there are several. */
	readonly group?: readonly string[];
	/** `count`, `rows`, `balance`, a check with its column (`sum(credit_limit)`), or the name of a free pair. */
	readonly check: string;
	readonly verdict: Verdict;
	readonly elapsedMs: number;
	/** Why it failed, is partial or was not run: one sentence. */
	readonly reason?: string;
	/** The user's characters behind a failure. */
	readonly span?: Span;
	/** Of a failure: whether Crosswalk's own SQL is at fault. */
	readonly isBug?: true;
	/** What the reader must know to trust the verdict. */
	readonly notes?: readonly string[];
	readonly found?: CountFound | RowsFound | BalanceFound | AggregateFound | ViolationsFound | AcceptanceFound | ExampleFound;
}

export interface CountFound {
	readonly kind: 'count';
	readonly source: number;
	readonly target: number;
}

/** A value of each side, or of each group; and a checksum. */
export interface AggregateFound {
	readonly kind: 'aggregate';
	/** Of the values, as PostgreSQL writes it. */
	readonly type: string;
	/** Absent with `groups`. */
	readonly source?: CellValue;
	readonly target?: CellValue;
	readonly groups?: {
		/** What makes the groups, as the user wrote it. */
		readonly by: string;
		readonly compared: number;
		readonly differing: number;
		/** The first that differ, by the group's value. */
		readonly rows: readonly GroupDifference[];
		readonly truncated: boolean;
	};
	/** Of a checksum: the columns that it is not of, with the reason. */
	readonly notCompared?: RowsFound['notCompared'];
}

export interface GroupDifference {
	readonly group: string | null;
	/** Absent on a side that has no row of the group. */
	readonly source?: CellValue;
	readonly target?: CellValue;
}

export interface RowsFound {
	readonly kind: 'rows';
	/** Rows read of each side; rejected ones are not among them. */
	readonly compared: { readonly source: number; readonly target: number };
	readonly differences: DifferenceCounts;
	/** The first differences of each kind, in the order of the key. */
	readonly rows: readonly RowDifference[];
	/** Whether there are more differences than `rows` holds. */
	readonly truncated: boolean;
	readonly patterns: readonly Pattern[];
	/** Columns of the mapping that were not compared, with the reason. */
	readonly notCompared: readonly { readonly column: string; readonly reason: string }[];
}

export interface DifferenceCounts {
	readonly missing: number;
	readonly extra: number;
	readonly changed: number;
	readonly rejected: number;
	/** Keys that stand for several rows on a side. */
	readonly duplicate: number;
	readonly accepted: number;
	/** Whether every row was looked at, so that the counts are exact. */
	readonly exact: boolean;
}

/** The entry of the ledger that a difference belongs to. */
export interface AcceptedBy {
	readonly name: string;
	readonly reason: string;
}

export type RowDifference = RowFinding & {
	/** Set when the spec accepts it: then it is no reason for the verdict `different`. */
	readonly accepted?: AcceptedBy;
	/** Which of the check's patterns it belongs to, from 0. */
	readonly pattern?: number;
};

type RowFinding =
	| {
			readonly kind: 'missing' | 'extra';
			readonly key: readonly NamedValue[];
			/** How many rows, when there are several equal ones (`key: none`). */
			readonly rows?: number;
			/** Of a missing row: the mapping of a group that yields it. */
			readonly mapping?: string;
			readonly sourceRow?: SourceRow;
	  }
	| {
			readonly kind: 'changed';
			readonly key: readonly NamedValue[];
			readonly columns: readonly ChangedColumn[];
			readonly sourceRow?: SourceRow;
	  }
	| {
			readonly kind: 'rejected';
			readonly key: readonly NamedValue[];
			readonly column: string;
			/** The value that was refused. */
			readonly value: CellValue;
			/** `refused-value`, `missing-parent` or `parent-rejected`. */
			readonly code?: string;
			readonly span?: Span;
	  }
	| {
			readonly kind: 'duplicate';
			readonly key: readonly NamedValue[];
			readonly source: number;
			readonly target: number;
			/** The mappings of a group that yield the key. */
			readonly mappings?: readonly string[];
	  };

/** All that the source yields beside the key, kept when it is to be written down as SQL. Shown in no report. */
export type SourceRow = readonly NamedValue[];

export type DifferenceKind = RowDifference['kind'];

export interface NamedValue {
	readonly name: string;
	readonly value: CellValue;
}

export interface ChangedColumn {
	readonly name: string;
	readonly source: CellValue;
	readonly target: CellValue;
	/** The foreign key's value in the target, when it leads to no row. */
	readonly dangling?: CellValue;
	/** Where the spec produces the column. */
	readonly span?: Span;
}

/** Differences to which the same happened. */
export interface Pattern {
	/** What happened, and what the rows have in common. */
	readonly text: string;
	readonly kind: DifferenceKind;
	/** Rows; every row of the check is counted in one pattern. */
	readonly count: number;
	/** A stable name of what happened, such as `letter-case`; several words for several columns. */
	readonly explanation?: string;
	/** The columns that it is about. */
	readonly columns?: readonly string[];
	/** Other columns that have one value in all of these rows, and seldom in others. */
	readonly shared?: readonly NamedValue[];
	/** Where the spec produces the column, when it is one. */
	readonly span?: Span;
	readonly suggestion?: Suggestion;
}

/** What to do about a pattern. */
export interface Suggestion {
	/** A sentence, or two. */
	readonly text: string;
	/** What to write into the spec, if the target is right. */
	readonly yaml?: string;
}

/** How every row of the first source table is accounted for. */
export interface BalanceFound {
	readonly kind: 'balance';
	/** The first table of the mapping's `source`. */
	readonly table: string;
	/** Rows of that table, counted for themselves. */
	readonly rows: number;
	readonly mapped: number;
	readonly rejected: number;
	readonly ignored: readonly { readonly reason: string; readonly rows: number }[];
	readonly filtered: number;
	readonly notJoined: number;
	/** Rows that the mapping yields; more than `mapped` when joins multiply rows. */
	readonly mappedRows: number;
	/** Rows of the target that this mapping should have made. */
	readonly target: number;
}

/** What breaks a quality rule. The verdict is `accepted` when there are violations, and no more than allowed. */
export interface ViolationsFound {
	readonly kind: 'violations';
	/** The side that the rule looks at. */
	readonly side: 'source' | 'target';
	readonly count: number;
	/** Rows of the table; unknown of a rule that is a query. */
	readonly of?: number;
	/** How many may break it, as written: `0`, `12` or `3%`. */
	readonly atMost: string;
	/** The first offending rows. */
	readonly rows: readonly (readonly NamedValue[])[];
	/** Why values are not shown; the columns are. */
	readonly masked?: string;
	readonly severity: 'error' | 'warning' | 'information' | 'hint';
	/** Who mends them, until when (`2026-11-30`). */
	readonly owner?: string;
	readonly due?: string;
}

/** How an acceptance test went. */
export interface AcceptanceFound {
	readonly kind: 'acceptance';
	readonly owner?: string;
	/** Rows that the query gave, when only one counts. */
	readonly rows?: number;
	/** Columns of the one row that were not true. */
	readonly notTrue: readonly NamedValue[];
	readonly timing?: AcceptanceTiming;
	/** Of a test without a query: what a person found. Absent while nobody said. */
	readonly manual?: ManualFound;
}

/** Times of warm runs, in milliseconds. */
export interface AcceptanceTiming {
	readonly runsMs: readonly number[];
	readonly medianMs: number;
	readonly maxMs?: number;
	/** The same query on the source. */
	readonly baseline?: { readonly runsMs: readonly number[]; readonly medianMs: number };
}

export interface ManualFound {
	readonly passed: boolean;
	readonly by: string;
	/** ISO 8601. */
	readonly at: string;
	readonly note?: string;
}

/** What became of the rows of an example. */
export interface ExampleFound {
	readonly kind: 'example';
	/** Expected and actual rows, paired; one of them is absent when the other has no partner. */
	readonly rows: readonly ExampleRow[];
	/** When a column was expected to refuse the row, or one did. */
	readonly rejected?: { readonly expected?: string; readonly actual: readonly RejectedRow[] };
}

export interface ExampleRow {
	/** The columns that are named. */
	readonly expected?: readonly NamedValue[];
	/** The same columns; all of them when nothing was expected. */
	readonly actual?: readonly NamedValue[];
	/** Names of the columns that differ. */
	readonly differing: readonly string[];
}

export interface RejectedRow {
	readonly column: string;
	readonly value: CellValue;
	/** `refused-value`, `missing-parent` or `parent-rejected`. */
	readonly code: string;
}
