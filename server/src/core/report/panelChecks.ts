/** Puts the panel's model together: what the spec plans, what is known of it, and where it stands in the spec. */

import type { Span } from '../base/span';
import type { SpecFacts } from '../mapping/facts';
import { identityOf, identityOfPair, identityOfTrial } from '../mapping/identity';
import type { ReconcilePlan } from '../reconcile/plan';
import type { CheckResult, RowDifference } from '../reconcile/result';
import type { TrialPlan } from '../trials/trial';
import { checkSummary } from './checkSummary';
import { checkId, type KnownCheck } from './knownChecks';
import type { PanelCheck, PanelPlace } from './panelModel';

export interface PanelChecksOptions {
	readonly placeOf: (span: Span) => PanelPlace | undefined;
	/** Differences that come with the model. */
	readonly mostRows: number;
	/** Whether checks without a result are told, too. */
	readonly showsPlanned: boolean;
}

type CheckName = Pick<CheckResult, 'section' | 'mapping' | 'group' | 'check'>;

/** In the order of the plans, then what else is known of mappings that are still of the spec. */
export function panelChecks(
	facts: SpecFacts,
	{ jobs, trials }: Pick<ReconcilePlan, 'jobs'> & Pick<TrialPlan, 'trials'>,
	known: ReadonlyMap<string, KnownCheck>,
	options: PanelChecksOptions,
): readonly PanelCheck[] {
	const planned = [
		...jobs.flatMap(({ mapping, group, checks }) => checks.map(({ name }): CheckName => ({ mapping, group, check: name }))),
		...trials.map(({ section, mapping, name }): CheckName => ({ section, mapping, check: name })),
	];
	const ids = new Set(planned.map(checkId));
	const others = [...known.values()]
		.map(({ result }) => result)
		.filter(result => !ids.has(checkId(result)) && result.mapping !== undefined && facts.mapping(result.mapping) !== undefined);
	const all = [...(options.showsPlanned ? planned : planned.filter(one => known.has(checkId(one)))), ...others];
	return all.map(one => panelCheck(facts, one, known.get(checkId(one)), options));
}

function panelCheck(facts: SpecFacts, name: CheckName, known: KnownCheck | undefined, options: PanelChecksOptions): PanelCheck {
	const { section, mapping, check } = name;
	const placed = placeOf(facts, name);
	const place = placed && options.placeOf(placed);
	return {
		id: checkId(name),
		heading: headingOf(name),
		...(mapping === undefined ? {} : { mapping }),
		check,
		...(section === undefined ? {} : { section }),
		summary: known ? checkSummary(known.result) : '',
		...(known ? { result: cut(known.result, options.mostRows), ranAt: known.start.startedAt } : {}),
		kept: known?.result.found?.kind === 'rows' ? known.result.found.rows.length : 0,
		...(known && isStale(facts, known) ? { isStale: true as const } : {}),
		...(place ? { place } : {}),
		columns: columnPlaces(facts, name, options),
	};
}

function headingOf({ section, mapping, group }: CheckName): string {
	if (section === 'examples') return `examples of ${mapping ?? ''}`;
	return section ?? (group ?? [mapping ?? 'queries']).join(' + ');
}

function placeOf(facts: SpecFacts, { section, mapping, check }: CheckName): Span | undefined {
	const entries = section === 'quality' || section === 'acceptance' ? facts.spec[section] : facts.spec.reconciliation;
	const own = mapping === undefined ? undefined : facts.mapping(mapping)?.mapping;
	if (!own) return entries.find(({ name }) => name.text === check)?.name.span;
	return section === 'examples' ? (own.examples.find(({ name }) => name.text === check) ?? own).name.span : own.name.span;
}

function columnPlaces(facts: SpecFacts, { mapping, group }: CheckName, { placeOf }: PanelChecksOptions): PanelCheck['columns'] {
	const names = group ?? (mapping === undefined ? [] : [mapping]);
	// The first mapping of a group that makes a column tells its place.
	const columns = [...names].reverse().flatMap(name => facts.mapping(name)?.columns ?? []);
	return Object.fromEntries(
		columns.flatMap(({ name, span }) => {
			const place = placeOf(span);
			return place ? [[name, place]] : [];
		}),
	);
}

/** Places are told by `columns`. */
function cut(result: CheckResult, mostRows: number): CheckResult {
	const { span: _, ...rest } = result;
	if (rest.found?.kind !== 'rows') return rest;
	const { rows, patterns } = rest.found;
	return {
		...rest,
		found: { ...rest.found, rows: panelRows(rows, 0, mostRows), patterns: patterns.map(({ span: _, ...pattern }) => pattern) },
	};
}

/** Without places, and without the source's row, which is for those who write SQL. */
export function panelRows(rows: readonly RowDifference[], start: number, end: number): readonly RowDifference[] {
	return rows.slice(start, end).map((row): RowDifference => {
		if (row.kind === 'changed') {
			const { sourceRow: _, ...rest } = row;
			return { ...rest, columns: row.columns.map(({ span: _, ...column }) => column) };
		}
		if (row.kind === 'missing' || row.kind === 'extra') {
			const { sourceRow: _, ...rest } = row;
			return rest;
		}
		if (row.kind !== 'rejected') return row;
		const { span: _, ...rest } = row;
		return rest;
	});
}

function isStale(facts: SpecFacts, { result: { section, mapping, group, check }, start: { identities } }: KnownCheck): boolean {
	if (section === 'quality' || section === 'acceptance') {
		const then = identities[section]?.[check];
		return then !== undefined && then !== identityOfTrial(facts, { section, name: check });
	}
	if (mapping === undefined) return identities.pairs[check] !== undefined && identities.pairs[check] !== identityOfPair(facts, check);
	return (group ?? [mapping]).some(name => {
		const then = identities.mappings[name];
		return then !== undefined && then !== identityOf(facts, facts.mapping(name));
	});
}
