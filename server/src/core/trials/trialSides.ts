/** The servers that a statement needs: its own side, and those that have the rows of its lookups. */

import type { SpecFacts } from '../mapping/facts';
import { type LookupUsers, lookupQuestions } from '../reconcile/lookupQuestions';
import type { TrialSide } from './trial';

export function sidesOfLookups(side: TrialSide, users: LookupUsers, facts: SpecFacts): readonly TrialSide[] {
	const questions = lookupQuestions(users, facts, 'columns', { sourceVersion: 0, targetVersion: 0 });
	return [...new Set([side, ...questions.map(question => question.side)])];
}
