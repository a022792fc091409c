/**
 * Every check of a spec as plain data, whether it was run or not, with its newest result and whether that still speaks of the spec as it is.
 * Checks that kept results know and the spec does not are left out: nobody will run them again.
 */

import type { SpecFacts } from '../../mapping/facts';
import { checkNames } from '../../reconcile/planReconciliation';
import type { CheckResult, CheckSection, Verdict } from '../../reconcile/result';
import type { Ledger, LedgerEntry } from '../../strategy/judgeGate';
import { optional } from './mappingTables';

export interface DocumentedCheck {
	/** Of a comparison `reconcile`. */
	readonly section: CheckSection | 'reconcile';
	readonly mapping?: string;
	readonly check: string;
	readonly owner?: string;
	/** What must hold, as written: SQL of a rule, steps of a manual test. */
	readonly says?: string;
	readonly sql?: string;
	readonly on?: string;
	readonly when?: string;
	readonly atMost?: string;
	readonly severity?: string;
	/** Until when what it finds is mended. */
	readonly due?: string;
	readonly result?: DocumentedResult;
}

export interface DocumentedResult {
	readonly verdict: Verdict;
	/** ISO 8601, in UTC. */
	readonly at: string;
	/** Whether the spec, a catalog or a connection is another one since. */
	readonly isStale: boolean;
	readonly found?: CheckResult['found'];
	readonly reason?: string;
}

export function documentedChecks(facts: SpecFacts, ledger: Ledger): readonly DocumentedCheck[] {
	const byId = new Map(ledger.entries.map(entry => [idOf(entry.result), entry]));
	const withResult = (check: DocumentedCheck): DocumentedCheck => {
		const id = idOf(check.section === 'reconcile' ? { mapping: check.mapping, check: check.check } : { ...check, section: check.section });
		return { ...check, ...optional('result', resultOf(byId.get(id))) };
	};
	return [...comparisons(facts), ...rules(facts), ...tests(facts), ...examples(facts)].map(withResult);
}

function idOf({ section, mapping, check }: Pick<CheckResult, 'section' | 'mapping' | 'check'>): string {
	return [section ?? '', mapping ?? '', check].join('\0');
}

/** Values of rows are nothing for a document that is passed on. */
function resultOf(entry: LedgerEntry | undefined): DocumentedResult | undefined {
	if (!entry) return undefined;
	const { result, atMs, isStale } = entry;
	return {
		verdict: result.verdict,
		at: new Date(atMs).toISOString(),
		isStale,
		...optional('found', withoutValues(result.found)),
		...optional('reason', result.reason),
	};
}

function withoutValues(found: CheckResult['found']): CheckResult['found'] {
	switch (found?.kind) {
		case 'rows':
			return { ...found, rows: [], patterns: found.patterns.map(({ text, kind, count }) => ({ text, kind, count })) };
		case 'violations':
			return { ...found, rows: [] };
		case 'acceptance':
			return { ...found, notTrue: found.notTrue.map(({ name }) => ({ name, value: null })) };
		case 'aggregate':
			return found.groups ? { ...found, groups: { ...found.groups, rows: [] } } : found;
		case 'example':
			return { ...found, rows: found.rows.map(({ differing }) => ({ differing })) };
		default:
			return found;
	}
}

function comparisons(facts: SpecFacts): readonly DocumentedCheck[] {
	const ofMappings = checkNames(facts).flatMap(({ mapping, checks }) =>
		mapping === undefined ? [] : checks.map(check => ({ section: 'reconcile' as const, mapping, check })),
	);
	return [
		...ofMappings,
		...facts.spec.reconciliation.map(({ name, source, target }) => ({
			section: 'reconcile' as const,
			check: name.text,
			...optional('sql', [source?.text.trim(), target?.text.trim()].filter(Boolean).join('\n=\n') || undefined),
		})),
	];
}

function rules({ spec }: SpecFacts): readonly DocumentedCheck[] {
	return spec.quality.map(({ name, on, when, query, table, rows, atMost, severity, fixOwner, fixDue }) => ({
		section: 'quality',
		check: name.text,
		...optional('owner', fixOwner?.text),
		...optional('sql', query ? query.text.trim() : rows && `${table?.text ?? ''}: ${rows.text.trim()}`),
		...optional('on', on),
		when,
		...optional('atMost', atMost?.text ?? undefined),
		...optional('severity', severity?.text),
		...optional('due', fixDue?.text),
	}));
}

function tests({ spec }: SpecFacts): readonly DocumentedCheck[] {
	return spec.acceptance.map(({ name, owner, steps, query, maxMs }) => ({
		section: 'acceptance',
		check: name.text,
		...optional('owner', owner?.text),
		...optional('says', steps?.text.trim()),
		...optional('sql', query?.text.trim()),
		...optional('atMost', maxMs?.text ? `${maxMs.text} ms` : undefined),
	}));
}

function examples({ mappings }: SpecFacts): readonly DocumentedCheck[] {
	return mappings.flatMap(({ name, mapping }) =>
		mapping.examples.map(example => ({ section: 'examples' as const, mapping: name, check: example.name.text })),
	);
}
