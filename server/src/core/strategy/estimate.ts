/**
 * How long moving the data takes, as ranges: copying, indexes, verification, the last delta. Measured where a rehearsal or a run measured,
 * else from a stated throughput, else from assumptions that are told. docs/plan.md says how. Knows nothing of what is allowed.
 */

import type { MappingFacts, SpecFacts } from '../mapping/facts';
import type { CheckResult } from '../reconcile/result';
import { phasesOf } from './phases';
import { type Plan, planOf, type Rehearsal, type Transfer } from './plan';
import { dayMs, minuteMs, renderDuration, secondMs } from './time';
import { measuredVerification, type Volumes, volumesOf } from './volumes';

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
	/** How long the whole takes by each means of transfer. */
	by(transfer: Transfer): Range;
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

export function estimateOf(facts: SpecFacts, { results = [], phaseRows }: EstimateInput = {}): Estimate {
	const plan = planOf(facts.spec);
	const volumes = volumesOf(facts, results);
	const transfer = plan.strategy.transfer?.word ?? 'database-copy';
	const rehearsal = lastPassed(plan);
	const verified = measuredVerification(results);
	const verifySpeed = verified === undefined ? assumedVerification : { least: verified * 0.7, most: verified * 1.3 };
	const partsOf = (share: (mapping: MappingFacts) => Speed, means: Transfer) => parts(facts, plan, volumes, verifySpeed, share, means);
	const all = partsOf(() => ({ least: 1, most: 1 }), transfer);
	const raw = total(all);
	// A rehearsal measured all of it at once: its parts are told in the proportion that is assumed.
	const factor = rehearsal?.took && middle(raw) > 0 ? rehearsal.took.ms / middle(raw) : undefined;
	const settle = (range: Range) => (factor === undefined ? range : spread(middle(range) * factor));
	const phases = phasesOf(facts).order.map(({ name }): PhaseEstimate => {
		const counted = rowsOfPhase(facts, volumes, name.text, phaseRows);
		const range = total(partsOf(mapping => shareOf(facts, volumes, mapping, name.text, phaseRows), transfer));
		return { phase: name.text, ...(counted === undefined ? {} : { rows: counted }), range: scaled(range, factor) };
	});
	const changes = partsOf(mapping => changeOf(volumes, mapping), transfer);
	return {
		whole: settle(raw),
		copy: settle(all.copy),
		indexes: settle(all.indexes),
		verification: settle(all.verification),
		delta: scaled(plus(changes.copy, scans(volumes)), factor),
		phases,
		basis: basisOf(plan, volumes, transfer, rehearsal, verified),
		isMeasured: rehearsal !== undefined,
		by: means => (means === transfer ? settle(raw) : total(partsOf(() => ({ least: 1, most: 1 }), means))),
	};
}

/** The rehearsal whose time counts: of those that passed, the last. */
export function lastPassed({ strategy }: Plan): Rehearsal | undefined {
	const passed = strategy.rehearsals.filter(({ took, verdict }) => took && verdict?.word === 'passed');
	return [...passed].sort((one, other) => (one.when?.text ?? '').localeCompare(other.when?.text ?? '')).at(-1);
}

interface Parts {
	readonly copy: Range;
	readonly indexes: Range;
	readonly verification: Range;
}

function parts(
	facts: SpecFacts,
	plan: Plan,
	volumes: Volumes,
	verify: Speed,
	share: (mapping: MappingFacts) => Speed,
	transfer: Transfer,
): Parts {
	const lanes = Math.max(1, Math.min(plan.execution.parallel ?? 1, facts.mappings.length));
	const stated = plan.scope.rowsPerSecond?.value;
	const speed = assumed[transfer];
	// Connections share a disk and a network: in the worst case each further one brings less.
	const rows = stated === undefined ? { least: speed.rows.least * Math.sqrt(lanes), most: speed.rows.most * lanes } : around(stated);
	const bytes = { least: speed.bytes.least * Math.sqrt(lanes), most: speed.bytes.most * lanes };
	let copy = { ...ofRun };
	let indexes: Range = { leastMs: 0, mostMs: 0 };
	let verification: Range = { leastMs: 0, mostMs: 0 };
	for (const mapping of facts.mappings) {
		const part = share(mapping);
		if (part.most === 0) continue;
		const volume = volumes.of(mapping.name);
		const byRows = seconds(volume?.rows, rows, part);
		const byBytes = stated === undefined ? seconds(volume?.bytes, bytes, part) : byRows;
		copy = plus(copy, ofMapping, {
			leastMs: Math.max(byRows.leastMs, byBytes.leastMs),
			mostMs: Math.max(byRows.mostMs, byBytes.mostMs),
		});
		indexes = plus(indexes, times(seconds(volume?.rows, assumedIndexRows, part), indexCount(mapping)));
		verification = plus(verification, ofMapping, seconds(volume?.rows, verify, part));
	}
	return { copy, indexes, verification };
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

function rowsOfPhase(facts: SpecFacts, volumes: Volumes, phase: string, counted: PhaseRows | undefined): number | undefined {
	let sum = 0;
	for (const mapping of facts.mappings) {
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

function total({ copy, indexes, verification }: Parts): Range {
	return plus(copy, indexes, verification);
}

function seconds(amount: number | undefined, perSecond: Speed, share: Speed): Range {
	const all = amount ?? 0;
	return { leastMs: ((all * share.least) / perSecond.most) * secondMs, mostMs: ((all * share.most) / perSecond.least) * secondMs };
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

function times({ leastMs, mostMs }: Range, factor: number): Range {
	return { leastMs: leastMs * factor, mostMs: mostMs * factor };
}

/** Of a range over magnitudes the middle is the geometric one. */
function middle({ leastMs, mostMs }: Range): number {
	return Math.sqrt(leastMs * mostMs);
}

function spread(ms: number): Range {
	return { leastMs: ms * measuredSpread.least, mostMs: ms * measuredSpread.most };
}

/** Of a part whose own extent is unknown: both ends by what was measured of the whole. */
function scaled(range: Range, factor: number | undefined): Range {
	if (factor === undefined) return range;
	const isCertain = range.leastMs > 0 && range.mostMs / range.leastMs < 20;
	return isCertain
		? spread(middle(range) * factor)
		: { leastMs: Math.min(range.leastMs, range.leastMs * factor), mostMs: range.mostMs * factor };
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
