/** Looks again at what differed, so that rows on their way are not called wrong: the databases of both looks are those of their time. */

import type { CheckResult } from '../core/reconcile/result';
import { confirming, type FirstLook, firstLook, lookNotes, remembering, type SecondLook } from '../core/reconcile/secondLook';
import type { NumberedJob } from './jobs';
import type { RowsOptions } from './rows';

export interface NumberedResult {
	readonly index: number;
	readonly result: CheckResult;
}

export interface Looks {
	readonly first: (index: number) => RowsOptions['look'];
	readonly second: (index: number) => RowsOptions['look'];
	/** One result out of those of both looks. */
	settle(first: readonly NumberedResult[], second: SecondResults, ms: number): readonly NumberedResult[];
}

/** The results of the second look, or why there was none. */
export type SecondResults = readonly NumberedResult[] | { readonly reason: string };

export function twoLooks(): Looks {
	const looks = new Map<number, { readonly first: FirstLook; readonly second: SecondLook }>();
	const lookAt = (index: number) => {
		const known = looks.get(index) ?? { first: firstLook(), second: { fresh: 0, still: new Set<string>() } };
		looks.set(index, known);
		return known;
	};
	return {
		first: index => differences => remembering(differences, lookAt(index).first),
		second: index => differences => confirming(differences, lookAt(index).first, lookAt(index).second),
		settle(first, second, ms) {
			if ('reason' in second) return first.map(one => ({ ...one, result: notLookedAtAgain(one.result, second.reason) }));
			const later = `${Math.round(ms / 1000)} s later`;
			return second.map(({ index, result }) => {
				const before = first.find(one => one.index === index && one.result.mapping === result.mapping)?.result;
				return { index, result: before ? settled(before, result, lookAt(index), later) : result };
			});
		},
	};
}

/** The jobs of which a check differed. */
export function differingJobs(jobs: readonly NumberedJob[], results: readonly NumberedResult[]): readonly NumberedJob[] {
	const differing = new Set(results.filter(({ result }) => result.verdict === 'different').map(({ index }) => index));
	return jobs.filter(({ job, index }) => job.checks.some((_, number) => differing.has(index + number)));
}

const whole = new Set<CheckResult['verdict']>(['identical', 'different', 'accepted']);

function settled(
	before: CheckResult,
	after: CheckResult,
	look: { readonly first: FirstLook; readonly second: SecondLook },
	later: string,
): CheckResult {
	if (before.verdict !== 'different') return before;
	if (!whole.has(after.verdict)) {
		return notLookedAtAgain(before, after.reason ?? after.verdict);
	}
	if (after.found?.kind === 'rows') return withNotes(after, lookNotes(look.first, look.second, later));
	const words = after.verdict === 'different' ? `looked at again ${later}, it still differs` : `it differed at first and did not ${later}`;
	return withNotes(after, [words]);
}

function notLookedAtAgain(result: CheckResult, reason: string): CheckResult {
	return result.verdict === 'different' ? withNotes(result, [`it could not be looked at again: ${reason}`]) : result;
}

function withNotes(result: CheckResult, notes: readonly string[]): CheckResult {
	return { ...result, notes: [...(result.notes ?? []), ...notes] };
}
