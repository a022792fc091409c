/**
 * Facts of the plan by name: what `justification` embeds as `${plan:NAME}` and what the watch of a risk puts a bound on. They are made of the
 * spec, its catalogs and the newest results, so that a text that names them stays true.
 */

import { coverageOf } from '../mapping/coverage';
import type { SpecFacts } from '../mapping/facts';
import { parseDurationMs } from '../spec/formats';
import type { Text } from '../spec/spec';
import { complexityOf } from './complexity';
import { unfitIn } from './dataQuality';
import { type EstimateInput, lastPassed, type Range, renderRange } from './estimate';
import { planOf } from './plan';
import { renderDuration } from './time';
import { type StrategyVerdict, strategyVerdict } from './verdict';
import { volumesOf } from './volumes';

export interface PlanFact {
	readonly name: string;
	/** One line of help. */
	readonly help: string;
	/** Undefined when nobody knows. */
	readonly text?: string;
	/** For bounds: of a range both ends, in milliseconds where it is a time. */
	readonly least?: number;
	readonly most?: number;
}

/** What a fact is made of. */
interface Known {
	readonly facts: SpecFacts;
	readonly verdict: StrategyVerdict;
	readonly input: EstimateInput;
}

type Value = Pick<PlanFact, 'text' | 'least' | 'most'>;

/** Every fact with its help; the schema lists those that can be watched. */
const table: readonly { readonly name: string; readonly help: string; value(known: Known): Value }[] = [
	{
		name: 'duration',
		help: 'How long the whole transfer takes, with indexes and verification',
		value: known => rangeValue(known.verdict.estimate.whole),
	},
	{ name: 'downtime', help: 'How long the systems stand still by this strategy', value: known => rangeValue(known.verdict.downtime) },
	{
		name: 'downtime_allowed',
		help: 'How long they may: `scope: { continuity: { downtime_allowed } }`',
		value: known => time(known.verdict.allowedMs),
	},
	{ name: 'headroom', help: 'What is left of the downtime allowed', value: headroom },
	{ name: 'window', help: 'How long the cutover may take: `cutover: { window }`', value: known => time(known.verdict.windowMs) },
	{
		name: 'rehearsal',
		help: 'How long the last rehearsal took that passed',
		value: known => time(lastPassed(planOf(known.facts.spec))?.took?.ms),
	},
	{ name: 'mappings', help: 'How many mappings there are', value: known => number(known.facts.mappings.length) },
	{ name: 'rows', help: 'Rows to move', value: known => number(volumesOf(known.facts, known.input.results).rows) },
	{ name: 'bytes', help: 'Bytes to move', value: known => bytes(volumesOf(known.facts, known.input.results).bytes) },
	{ name: 'growth_per_day', help: 'Rows that are added per day', value: known => number(volumesOf(known.facts).growthPerDay) },
	{ name: 'effort', help: 'Person-days to write, review and test the mappings', value: known => effort(known.facts) },
	{ name: 'complex_mappings', help: 'Mappings of grade C or D', value: known => number(complexMappings(known.facts)) },
	{
		name: 'unmapped_columns',
		help: 'Columns of both sides that nobody decided about',
		value: known => number(unmappedColumns(known.facts)),
	},
	{ name: 'rejected_rows', help: 'Rows that the newest results say were rejected', value: known => rowsFound(known.input, 'rejected') },
	{ name: 'differing_rows', help: 'Rows that the newest results say differ', value: known => rowsFound(known.input, 'differing') },
	{
		name: 'unfit_rows',
		help: 'Rows that the target would refuse or cut, by the newest look at the data (`validate --live`)',
		value: known => countOf(unfitIn(known.input.fit)),
	},
];

export const planFactNames: readonly string[] = table.map(({ name }) => name);

const allNames: ReadonlySet<string> = new Set(planFactNames);

export function planFactHelp(name: string): string | undefined {
	return table.find(one => one.name === name)?.help;
}

/** `names`: only these. */
export function planFacts(
	facts: SpecFacts,
	input: EstimateInput = {},
	verdict = strategyVerdict(facts, input),
	names: ReadonlySet<string> = allNames,
): readonly PlanFact[] {
	return table.filter(({ name }) => names.has(name)).map(({ name, help, value }) => ({ name, help, ...value({ facts, verdict, input }) }));
}

