/** What a reconciliation tells while it runs: for progress, and for results as they come. */

import type { RowsRead } from '../core/reconcile/compareRows';
import type { CheckResult } from '../core/reconcile/result';

export type ReconcileEvent =
	| {
			readonly kind: 'check';
			readonly mapping?: string;
			readonly check: string;
			/** Its number from 0, and how many there are. */
			readonly index: number;
			readonly total: number;
			/** By the catalog's estimate. */
			readonly expectedRows?: number;
	  }
	| {
			readonly kind: 'progress';
			readonly index: number;
			readonly mapping?: string;
			readonly check: string;
			readonly rows: RowsRead;
			readonly elapsedMs: number;
	  }
	/** So many checks are looked at again, so much later. */
	| { readonly kind: 'wait'; readonly checks: number; readonly ms: number }
	| { readonly kind: 'result'; readonly index: number; readonly result: CheckResult };
