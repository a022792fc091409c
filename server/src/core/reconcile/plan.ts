/**
 * Plans a reconciliation: which mappings are compared together, which checks of them run, and why others do not. Touches no database; what
 * only a server can say (types, the rows of lookups) is handed to `compile` when the sessions are open.
 */

import type { SqlText } from '../sql/composed';
import type { AskedAggregates } from './checks/aggregates';
import type { BalanceRelation } from './checks/balance';
import type { ComparedRelation } from './relation';
import type { Row } from './rowCursor';

export interface ReconcilePlan {
	/** The spec's file. */
	readonly spec: string;
	readonly jobs: readonly ReconcileJob[];
}

/** Mappings that share a target, with their checks in the order asked. */
export interface ReconcileJob {
	/** The first of them. Absent for a free pair of queries. */
	readonly mapping?: string;
	/** All of them, when there are several. */
	readonly group?: readonly string[];
	/** By the catalog's estimate of the target. */
	readonly expectedRows?: number;
	readonly checks: readonly PlannedCheck[];
	/** What has to be asked before it can be compiled, step by step: later questions may depend on earlier answers. */
	readonly questions: readonly ((answers: Answers) => readonly Question[])[];
	compile(answers: Answers): CompiledJob | NotRun;
}

/** Something that only a server can say. Questions of one `id` are asked once in a run. */
export interface Question {
	readonly id: string;
	readonly side: 'source' | 'target';
	/** `columns`: names and types of the SELECT, which is not executed. `rows`: all of its rows. */
	readonly want: 'columns' | 'rows';
	readonly sql: SqlText;
}

/** By the id of the question. */
export interface Answers {
	/** `server_version_num` of each side. */
	readonly versions: { readonly source: number; readonly target: number };
	/** When the source is read, ISO 8601. */
	readonly now: string;
	columns(id: string): readonly { readonly name: string; readonly type: string }[];
	rows(id: string): readonly Row[];
}

/** Why something is not run: a sentence for the report. */
export interface NotRun {
	readonly notRun: string;
}

export type PlannedCheck = RunnableCheck | { readonly kind: 'not-run'; readonly name: string; readonly reason: string };

export interface RunnableCheck {
	readonly kind: 'count' | 'rows' | 'balance' | 'aggregate';
	readonly name: string;
}

/** Plain values: two SELECTs to compare, and the rows to account for. */
export interface CompiledJob {
	readonly relation: ComparedRelation;
	/** `where` of the reconcile section, and the relation without it. */
	readonly where?: { readonly text: string; readonly whole: ComparedRelation };
	/** What `rows` compares when it is not all of `relation`, and the sample as it was asked for. */
	readonly sample?: { readonly text: string; readonly relation: ComparedRelation };
	/** The checks of aggregates that were asked for. */
	readonly aggregates?: AskedAggregates;
	/** One for each mapping, or why there is none. */
	readonly balance: readonly BalanceRelation[] | NotRun;
	/** What was left undone, as sentences. */
	readonly notes?: readonly string[];
	/** The same, of `rows` alone. */
	readonly rowsNotes?: readonly string[];
}
