/** A cutover as JSON: the shape that `docs/cli.md` promises. Times are ISO 8601 in the zone of the cutover. */

import type { GoNoGo } from '../strategy/goNoGo';
import { renderIso } from '../strategy/time';
import type { Span, TimedStep, Timeline } from '../strategy/timeline';
import type { CutoverReport, LiveCutover } from './cutoverModel';
import { beginMsOf } from './cutoverWords';

export function renderCutoverJson(report: CutoverReport, decision?: GoNoGo): string {
	const { spec, plan, live, gates } = report;
	const shown = live?.forecast ?? plan;
	const at = (atMs: number | undefined) => (atMs === undefined ? undefined : shown.isDated ? renderIso(atMs, plan.zone) : atMs);
	const value = {
		format: 1,
		spec,
		zone: plan.zone,
		starts: at(beginMsOf(shown)),
		ends: at(shown.endMs),
		lengthMs: shown.endMs - beginMsOf(shown),
		isLeast: shown.untimed.length > 0,
		windowEnds: at(shown.windowEndMs),
		downtimeAllowedMs: plan.downtimeAllowed?.ms,
		freeze: shown.freeze && { starts: at(shown.freeze.startMs), ends: at(shown.freeze.endMs) },
		pointOfNoReturn: shown.pointOfNoReturn?.name,
		criticalPath: shown.schedule.criticalPath,
		circles: shown.schedule.circles,
		steps: shown.steps.map(one => stepValue(one, report, at)),
		communications: shown.communications.map(({ communication, atMs }) => ({
			name: communication.name.text,
			at: at(atMs),
			audience: communication.audience?.text,
			owner: communication.owner?.text,
			channel: communication.channel?.text,
			message: communication.message?.text,
		})),
		workload: shown.workload.map(({ role, steps, busyMs, clashes }) => ({
			role,
			steps,
			busyMs,
			clashes: clashes.map(clash => ({
				steps: clash.steps,
				starts: at(clash.startMs),
				ends: at(clash.endMs),
				avoidable: clash.isAvoidable,
			})),
		})),
		gates: Object.fromEntries(
			[...gates].map(([name, { verdict, parts }]) => [
				name,
				{ verdict, parts: parts.map(part => ({ ...part, atMs: undefined, at: at(part.atMs) })) },
			]),
		),
		support: shown.support && { starts: at(shown.support.startMs), ends: at(shown.support.endMs) },
		retires: at(shown.retiresMs),
		live: live && liveValue(live, plan, at),
		decision,
	};
	return `${JSON.stringify(value, null, 2)}\n`;
}

type At = (atMs: number | undefined) => string | number | undefined;

function stepValue(one: TimedStep, { live }: CutoverReport, at: At) {
	const { step, wayBack } = one;
	return {
		name: one.name,
		do: step.does?.text,
		run: step.run,
		owner: step.owner?.text,
		after: one.after,
		starts: at(one.startMs),
		ends: at(one.finishMs),
		latestStart: at(one.latestStartMs),
		latestEnd: at(one.latestFinishMs),
		durationMs: step.duration?.ms,
		slackMs: one.slackMs,
		critical: one.isCritical,
		pointOfNoReturn: step.isPointOfNoReturn || undefined,
		wayBack: wayBack && spanValue(wayBack),
		state: live?.statuses(one.name).state,
		by: live?.statuses(one.name).by,
		note: live?.statuses(one.name).note,
	};
}

function spanValue({ ms, isLeast }: Span) {
	return { ms, isLeast };
}

function liveValue({ log, nowMs, wayBack, forecast }: LiveCutover, plan: Timeline, at: At) {
	return {
		now: at(nowMs),
		startedAt: log.startedAt,
		lateMs: forecast.endMs - forecast.startMs - (plan.endMs - plan.startMs),
		wayBack: {
			...spanValue(wayBack),
			steps: wayBack.steps.map(step => step.name.text),
			latest: at(wayBack.latestMs),
			closedBy: wayBack.closedBy?.name.text,
		},
		events: log.events,
	};
}
