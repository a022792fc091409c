/** Whether values of a mapping's rows may be shown: what `scope.data` says of it. */

import type { SpecFacts } from '../mapping/facts';
import { planAt } from '../spec/spec';

/** A sentence why not; undefined: they may. */
export function maskedBecause({ spec }: SpecFacts, mapping: string): string | undefined {
	const found = planAt(spec.scope?.value, 'data', mapping);
	const kind = found?.kind === 'scalar' ? found.literal.text : undefined;
	return kind === 'personal' || kind === 'confidential' ? `samples are off: ${mapping} holds ${kind} data` : undefined;
}
