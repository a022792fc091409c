/** From a spec to the jobs of its reconciliation: mappings grouped by target, free pairs, and of each the checks that were asked for. */

import { comparisonGroup } from '../mapping/compileComparison';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { type AskedCheck, checkName } from './askedAggregates';
import { mappingJob } from './mappingJob';
import type { ReconcileJob, ReconcilePlan } from './plan';
import { queryPairJob } from './queryPair';

export interface PlanOptions {
	/** Names of mappings and free pairs; undefined: all. A mapping brings those that share its target. */
	readonly mappings?: readonly string[];
	/** `count`, `sum`, or with the column `sum(credit_limit)`; undefined: all that the spec names. */
	readonly checks?: readonly string[];
	/** As `sample` of a reconcile section; wins over those of the spec. */
	readonly sample?: string;
}

/** Jobs without a check are left out. */
export function planReconciliation(facts: SpecFacts, options: PlanOptions = {}): ReconcilePlan {
	const isAsked = (name: string) => options.mappings === undefined || options.mappings.includes(name);
	const isWanted = (check: AskedCheck) => isCheckOf(checkName(check), options.checks);
	const groups = groupsOf(facts).filter(group => group.some(member => isAsked(member.name)));
	const pairs = facts.spec.reconciliation.filter(pair => isAsked(pair.name.text));
	const jobs: readonly ReconcileJob[] = [
		...groups.map(group => mappingJob(group, checksOf(group).filter(isWanted), facts, options.sample)),
		...pairs.map(pair => queryPairJob(pair, facts)),
	];
	return { spec: facts.spec.file, jobs: jobs.filter(job => job.checks.some(({ name }) => isCheckOf(name, options.checks))) };
}

/** What there is to run, by name alone: as `planReconciliation` has it, without asking whether it can. */
export function checkNames(
	facts: SpecFacts,
): readonly (Pick<ReconcileJob, 'mapping' | 'group'> & { readonly checks: readonly string[] })[] {
	return [
		...groupsOf(facts).map(group => ({
			mapping: group[0]?.name,
			...(group.length > 1 ? { group: group.map(({ name }) => name) } : {}),
			checks: checksOf(group).map(checkName),
		})),
		...facts.spec.reconciliation.map(({ name }) => ({ checks: [name.text] })),
	];
}

/** Each group once, at the place of its first mapping. Of a name that stands twice the first counts. */
function groupsOf(facts: SpecFacts): readonly (readonly MappingFacts[])[] {
	const groups = facts.mappings.filter(mapping => facts.mapping(mapping.name) === mapping).map(mapping => comparisonGroup(facts, mapping));
	const seen = new Set<MappingFacts>();
	return groups.filter(([first]) => first && !seen.has(first) && seen.add(first));
}

const defaultChecks = ['count', 'rows'] as const;

/** What any of them asks for, each once, in order. */
function checksOf(group: readonly MappingFacts[]): readonly AskedCheck[] {
	const checks = group.flatMap(({ mapping }): readonly AskedCheck[] => {
		const written = mapping.reconcile?.checks;
		return written ?? defaultChecks.map(kind => ({ kind }));
	});
	const known = new Set<string>();
	return checks.filter(check => {
		const name = checkName(check);
		return !known.has(name) && known.add(name);
	});
}

function isCheckOf(name: string, asked: readonly string[] | undefined): boolean {
	return asked?.some(one => name === one || name.startsWith(`${one}(`) || name.startsWith(`${one} by `)) ?? true;
}
