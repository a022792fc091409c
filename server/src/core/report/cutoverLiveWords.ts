/** Sentences about a cutover that is under way: where one is, when it ends, how one would go back. Plain text. */

import { renderDuration } from '../strategy/time';
import type { Timeline } from '../strategy/timeline';
import type { WayBack } from '../strategy/wayBack';
import type { CutoverReport, LiveCutover } from './cutoverModel';
import { momentWords, spanWords } from './cutoverWords';
import { plural } from './style';

export function liveSentences({ plan }: Pick<CutoverReport, 'plan'>, live: LiveCutover): readonly string[] {
	const { forecast, statuses, nowMs } = live;
	const named = (state: string) => forecast.steps.filter(one => statuses(one.name).state === state).map(one => one.name);
	const over = [...named('finished'), ...named('skipped')];
	const running = named('running');
	const ready = readySteps(live);
	return [
		`At ${momentWords(forecast, nowMs)}: ${over.length} of ${plural(forecast.steps.length, 'step')} are over.`,
		...(running.length > 0 ? [`Under way: ${running.join(', ')}.`] : []),
		...named('failed').map(name => `Failed: ${name}, by ${statuses(name).by ?? '?'}: ${statuses(name).note ?? ''}`),
		...(ready.length > 0 ? [`Ready to start: ${ready.join(', ')}.`] : []),
		delaySentence(plan, forecast),
		...wayBackSentences(live),
	];
}

/** Steps that wait, and for which everything is over that they wait for. */
export function readySteps({ forecast, statuses }: Pick<LiveCutover, 'forecast' | 'statuses'>): readonly string[] {
	const isOver = (name: string) => ['finished', 'skipped'].includes(statuses(name).state);
	return forecast.steps.filter(one => statuses(one.name).state === 'waiting' && one.after.every(isOver)).map(one => one.name);
}

/** Of when it ends, against the plan and the window. */
function delaySentence(plan: Timeline, forecast: Timeline): string {
	const lateMs = forecast.endMs - forecast.startMs - (plan.endMs - plan.startMs);
	const against = lateMs === 0 ? 'as planned' : `${renderDuration(Math.abs(lateMs))} ${lateMs > 0 ? 'later' : 'earlier'} than planned`;
	const { windowEndMs } = forecast;
	if (windowEndMs === undefined) return `It ends at ${momentWords(forecast, forecast.endMs)}, ${against}.`;
	const spare = windowEndMs - forecast.endMs;
	const window = spare < 0 ? `${renderDuration(-spare)} after the window` : `${renderDuration(spare)} before the window does`;
	return `It ends at ${momentWords(forecast, forecast.endMs)}, ${against}, ${window}.`;
}

export function wayBackSentences({ wayBack, forecast }: Pick<LiveCutover, 'wayBack' | 'forecast'>): readonly string[] {
	if (wayBack.closedBy)
		return [`There is no way back by steps: ${wayBack.closedBy.name.text} has begun. What is left is the fallback of the strategy.`];
	if (wayBack.steps.length === 0) return ['There is nothing to go back from.'];
	return [
		`From here back takes ${spanWords(wayBack)}${latestWords(wayBack, forecast)}: ${wayBack.steps.map(step => step.name.text).join(' → ')}.`,
	];
}

function latestWords({ latestMs }: WayBack, forecast: Timeline): string {
	return latestMs === undefined ? '' : `, so it has to begin by ${momentWords(forecast, latestMs)}`;
}
