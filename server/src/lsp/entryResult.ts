/** What a lens tells of an entry of the spec (a free pair, a rule, a test, an example): its last result, and whether it still speaks of the spec. */

import type { SpecFacts } from '../core/mapping/facts';
import { identityOfPair, identityOfTrial } from '../core/mapping/identity';
import type { KnownCheck } from '../core/report/knownChecks';
import { renderReconcileLine } from '../core/report/reconcileLine';
import { renderTrialLine } from '../core/report/trialLine';
import { type LensResult, whereOf } from '../features/lens';

export function entryResult({ result, start }: KnownCheck, facts: SpecFacts, nowMs: number): LensResult {
	const { section, mapping, check, found } = result;
	const { identities, connections } = start;
	const where = whereOf(facts, connections[section === 'examples' ? 'source' : (ruleSide(section, check, facts) ?? 'target')]);
	if (!section) {
		const isStale = identities.pairs[check] !== identityOfPair(facts, check);
		return { text: renderReconcileLine([result]), ageMs: nowMs - Date.parse(start.startedAt), isStale, where };
	}
	const then = section === 'examples' ? identities.mappings[mapping ?? ''] : identities[section]?.[check];
	// What a person found is of when they said so.
	const at = (found?.kind === 'acceptance' ? found.manual?.at : undefined) ?? start.startedAt;
	return {
		text: renderTrialLine(result),
		ageMs: nowMs - Date.parse(at),
		isStale: then !== identityOfTrial(facts, { section, name: check, mapping }),
		where,
	};
}

function ruleSide(section: string | undefined, check: string, { spec }: SpecFacts): 'source' | 'target' | undefined {
	return section === 'quality' ? spec.quality.find(({ name }) => name.text === check)?.on : undefined;
}
