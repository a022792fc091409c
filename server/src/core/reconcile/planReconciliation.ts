/** From a spec to the jobs of its reconciliation: mappings grouped by target, free pairs, and of each the checks that were asked for. */

import { comparisonGroup } from '../mapping/compileComparison';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import type { CheckOption } from '../spec/spec';
import { checkName, mappingJob } from './mappingJob';
import type { ReconcileJob, ReconcilePlan } from './plan';
import { queryPairJob } from './queryPair';

export interface PlanOptions {
	/** Names of mappings and free pairs; undefined: all. A mapping brings those that share its target. */
	readonly mappings?: readonly string[];
	/** `count`, `sum`, or with the column `sum(credit_limit)`; undefined: all that the spec names. */
	readonly checks?: readonly string[];
}

/** Jobs without a check are left out. */
export function planReconciliation(facts: SpecFacts, options: PlanOptions = {}): ReconcilePlan {
	const isAsked = (name: string) => options.mappings === undefined || options.mappings.includes(name);
	const groups = groupsOf(facts).filter(group => group.some(member => isAsked(member.name)));
	const pairs = facts.spec.reconciliation.filter(pair => isAsked(pair.name.text));
	const jobs: readonly ReconcileJob[] = [
		...groups.map(group => mappingJob(group, checksOf(group), facts)),
		...pairs.map(pair => queryPairJob(pair, facts)),
	];
	return { spec: facts.spec.file, jobs: jobs.map(job => ofChecks(job, options.checks)).filter(job => job.checks.length > 0) };
}

/** Each group once, at the place of its first mapping. Of a name that stands twice the first counts. */
function groupsOf(facts: SpecFacts): readonly (readonly MappingFacts[])[] {
	const groups = facts.mappings.filter(mapping => facts.mapping(mapping.name) === mapping).map(mapping => comparisonGroup(facts, mapping));
	const seen = new Set<MappingFacts>();
	return groups.filter(([first]) => first && !seen.has(first) && seen.add(first));
}

const defaultChecks = ['count', 'rows'] as const;

/** What any of them asks for, each once, in order. */
function checksOf(group: readonly MappingFacts[]): readonly Pick<CheckOption, 'kind' | 'column' | 'by'>[] {
	const checks = group.flatMap(({ mapping }): readonly Pick<CheckOption, 'kind' | 'column' | 'by'>[] => {
		const written = mapping.reconcile?.checks;
		return written ?? defaultChecks.map(kind => ({ kind }));
	});
	const known = new Set<string>();
	return checks.filter(check => {
		const name = `${checkName(check)} ${check.by?.text ?? ''}`;
		return !known.has(name) && known.add(name);
	});
}

function ofChecks(job: ReconcileJob, asked: readonly string[] | undefined): ReconcileJob {
	if (asked === undefined) return job;
	return { ...job, checks: job.checks.filter(({ name }) => asked.includes(name) || asked.includes(name.replace(/\(.*/s, ''))) };
}
