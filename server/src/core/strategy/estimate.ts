/**
 * How long moving the data takes, as ranges: copying, indexes, verification, the last delta. Measured where a rehearsal or a run measured,
 * else from a stated throughput, else from assumptions that are told. docs/plan.md says how. Knows nothing of what is allowed.
 */

import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { keep } from '../mapping/kept';
import type { CheckResult } from '../reconcile/result';
import type { DataKnown } from './dataQuality';
import { phasesOf } from './phases';
import { type Plan, planOf, type Rehearsal, type Transfer, transfers } from './plan';
import { dayMs, minuteMs, renderDuration, secondMs } from './time';
import { firstTableOf, measuredVerification, type Volumes, volumesOf } from './volumes';

export interface Range {
	readonly leastMs: number;
	readonly mostMs: number;
}

export interface Estimate {
	/** All of the data, once: copy, indexes, verification. */
	readonly whole: Range;
	readonly copy: Range;
	readonly indexes: Range;
	readonly verification: Range;
	/** What changed since the delta before. */
	readonly delta: Range;
	readonly phases: readonly PhaseEstimate[];
	/** Where the figures come from, a sentence each. */
	readonly basis: readonly string[];
	readonly isMeasured: boolean;
	/** How many times longer copying takes by another means of transfer than by the declared one. */
	slower(transfer: Transfer): number;
}

export interface PhaseEstimate {
	readonly phase: string;
	/** Undefined when a filter takes nobody knows how many of them. */
	readonly rows?: number;
	readonly range: Range;
}

/** By mapping and phase, when somebody counted. */
export type PhaseRows = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface EstimateInput {
	/** The newest result of each check. */
	readonly results?: readonly CheckResult[];
	readonly phaseRows?: PhaseRows;
	/** What was found in the data. Nothing is estimated by it. */
	readonly fit?: DataKnown['fit'];
}

/** Rows and bytes per second of one connection, of rows of ordinary width. */
export const assumed: Readonly<Record<Transfer, { readonly rows: Speed; readonly bytes: Speed }>> = {
	'database-copy': { rows: { least: 8_000, most: 40_000 }, bytes: { least: 5e6, most: 40e6 } },
	'etl-tool': { rows: { least: 2_000, most: 10_000 }, bytes: { least: 1e6, most: 10e6 } },
	api: { rows: { least: 50, most: 500 }, bytes: { least: 50e3, most: 1e6 } },
};

/** Rows per second that go into one index, and that a constraint is checked for. */
export const assumedIndexRows: Speed = { least: 400_000, most: 2_000_000 };
/** Rows of one side that verification compares in a second. */
export const assumedVerification: Speed = { least: 100_000, most: 500_000 };
/** Of the rows that are there, how many change in a day where the spec does not say. */
const assumedChange: Speed = { least: 0.0005, most: 0.02 };
/** A measured time, another day. */
const measuredSpread: Speed = { least: 0.8, most: 1.3 };
/** Statements, connections, statistics: of a mapping, and of a run. */
const ofMapping: Range = { leastMs: secondMs, mostMs: 5 * secondMs };
const ofRun: Range = { leastMs: minuteMs, mostMs: 5 * minuteMs };

interface Speed {
	readonly least: number;
	readonly most: number;
}

/** Without results and counts it is kept from one keystroke to the next, as most of them change neither a volume nor the plan. */
export function estimateOf(facts: SpecFacts, input: EstimateInput = {}): Estimate {
	if ((input.results ?? []).length > 0 || input.phaseRows) return makeEstimate(facts, input);
	const { identity, spec, source, mappings } = facts;
	const parts = [spec.scope, spec.strategy, spec.execution, source, ...mappings.flatMap(one => [one.name, one.table, firstTableOf(one)])];
	return keptEstimate(facts, identity, parts, () => makeEstimate(facts, {}));
}

const keptEstimate = keep<object, Estimate>();

