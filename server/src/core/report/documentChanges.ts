/**
 * What is other in one version of a spec than in another, as plain data: mappings with their columns, coverage, strategy, cutover, checks and
 * risks. Compares two documents value by value, by name; an entry that was renamed is one removed and one added.
 */

import { renderIso } from '../strategy/time';
import type { DocumentedCutover } from './document/documentedCutover';
import { type DocumentedColumn, type DocumentedMapping, type DocumentedStep, optional } from './document/mappingTables';
import type { StrategyDocument } from './documentModel';
import type { Named, PlanSide } from './planModel';

export interface DocumentChanges {
	readonly format: 1;
	readonly spec: string;
	readonly name: string;
	/** As it was asked for. */
	readonly since: string;
	readonly commit: string;
	readonly mappings: MappingChanges;
	readonly coverage: CoverageChanges;
	readonly plan: readonly EntryChange[];
	readonly cutover: readonly EntryChange[];
	readonly checks: readonly EntryChange[];
	readonly risks: readonly EntryChange[];
}

export interface MappingChanges {
	readonly added: readonly { readonly name: string; readonly target: string; readonly columns: number }[];
	readonly removed: readonly { readonly name: string; readonly target: string; readonly columns: number }[];
	readonly changed: readonly { readonly name: string; readonly fields: readonly FieldChange[]; readonly columns: readonly EntryChange[] }[];
}

export interface CoverageChanges {
	/** Every number of both versions, also those that are the same. */
	readonly numbers: readonly (FieldChange & { readonly side: 'source' | 'target' })[];
	readonly undecided: readonly string[];
	readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
	readonly noLongerLeftOut: readonly string[];
}

/** An entry of a kind: a phase, a step, a risk. */
export interface EntryChange {
	readonly kind: string;
	readonly name: string;
	readonly change: 'added' | 'removed' | 'changed';
	/** Of one that was changed; of one that is added what it says. */
	readonly fields: readonly FieldChange[];
}

export interface FieldChange {
	readonly field: string;
	readonly before?: ChangedValue;
	readonly after?: ChangedValue;
}

export type ChangedValue =
	| string
	| { readonly kind: 'duration'; readonly ms: number }
	| { readonly kind: 'range'; readonly leastMs: number; readonly mostMs: number }
	| { readonly kind: 'steps'; readonly steps: readonly DocumentedStep[] };

export function documentChanges(
	before: StrategyDocument,
	after: StrategyDocument,
	{ since, commit }: { readonly since: string; readonly commit: string },
): DocumentChanges {
	const compare = (kind: string, of: (document: StrategyDocument) => Entries) => entryChanges(kind, of(before), of(after));
	return {
		format: 1,
		spec: after.spec,
		name: after.name,
		since,
		commit,
		mappings: mappingChanges(before, after),
		coverage: coverageChanges(before, after),
		plan: [
			...compare('strategy', strategyEntries),
			...compare('limit', ({ plan }) => namedEntries(plan.strategy.limits)),
			...compare('phase', phaseEntries),
			...compare('rehearsal', rehearsalEntries),
			...compare('fallback', ({ plan }) => namedEntries(plan.strategy.fallback)),
			...compare('dualWrite', ({ plan }) => namedEntries(plan.strategy.dualWrite)),
			...compare('execution', ({ execution }) => namedEntries(execution)),
			...compare('parameter', ({ parameters }) => namedEntries(parameters)),
			...compare('lookup', ({ lookups }) => new Map(lookups.map(({ name, kind, content }) => [name, { kind, content }]))),
			...compare(
				'catalog',
				({ signOff }) => new Map(signOff.catalogs.map(({ connection, fingerprint }) => [connection, { catalog: fingerprint }])),
			),
		],
		cutover: [
			...compare('cutover', ({ cutover }) => cutoverEntries(cutover)),
			...compare('step', ({ cutover }) => stepEntries(cutover)),
			...compare('communication', ({ cutover }) => communicationEntries(cutover)),
			...compare('role', ({ cutover }) => new Map((cutover?.roles ?? []).map(({ name, ...role }) => [name, role]))),
		],
		checks: compare('check', checkEntries),
		risks: compare('risk', riskEntries),
	};
}

/** Whether there is nothing to tell. */
export function isUnchanged({ mappings, coverage, plan, cutover, checks, risks }: DocumentChanges): boolean {
	const { added, removed, changed } = mappings;
	const lists = [added, removed, changed, coverage.undecided, coverage.leftOut, coverage.noLongerLeftOut, plan, cutover, checks, risks];
	return lists.every(({ length }) => length === 0) && coverage.numbers.every(({ before, after }) => before === after);
}

