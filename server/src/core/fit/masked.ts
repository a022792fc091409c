/** Whether values of a mapping's rows may be shown: what `scope.data` says of it. */

import type { SpecFacts } from '../mapping/facts';
import { hiddenData } from '../mapping/hiddenData';

/** A sentence why not; undefined: they may. */
export function maskedBecause(facts: SpecFacts, mapping: string): string | undefined {
	const kind = hiddenData(facts, mapping);
	return kind ? `samples are off: ${mapping} holds ${kind} data` : undefined;
}