function makeEstimate(facts: SpecFacts, { results = [], phaseRows }: EstimateInput): Estimate {
	const plan = planOf(facts.spec);
	const volumes = volumesOf(facts, results);
	const transfer = plan.strategy.transfer?.word ?? 'database-copy';
	const rehearsal = lastPassed(plan);
	const verified = measuredVerification(results);
	const verifySpeed = verified === undefined ? assumedVerification : { least: verified * 0.7, most: verified * 1.3 };
	const units = unitsOf(facts, plan, volumes, verifySpeed, transfer);
	const all = partsOf(facts.mappings, units, () => 1);
	const raw = total(all);
	const factor = rehearsal?.took && factorOf(rehearsal.took.ms, all);
	/** `least` and `most`: the same with the smallest and the largest share that is possible. */
	const settle = (least: Range, most: Range = least): Range =>
		factor === undefined
			? { leastMs: least.leastMs, mostMs: most.mostMs }
			: { leastMs: middle(least) * factor * measuredSpread.least, mostMs: middle(most) * factor * measuredSpread.most };
	const withFixed = (fixed: Range, range: Range) => (fixed.mostMs === 0 ? range : plus(fixed, range));
	const ofShares = (mappings: readonly MappingFacts[], share: (mapping: MappingFacts) => Speed, of: (one: Parts) => Range): Range => {
		const least = partsOf(mappings, units, mapping => share(mapping).least);
		const most = partsOf(mappings, units, mapping => share(mapping).most);
		return withFixed({ leastMs: least.fixed.leastMs, mostMs: most.fixed.mostMs }, settle(of(least), of(most)));
	};
	const phases = phasesOf(facts).order.map(({ name, mappings }): PhaseEstimate => {
		const moved = [...new Set(mappings.flatMap(({ text }) => facts.mapping(text) ?? []))];
		const counted = rowsOfPhase(facts, moved, volumes, name.text, phaseRows);
		const range = ofShares(moved, mapping => shareOf(facts, volumes, mapping, name.text, phaseRows), variable);
		return { phase: name.text, ...(counted === undefined ? {} : { rows: counted }), range };
	});
	const measured = rehearsal?.took ? spread(rehearsal.took.ms) : raw;
	const factors = transfers.map((means): readonly [Transfer, number] => {
		if (means === transfer) return [means, 1];
		const { copy } = partsOf(facts.mappings, unitsOf(facts, plan, volumes, verifySpeed, means), () => 1);
		return [means, middle(copy) / Math.max(1, middle(all.copy))];
	});
	return {
		whole: measured,
		copy: withFixed(all.fixed, settle(all.copy)),
		indexes: settle(all.indexes),
		verification: settle(all.verification),
		delta: plus(
			ofShares(
				facts.mappings,
				mapping => changeOf(volumes, mapping),
				({ copy }) => copy,
			),
			scans(volumes),
		),
		phases,
		basis: basisOf(plan, volumes, transfer, rehearsal, verified),
		isMeasured: rehearsal !== undefined,
		slower: slowerBy(new Map(factors)),
	};
}

/** Apart from what makes an estimate: what is kept must not hold the facts of a text that is gone. */
function slowerBy(factors: ReadonlyMap<Transfer, number>): Estimate['slower'] {
	return means => factors.get(means) ?? 1;
}

/** What a rehearsal took more than starting takes, against what was assumed; its parts are told in the proportion that is assumed. */
function factorOf(tookMs: number, all: Parts): number | undefined {
	const assumedMs = middle(variable(all));
	return assumedMs > 0 ? Math.max(tookMs - middle(all.fixed), tookMs / 2) / assumedMs : undefined;
}

/** The rehearsal whose time counts: of those that passed, the last. */
export function lastPassed({ strategy }: Plan): Rehearsal | undefined {
	const passed = strategy.rehearsals.filter(({ took, verdict }) => took && verdict?.word === 'passed');
	return [...passed].sort((one, other) => (one.when?.text ?? '').localeCompare(other.when?.text ?? '')).at(-1);
}

interface Parts {
	/** Whatever the rows are. */
	readonly fixed: Range;
	readonly copy: Range;
	readonly indexes: Range;
	readonly verification: Range;
}

/** Of one mapping, all of its rows. */
type Unit = Omit<Parts, 'fixed'>;