type Fields = Readonly<Record<string, ChangedValue | undefined>>;
type Entries = ReadonlyMap<string, Fields>;

function entryChanges(kind: string, before: Entries, after: Entries): readonly EntryChange[] {
	const names = [...after.keys(), ...[...before.keys()].filter(name => !after.has(name))];
	return names.flatMap((name): readonly EntryChange[] => {
		const [old, present] = [before.get(name), after.get(name)];
		const fields = fieldChanges(old ?? {}, present ?? {});
		if (!old) return [{ kind, name, change: 'added', fields }];
		if (!present) return [{ kind, name, change: 'removed', fields: [] }];
		return fields.length > 0 ? [{ kind, name, change: 'changed', fields }] : [];
	});
}

function fieldChanges(before: Fields, after: Fields): readonly FieldChange[] {
	return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(field => {
		const [old, present] = [before[field], after[field]];
		if (JSON.stringify(old) === JSON.stringify(present)) return [];
		return [{ field, ...optional('before', old), ...optional('after', present) }];
	});
}

function mappingChanges(before: StrategyDocument, after: StrategyDocument): MappingChanges {
	const old = new Map(before.mappings.map(one => [one.name, one]));
	const present = new Map(after.mappings.map(one => [one.name, one]));
	const told = ({ name, target, columns }: DocumentedMapping) => ({
		name,
		target,
		columns: columns.filter(({ state }) => state === 'mapped').length,
	});
	return {
		added: after.mappings.filter(({ name }) => !old.has(name)).map(told),
		removed: before.mappings.filter(({ name }) => !present.has(name)).map(told),
		changed: after.mappings.flatMap(mapping => {
			const earlier = old.get(mapping.name);
			if (!earlier) return [];
			const fields = fieldChanges(mappingFields(earlier), mappingFields(mapping));
			const columns = entryChanges('column', columnEntries(earlier), columnEntries(mapping));
			return fields.length + columns.length > 0 ? [{ name: mapping.name, fields, columns }] : [];
		}),
	};
}

function mappingFields({
	description,
	source,
	where,
	groupBy,
	target,
	key,
	write,
	highWater,
	deletes,
	leftOutRows,
}: DocumentedMapping): Fields {
	return {
		description,
		source,
		where,
		groupBy,
		target,
		key: listed(key),
		write,
		highWater,
		deletes,
		leftOutRows: listed(leftOutRows.map(({ condition, reason }) => `${condition}: ${reason}`)),
	};
}

function columnEntries({ columns }: DocumentedMapping): Entries {
	return new Map(columns.map(column => [column.name, columnFields(column)]));
}

function columnFields({
	type,
	isRequired,
	state,
	reads,
	steps,
	sql,
	databaseDefault,
	nullTo,
	description,
	reason,
}: DocumentedColumn): Fields {
	return {
		state,
		type,
		isRequired: isRequired ? 'yes' : undefined,
		sql,
		reads: listed(reads),
		steps: steps.length === 0 ? undefined : { kind: 'steps', steps },
		databaseDefault,
		nullTo,
		description,
		reason,
	};
}

function listed(texts: readonly string[]): string | undefined {
	return texts.length === 0 ? undefined : texts.join(', ');
}

function coverageChanges(before: StrategyDocument, after: StrategyDocument): CoverageChanges {
	const [old, present] = [before, after].map(({ plan }) => ({ source: numbersOf(plan.source), target: numbersOf(plan.target) }));
	const reasons = ({ plan }: StrategyDocument) =>
		new Map(plan.outOfScope.flatMap(({ names, reason }) => names.map(name => [name, reason] as const)));
	const [leftOut, leftOutNow] = [reasons(before), reasons(after)];
	const undecided = new Set(before.plan.undecided);
	return {
		numbers: (['source', 'target'] as const).flatMap(side =>
			[...new Set([...Object.keys(old?.[side] ?? {}), ...Object.keys(present?.[side] ?? {})])].map(field => ({
				side,
				field,
				...optional('before', old?.[side][field]),
				...optional('after', present?.[side][field]),
			})),
		),
		undecided: after.plan.undecided.filter(name => !undecided.has(name)),
		leftOut: [...leftOutNow].filter(([name, reason]) => leftOut.get(name) !== reason).map(([name, reason]) => ({ name, reason })),
		noLongerLeftOut: [...leftOut.keys()].filter(name => !leftOutNow.has(name)),
	};
}

