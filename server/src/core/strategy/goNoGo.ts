/**
 * Go or no-go: everything that must be true before the step after which there is no way back, each with its answer and why. It decides
 * nothing: people do, and it says what they know.
 */

import { onlyChecks } from './cutover';
import { hasBegun } from './happenings';
import { renderObstacles } from './judgeGate';
import { gateOf, type Situation } from './nextEvent';
import { renderDuration, renderInstant } from './time';
import type { Timeline } from './timeline';
import { wayBackFrom } from './wayBack';

export interface GoNoGo {
	/** `open`: something is not yet known. */
	readonly verdict: 'go' | 'no-go' | 'open';
	/** The step that is decided about: the point of no return, else the last one. */
	readonly before?: string;
	readonly questions: readonly Question[];
	/** The roles whose word is asked for. */
	readonly voices: readonly string[];
}

export interface Question {
	readonly question: string;
	readonly answer: 'yes' | 'no' | 'open';
	/** What the answer rests on. */
	readonly because: readonly string[];
}

/** `situation.timeline`: by what has happened so far. */
export function goNoGo(situation: Situation): GoNoGo {
	const { timeline } = situation;
	const before = timeline.pointOfNoReturn ?? timeline.steps.at(-1);
	const needed = before ? [...ancestorsOf(timeline, before.name)] : [];
	const questions = [stepsDone(situation, needed), ...gatesGreen(situation, needed), ...inTime(situation), wayBackOpen(situation)];
	const has = (answer: Question['answer']) => questions.some(one => one.answer === answer);
	const owners = [...needed, ...(before ? [before.name] : [])].flatMap(name => timeline.step(name)?.step.owner?.text ?? []);
	return {
		verdict: has('no') ? 'no-go' : has('open') ? 'open' : 'go',
		...(before ? { before: before.name } : {}),
		questions,
		voices: [...new Set(owners)],
	};
}

/** What a step waits for, however far away, in time. */
function ancestorsOf(timeline: Timeline, name: string): ReadonlySet<string> {
	const found = new Set<string>();
	const visit = (one: string) => {
		for (const other of timeline.step(one)?.after ?? []) {
			if (found.has(other)) continue;
			found.add(other);
			visit(other);
		}
	};
	visit(name);
	return new Set(timeline.steps.map(one => one.name).filter(one => found.has(one)));
}

function stepsDone({ timeline, statuses }: Situation, needed: readonly string[]): Question {
	const question = 'Is everything done that comes before?';
	const because = needed.flatMap(name => {
		const { state, by, note } = statuses(name);
		if (state === 'finished') return [];
		if (state === 'skipped') return [`"${name}" was skipped by ${by ?? '?'}: ${note ?? ''}`];
		return [`"${name}" ${{ waiting: 'has not begun', running: 'is under way', failed: `has failed: ${note ?? ''}` }[state]}`];
	});
	const states = needed.map(name => statuses(name).state);
	// The decision itself may be one of the steps: it is open while it is asked.
	const isLast = (name: string) => timeline.steps.every(one => !one.after.includes(name) || one.step.isPointOfNoReturn);
	const left = needed.filter(name => ['waiting', 'running'].includes(statuses(name).state));
	const onlyDecision = left.every(name => {
		const step = timeline.step(name)?.step;
		return step !== undefined && onlyChecks(step) && isLast(name);
	});
	const answer = states.includes('failed') ? 'no' : left.length > 0 && !onlyDecision ? 'open' : 'yes';
	return { question, answer, because };
}

function gatesGreen(situation: Situation, needed: readonly string[]): readonly Question[] {
	return needed.flatMap((name): readonly Question[] => {
		const step = situation.timeline.step(name)?.step;
		const gate = step && gateOf(situation, step);
		if (!step || !gate) return [];
		const question = `Is the gate of "${name}" green?`;
		const { state, by, note } = situation.statuses(name);
		if (state === 'skipped') return [{ question, answer: 'open', because: [`skipped by ${by ?? '?'}: ${note ?? ''}`] }];
		if (gate.verdict === 'passed') return [{ question, answer: 'yes', because: [] }];
		return [{ question, answer: gate.verdict === 'failed' ? 'no' : 'open', because: renderObstacles(gate) }];
	});
}

function inTime({ timeline, nowMs }: Situation): readonly Question[] {
	const { endMs, windowEndMs, zone, cutover } = timeline;
	if (windowEndMs === undefined) return [];
	const question = `Is it over within the window of ${renderDuration(cutover.window?.ms ?? 0)}?`;
	const spare = windowEndMs - Math.max(endMs, nowMs);
	const because = [
		`it ends at ${renderInstant(endMs, zone)}, ${renderDuration(Math.abs(spare))} ${spare < 0 ? 'after' : 'before'} the window does`,
	];
	return [{ question, answer: spare < 0 ? 'no' : 'yes', because }];
}

function wayBackOpen({ timeline, statuses, nowMs }: Situation): Question {
	const question = 'Could we still go back?';
	const back = wayBackFrom(timeline, hasBegun(statuses));
	if (back.closedBy) return { question, answer: 'no', because: [`"${back.closedBy.name.text}" has begun`] };
	const unknown = back.unknown.map(step => `nobody wrote down how "${step.name.text}" is undone`);
	const takes = `from here back takes ${back.isLeast ? 'at least ' : ''}${renderDuration(back.ms)}`;
	if (back.latestMs === undefined) return { question, answer: unknown.length > 0 ? 'open' : 'yes', because: [takes, ...unknown] };
	const latest = `${takes}, so it has to begin by ${renderInstant(back.latestMs, timeline.zone)}`;
	return { question, answer: nowMs > back.latestMs ? 'no' : unknown.length > 0 ? 'open' : 'yes', because: [latest, ...unknown] };
}