function unitsOf(facts: SpecFacts, plan: Plan, volumes: Volumes, verify: Speed, transfer: Transfer): ReadonlyMap<MappingFacts, Unit> {
	const lanes = Math.max(1, Math.min(plan.execution.parallel ?? 1, facts.mappings.length));
	const stated = plan.scope.rowsPerSecond?.value;
	const speed = assumed[transfer];
	// Connections share a disk and a network: in the worst case each further one brings less.
	const rowSpeed = stated === undefined ? { least: speed.rows.least * Math.sqrt(lanes), most: speed.rows.most * lanes } : around(stated);
	const byteSpeed = { least: speed.bytes.least * Math.sqrt(lanes), most: speed.bytes.most * lanes };
	return new Map(
		facts.mappings.map(mapping => {
			const { rows, bytes } = volumes.of(mapping.name) ?? {};
			const byRows = seconds(rows, rowSpeed);
			const byBytes = stated === undefined ? seconds(bytes, byteSpeed) : byRows;
			const copy = { leastMs: Math.max(byRows.leastMs, byBytes.leastMs), mostMs: Math.max(byRows.mostMs, byBytes.mostMs) };
			return [mapping, { copy, indexes: times(seconds(rows, assumedIndexRows), indexCount(mapping)), verification: seconds(rows, verify) }];
		}),
	);
}

/** Of some mappings, each with a share of its rows. */
function partsOf(
	mappings: readonly MappingFacts[],
	units: ReadonlyMap<MappingFacts, Unit>,
	share: (mapping: MappingFacts) => number,
): Parts {
	const sums = { copy: { leastMs: 0, mostMs: 0 }, indexes: { leastMs: 0, mostMs: 0 }, verification: { leastMs: 0, mostMs: 0 } };
	let count = 0;
	for (const mapping of mappings) {
		const part = share(mapping);
		const unit = units.get(mapping);
		if (part === 0 || !unit) continue;
		count++;
		for (const kind of ['copy', 'indexes', 'verification'] as const) {
			sums[kind].leastMs += unit[kind].leastMs * part;
			sums[kind].mostMs += unit[kind].mostMs * part;
		}
	}
	return { fixed: plus(ofRun, times(ofMapping, count)), ...sums };
}

/** Its keys are indexes, and each foreign key is looked up once a row. */
function indexCount({ table }: MappingFacts): number {
	return table ? (table.primaryKey ? 1 : 0) + table.uniqueKeys.length + table.foreignKeys.length : 1;
}

function changeOf(volumes: Volumes, { name }: MappingFacts): Speed {
	const { rows, growthPerDay } = volumes.of(name) ?? {};
	if (!rows) return { least: 0, most: 0 };
	// Rows change as well as come; a delta a day, or one just before.
	if (growthPerDay !== undefined) return { least: 0, most: Math.min(1, (2 * growthPerDay) / rows) };
	return assumedChange;
}

/** The source is looked through for what changed, and for what is gone. */
function scans({ rows }: Volumes): Range {
	return { leastMs: (rows / 5_000_000) * secondMs, mostMs: (rows / 300_000) * secondMs };
}

/** Which share of a mapping's rows a phase takes. */
function shareOf(facts: SpecFacts, volumes: Volumes, { name }: MappingFacts, phase: string, counted: PhaseRows | undefined): Speed {
	const takers = phasesOf(facts).of(name);
	const own = takers.find(taker => taker.phase === phase);
	if (!own) return { least: 0, most: 0 };
	const rows = counted?.get(name)?.get(phase);
	const all = volumes.of(name)?.rows;
	if (rows !== undefined && all) return { least: rows / all, most: rows / all };
	return takers.length === 1 && !own.condition ? { least: 1, most: 1 } : { least: 0, most: 1 };
}

function rowsOfPhase(
	facts: SpecFacts,
	mappings: readonly MappingFacts[],
	volumes: Volumes,
	phase: string,
	counted: PhaseRows | undefined,
): number | undefined {
	let sum = 0;
	for (const mapping of mappings) {
		const { least, most } = shareOf(facts, volumes, mapping, phase, counted);
		if (least !== most) return undefined;
		sum += (volumes.of(mapping.name)?.rows ?? 0) * most;
	}
	return Math.round(sum);
}

