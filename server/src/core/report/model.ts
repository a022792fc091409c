/** What reports are made of, before a format is chosen. The lens, the panel, the command line and the run's history show the same model. */

import type { Span } from '../base/span';
import type { CheckResult, CheckSection, Verdict } from '../reconcile/result';
import type { VerdictCounts } from '../reconcile/verdict';

export interface ReconcileReport {
	/** The spec's file. */
	readonly spec: string;
	/** ISO 8601. */
	readonly startedAt: string;
	readonly elapsedMs: number;
	readonly verdict: Verdict;
	/** Whether the user ended it before its end. */
	readonly interrupted?: true;
	readonly sides: { readonly source: SideReport; readonly target: SideReport };
	/** In the order in which they ran. */
	readonly checks: readonly CheckResult[];
	readonly summary: VerdictCounts;
	/** What is other than in the last run; undefined when there was none to compare with. */
	readonly changes?: RunChanges;
}

/** What is other than in an earlier run, check by check. Checks that only one of the two ran are not spoken of. */
export interface RunChanges {
	/** When the earlier run started, ISO 8601. */
	readonly since: string;
	readonly changes: readonly CheckChange[];
}

export interface CheckChange {
	readonly section?: CheckSection;
	readonly mapping?: string;
	readonly check: string;
	readonly before: CheckState;
	readonly after: CheckState;
}

export interface CheckState {
	readonly verdict: Verdict;
	/** Rows that differ, without those accepted; of a count how far the sides are apart; of a quality rule the rows that break it. */
	readonly differences?: number;
}

/** One side's instant: everything that a run reads of it is of this snapshot. */
export interface SideReport {
	readonly connection: string;
	/** By the server's clock, ISO 8601; undefined when there was no session. */
	readonly snapshot?: string;
	/** WAL position, when the role may see it. */
	readonly lsn?: string;
	readonly standby?: boolean;
	/** Of a standby: the age of the last transaction that it had replayed. */
	readonly lagMs?: number;
	/** `server_version_num`. */
	readonly version?: number;
}

/** Where a span stands, for a reader: `line` from 0. Undefined when it stands in no file. */
export type PlaceOf = (span: Span) => { readonly file: string; readonly line: number } | undefined;