function numbersOf({ coverage, percent }: PlanSide): Readonly<Record<string, string>> {
	if (!coverage) return {};
	const { tables, columns } = coverage;
	const used = 'used' in columns ? columns.used : columns.mapped + columns.generated;
	const counts = {
		tables: tables.total,
		tablesMapped: tables.mapped,
		tablesLeftOut: tables.ignored,
		tablesUndecided: tables.unmapped.length,
		columns: columns.total,
		columnsMapped: used,
		columnsLeftOut: columns.ignored,
		columnsUndecided: columns.unmapped.length,
	};
	return {
		...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])),
		...optional('percent', percent?.toString()),
	};
}

function namedEntries(named: readonly Named[]): Entries {
	return new Map(named.map(({ name, value }) => [name, { value }]));
}

function strategyEntries({ plan: { strategy, loadOrder }, justification }: StrategyDocument): Entries {
	const downtime = strategy.durations.find(({ name }) => name === 'downtime');
	return new Map<string, Fields>([
		[
			'',
			{
				...strategy.declared,
				justification,
				verdict: strategy.verdict,
				downtime: downtime && { kind: 'range', leastMs: downtime.leastMs, mostMs: downtime.mostMs },
				loadOrder: loadOrder.steps.map(step => step.join(', ')).join(' → '),
			},
		],
	]);
}

function phaseEntries({ plan }: StrategyDocument): Entries {
	return new Map(
		plan.phases.map(({ name, mappings, filters, after, owner, starts, gate }) => [
			name,
			{
				mappings: listed(mappings),
				filters: listed(filters.map(filter => `${filter.name}: ${filter.value}`)),
				after: listed(after),
				owner,
				starts,
				gate: gate?.text,
			},
		]),
	);
}

function rehearsalEntries({ plan }: StrategyDocument): Entries {
	return new Map(
		plan.rehearsals.map(({ name, on, when, data, owner, took, verdict, gate }) => [
			name,
			{ on, when, data, owner, took, verdict, gate: gate?.text },
		]),
	);
}

function cutoverEntries(cutover: DocumentedCutover | undefined): Entries {
	if (!cutover) return new Map();
	const { isDated, startMs, endMs, zone, windowMs, criticalPath, pointOfNoReturn, freeze } = cutover;
	return new Map<string, Fields>([
		[
			'',
			{
				begins: isDated ? renderIso(startMs, zone) : undefined,
				ends: isDated ? renderIso(endMs, zone) : undefined,
				length: { kind: 'duration', ms: endMs - startMs },
				window: duration(windowMs),
				criticalPath: criticalPath.join(' → '),
				pointOfNoReturn,
				freeze:
					freeze &&
					[...freeze.systems, isDated ? `${renderIso(freeze.startMs, zone)} – ${renderIso(freeze.endMs, zone)}` : '']
						.filter(Boolean)
						.join(', '),
			},
		],
	]);
}

function duration(ms: number | undefined): ChangedValue | undefined {
	return ms === undefined ? undefined : { kind: 'duration', ms };
}

function stepEntries(cutover: DocumentedCutover | undefined): Entries {
	return new Map(
		(cutover?.steps ?? []).map(({ name, does, run, owner, after, durationMs, gate, rollback, isPointOfNoReturn }) => [
			name,
			{
				does,
				run,
				owner,
				duration: duration(durationMs),
				after: listed(after),
				gate,
				rollback: rollback && [rollback.does, rollback.run].filter(Boolean).join(', '),
				rollbackDuration: duration(rollback?.durationMs),
				pointOfNoReturn: isPointOfNoReturn ? 'yes' : undefined,
			},
		]),
	);
}

function communicationEntries(cutover: DocumentedCutover | undefined): Entries {
	return new Map(
		(cutover?.communications ?? []).map(({ name, at, audience, owner, channel, message }) => [
			name,
			{ at, audience, owner, channel, message },
		]),
	);
}

function checkEntries({ checks }: StrategyDocument): Entries {
	return new Map(
		checks.map(({ section, mapping, check, owner, says, sql, on, when, atMost, severity, due }) => [
			[mapping, check].filter(Boolean).join(': '),
			{ kind: section, owner, says, sql, on, when, atMost, severity, due },
		]),
	);
}

function riskEntries({ plan }: StrategyDocument): Entries {
	return new Map(
		plan.risks.map(({ name, description, likelihood, impact, owner, mitigation, contingency, review, watch }) => [
			name,
			{ description, likelihood, impact, owner, mitigation, contingency, review, watch },
		]),
	);
}