/** A reference to a fact inside of a text. Offsets are of the text. */
export interface FactReference {
	readonly name: string;
	readonly start: number;
	readonly end: number;
}

const reference = /\$\{plan:([^{}]*)\}/g;

export function factReferences(text: string): readonly FactReference[] {
	return [...text.matchAll(reference)].map(match => ({ name: match[1] ?? '', start: match.index, end: match.index + match[0].length }));
}

/** The text with the facts in their places; what nobody knows is said to be unknown. */
export function withFacts(text: string, known: readonly PlanFact[]): string {
	return text.replace(reference, (whole, name: string) => {
		const fact = known.find(one => one.name === name);
		return fact ? (fact.text ?? 'unknown') : whole;
	});
}

/** Whether a fact is beyond a bound; undefined when either is unknown. The worse end of a range counts. */
export function isBeyond(fact: PlanFact | undefined, bound: { readonly above?: Text; readonly below?: Text }): boolean | undefined {
	const above = boundOf(bound.above);
	const below = boundOf(bound.below);
	if (!fact || fact.least === undefined || fact.most === undefined || (above === undefined && below === undefined)) return undefined;
	return (above !== undefined && fact.most > above) || (below !== undefined && fact.least < below);
}

function boundOf(text: Text | undefined): number | undefined {
	if (!text) return undefined;
	const plain = Number(text.text);
	return Number.isFinite(plain) ? plain : parseDurationMs(text.text);
}

function rangeValue(range: Range): Value {
	return { text: renderRange(range), least: range.leastMs, most: range.mostMs };
}

function time(ms: number | undefined): Value {
	return ms === undefined ? {} : { text: renderDuration(ms), least: ms, most: ms };
}

function number(value: number): Value {
	return { text: thousands(value), least: value, most: value };
}

function countOf(value: number | undefined): Value {
	return value === undefined ? {} : number(value);
}

function bytes(value: number): Value {
	return { text: renderBytes(value), least: value, most: value };
}

function headroom({ verdict: { allowedMs, downtime } }: Known): Value {
	if (allowedMs === undefined) return {};
	const left = { least: allowedMs - downtime.mostMs, most: allowedMs - downtime.leastMs };
	return { text: left.least > 0 ? `at least ${renderDuration(coarse(left.least))}` : 'none', ...left };
}

/** Whole quarters of an hour: the downtime is an estimate. */
function coarse(ms: number): number {
	const quarter = 15 * 60 * 1000;
	return ms < quarter ? ms : Math.floor(ms / quarter) * quarter;
}

/** Hours of work that a point stands for; six of them are a day's work. */
export const hoursPerPoint = { least: 1, most: 2 } as const;
const hoursPerDay = 6;

export function effortDays(points: number): { readonly least: number; readonly most: number } {
	const days = (hours: number) => Math.max(0.5, Math.round((points * hours * 2) / hoursPerDay) / 2);
	return { least: days(hoursPerPoint.least), most: days(hoursPerPoint.most) };
}

function effort({ mappings }: SpecFacts): Value {
	const { least, most } = effortDays(mappings.reduce((sum, mapping) => sum + complexityOf(mapping).points, 0));
	return { text: least === most ? `about ${most} person-days` : `${least} to ${most} person-days`, least, most };
}

function complexMappings({ mappings }: SpecFacts): number {
	return mappings.filter(mapping => ['C', 'D'].includes(complexityOf(mapping).grade)).length;
}

function unmappedColumns(facts: SpecFacts): number {
	const { source, target } = coverageOf(facts);
	return [...(source?.tables ?? []), ...(target?.tables ?? [])].reduce((sum, table) => sum + table.undecided.length, 0);
}

/** Undefined until something was run. */
function rowsFound({ results = [] }: EstimateInput, what: 'rejected' | 'differing'): Value {
	const found = results.flatMap(result => (result.found?.kind === 'rows' ? [result.found.differences] : []));
	if (found.length === 0) return {};
	return number(
		found.reduce(
			(sum, { missing, extra, changed, rejected, duplicate }) =>
				sum + (what === 'rejected' ? rejected : missing + extra + changed + duplicate),
			0,
		),
	);
}

export function renderBytes(count: number): string {
	const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
	let value = count;
	let unit = 0;
	while (value >= 1000 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit]}`;
}

function thousands(count: number): string {
	return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}