function basisOf(
	plan: Plan,
	volumes: Volumes,
	transfer: Transfer,
	rehearsal: Rehearsal | undefined,
	verified: number | undefined,
): readonly string[] {
	const { rows } = assumed[transfer];
	const stated = plan.scope.rowsPerSecond;
	const lanes = plan.execution.parallel ?? 1;
	const basis: string[] = [];
	if (rehearsal?.took) {
		basis.push(
			`The rehearsal "${rehearsal.name.text}" took ${renderDuration(rehearsal.took.ms)}; another time may take 20 % less or 30 % more.`,
		);
	} else if (stated) basis.push(`The spec states ${count(stated.value)} rows per second; 30 % less to 20 % more is reckoned with.`);
	else {
		basis.push(
			`Nothing was measured: ${count(rows.least)} to ${count(rows.most)} rows per second and connection are assumed for ${transfer}, on ${lanes} ${lanes === 1 ? 'connection' : 'connections'} ("execution: { parallel }").`,
		);
	}
	basis.push(
		verified === undefined
			? `For verification, ${count(assumedVerification.least)} to ${count(assumedVerification.most)} rows per second are assumed.`
			: `Verification compared ${count(Math.round(verified))} rows per second in the newest runs.`,
	);
	if (volumes.unknown.length > 0) {
		const names = volumes.unknown.slice(0, 3).map(name => `"${name}"`);
		basis.push(
			`Nobody knows the rows of ${names.join(', ')}${volumes.unknown.length > 3 ? ` and ${volumes.unknown.length - 3} more` : ''}: they count as none.`,
		);
	}
	return basis;
}

function count(number: number): string {
	return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function total(parts: Parts): Range {
	return plus(parts.fixed, variable(parts));
}

function variable({ copy, indexes, verification }: Parts): Range {
	return plus(copy, indexes, verification);
}

function seconds(amount: number | undefined, perSecond: Speed): Range {
	const all = amount ?? 0;
	return { leastMs: (all / perSecond.most) * secondMs, mostMs: (all / perSecond.least) * secondMs };
}

function around(perSecond: number): Speed {
	return { least: perSecond * 0.7, most: perSecond * 1.2 };
}

export function plus(...ranges: readonly Range[]): Range {
	return {
		leastMs: ranges.reduce((sum, range) => sum + range.leastMs, 0),
		mostMs: ranges.reduce((sum, range) => sum + range.mostMs, 0),
	};
}

export function times({ leastMs, mostMs }: Range, factor: number): Range {
	return { leastMs: leastMs * factor, mostMs: mostMs * factor };
}

/** Of a range over magnitudes the middle is the geometric one. */
function middle({ leastMs, mostMs }: Range): number {
	return Math.sqrt(leastMs * mostMs);
}

function spread(ms: number): Range {
	return { leastMs: ms * measuredSpread.least, mostMs: ms * measuredSpread.most };
}

/** `about 6 h`, `10 to 40 min`, `less than a minute`: no more digits than an estimate has. */
export function renderRange({ leastMs, mostMs }: Range): string {
	if (mostMs < minuteMs) return 'less than a minute';
	const least = rounded(leastMs);
	const most = rounded(mostMs);
	if (least === most) return `about ${renderDuration(most)}`;
	return leastMs < minuteMs ? `up to ${renderDuration(most)}` : `${renderDuration(least)} to ${renderDuration(most)}`;
}

/** To five minutes of hours, to a quarter of an hour of several, to hours of days. */
export function rounded(ms: number): number {
	const step =
		ms < 10 * minuteMs
			? minuteMs
			: ms < 3 * 60 * minuteMs
				? 5 * minuteMs
				: ms < 12 * 60 * minuteMs
					? 15 * minuteMs
					: ms < 3 * dayMs
						? 60 * minuteMs
						: dayMs;
	return Math.max(minuteMs, Math.round(ms / step) * step);
}
