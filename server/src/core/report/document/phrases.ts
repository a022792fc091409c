/** Phrases that several parts of a document share: ranges, moments, verdicts. In the language of the words. */

import type { CheckResult, Verdict } from '../../reconcile/result';
import { rounded } from '../../strategy/estimate';
import { dayMs, minuteMs, renderClock, renderDate, renderInstant } from '../../strategy/time';
import type { Words } from '../words/en';
import { code, type Inline, joined, type Rich, state, type Tone } from './blocks';
import type { DocumentedCheck } from './documentedChecks';
import type { DocumentedCutover } from './documentedCutover';
import type { DocumentedStep } from './mappingTables';

/** As `renderRange` of the estimate, in the language. */
export function rangePhrase(w: Words, leastMs: number, mostMs: number): string {
	if (mostMs < minuteMs) return w.lessThanAMinute;
	const least = rounded(leastMs);
	const most = rounded(mostMs);
	if (least === most) return w.about(w.duration(most));
	return leastMs < minuteMs ? w.upTo(w.duration(most)) : w.between(w.duration(least), w.duration(most));
}

/** `Sat 2026-12-05 22:00`, on the day of `sinceMs` the clock alone; without a start the time since the first step. */
export function momentPhrase(w: Words, { isDated, zone }: DocumentedCutover, atMs: number, sinceMs?: number): string {
	if (!isDated) return atMs === 0 ? '0' : `+${w.duration(atMs)}`;
	if (sinceMs !== undefined && renderDate(atMs, zone) === renderDate(sinceMs, zone)) return renderClock(atMs, zone);
	return weekday(w, renderInstant(atMs, zone));
}

const english = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function weekday(w: Words, instant: string): string {
	return (w.weekdays[english.indexOf(instant.slice(0, 3))] ?? '') + instant.slice(3);
}

/** `2026-12-05 23:10 UTC`, of ISO 8601. */
export function instantPhrase(iso: string): string {
	return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

/** Some names, and how many more. */
export function namesPhrase(w: Words, names: readonly string[], most = 8): Rich {
	const shown = joined(names.slice(0, most).map(code), ', ');
	return names.length > most ? [...shown, ' ', w.more(names.length - most)] : shown;
}

export function percentPhrase(w: Words, percent: number | undefined): string {
	return percent === undefined ? w.unknown : `${w.decimal(percent)} %`;
}

/** What becomes of a value, step by step. */
export function stepsPhrase(w: Words, steps: readonly DocumentedStep[]): string {
	// That a column is taken goes without saying where something happens to it.
	const [first, ...rest] = steps;
	const told = first?.step === 'column' && rest.length > 0 ? rest : steps;
	return told
		.map(({ step, arguments: given }) => w.steps[step]?.(...given) ?? [step, ...given].join(' '))
		.join(', ')
		.replace(`${w.steps['looked-up-by']?.()}, `, `${w.steps['looked-up-by']?.()}: `);
}

/** A gate as the specification writes it, and whether it is open by the newest results. */
export function gatePhrase(w: Words, text: string, verdict: string | undefined): Rich {
	return verdict === undefined ? [code(text)] : [code(text), ' ', judgedPhrase(w, verdict)];
}

const judgedTones: Readonly<Record<string, Tone>> = { passed: 'good', failed: 'bad' };

function judgedPhrase(w: Words, verdict: string): Inline {
	const words: Readonly<Record<string, string>> = w.checks.judged;
	return state(judgedTones[verdict] ?? 'unsure', words[verdict] ?? verdict);
}

const tones: Readonly<Record<Verdict, Tone>> = {
	identical: 'good',
	accepted: 'good',
	different: 'bad',
	failed: 'bad',
	partial: 'unsure',
	'not-run': 'unsure',
};

/** The verdict of a check; one that is stale says so and is not green. */
export function verdictPhrase(w: Words, { section, result }: DocumentedCheck): Rich {
	if (!result) return [state('unsure', w.checks.never)];
	const trial: Readonly<Record<string, string>> = section === 'reconcile' ? {} : w.checks.trialVerdicts;
	const word = trial[result.verdict] ?? w.checks.verdicts[result.verdict];
	return result.isStale ? [state('unsure', `${word}, ${w.checks.stale}`)] : [state(tones[result.verdict], word)];
}

/** When it was checked, and how long that is before the cutover: the one clock that the document has. */
export function checkedPhrase(w: Words, { result }: DocumentedCheck, cutover: DocumentedCutover | undefined): string {
	if (!result) return '';
	const at = instantPhrase(result.at);
	if (!cutover?.isDated) return at;
	const ageMs = cutover.startMs - Date.parse(result.at);
	const age = w.duration(coarse(Math.abs(ageMs)));
	return `${at} (${ageMs >= 0 ? w.checks.ageBefore(age) : w.checks.ageAfter(age)})`;
}

function coarse(ms: number): number {
	const hour = 60 * minuteMs;
	return ms >= 2 * dayMs
		? Math.floor(ms / dayMs) * dayMs
		: ms >= hour
			? Math.floor(ms / hour) * hour
			: Math.floor(ms / minuteMs) * minuteMs;
}

function cellPhrase(w: Words, value: string | number | null | undefined): string {
	const text = String(value ?? 'NULL');
	return /^\d{1,15}$/.test(text) ? w.number(Number(text)) : text;
}

/** What it found, in figures. */
export function foundPhrase(w: Words, found: CheckResult['found'] | undefined): string {
	const { checks } = w;
	switch (found?.kind) {
		case 'count':
			return found.source === found.target
				? checks.bothSides(w.number(found.source))
				: checks.counts(w.number(found.source), w.number(found.target));
		case 'rows': {
			const counts: Readonly<Record<string, number | boolean>> = { ...found.differences };
			const kinds = Object.entries(checks.kinds).flatMap(([kind, word]) => {
				const count = counts[kind];
				return typeof count === 'number' && count > 0 ? [`${w.number(count)} ${word}`] : [];
			});
			return `${checks.rowsCompared(w.number(found.compared.source))}: ${kinds.join(', ') || checks.noDifference}`;
		}
		case 'aggregate':
			return found.groups
				? checks.groups(w.number(found.groups.differing), w.number(found.groups.compared))
				: checks.values(cellPhrase(w, found.source), cellPhrase(w, found.target));
		case 'balance':
			return checks.balance(w.number(found.rows), w.number(found.mapped), w.number(found.target));
		case 'violations':
			return checks.violations(w.number(found.count), found.of === undefined ? undefined : w.number(found.of));
		case 'acceptance':
			if (found.manual) return checks.byPerson(found.manual.by, found.manual.at.slice(0, 10));
			return found.timing ? checks.median(String(Math.round(found.timing.medianMs))) : '';
		case 'example':
			return found.rows.some(({ differing }) => differing.length > 0) ? checks.notAsExpected : '';
		default:
			return '';
	}
}
