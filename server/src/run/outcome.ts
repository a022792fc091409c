/** What one line of the report ends with. */

import type { CheckResult } from '../core/reconcile/result';

export type CheckOutcome = Pick<CheckResult, 'verdict' | 'found' | 'reason' | 'span' | 'notes' | 'isBug'> & {
	/** Whether it was stopped before its end. */
	readonly stopped?: true;
	/** Of a group whose members have results of their own. */
	readonly mapping?: string;
};
