/** What a lens tells of a quality rule, an acceptance test or an example: its last result, and whether it still speaks of the spec. */

import type { SpecFacts } from '../core/mapping/facts';
import { identityOfTrial } from '../core/mapping/identity';
import type { KnownCheck } from '../core/report/knownChecks';
import { renderTrialLine } from '../core/report/trialLine';
import type { LensResult } from '../features/lens';

export function trialResult({ result, start }: KnownCheck, facts: SpecFacts, nowMs: number): LensResult | undefined {
	const { section, mapping, check, found } = result;
	if (!section) return undefined;
	const { identities } = start;
	const then = section === 'examples' ? identities.mappings[mapping ?? ''] : identities[section]?.[check];
	// What a person found is of when they said so.
	const at = (found?.kind === 'acceptance' ? found.manual?.at : undefined) ?? start.startedAt;
	return {
		text: renderTrialLine(result),
		ageMs: nowMs - Date.parse(at),
		isStale: then !== identityOfTrial(facts, { section, name: check, mapping }),
	};
}
