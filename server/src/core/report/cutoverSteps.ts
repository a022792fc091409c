/** Sentences about one step of a cutover that several outputs share. Plain text. */

import type { Step, StepCommand } from '../strategy/cutover';
import { renderGate } from '../strategy/gate';
import { renderDuration } from '../strategy/time';

const commandsThatAre: readonly (StepCommand | undefined)[] = ['validate', 'reconcile', 'coverage'];

/** What to type, where Crosswalk has the command; else the word of the plan. */
export function commandOf(run: StepCommand, spec: string): string {
	return commandsThatAre.includes(run) ? `crosswalk ${run} ${spec}` : run;
}

/** What must be true for the step to be finished. */
export function gateSentence({ gate }: Step): string | undefined {
	return gate && `Finished when green: ${renderGate(gate) || 'nothing is named'}`;
}

export function rollbackSentence({ rollback, isPointOfNoReturn }: Step): string | undefined {
	if (isPointOfNoReturn) return 'No way back once it has begun';
	if (!rollback) return undefined;
	const { does, run, duration } = rollback;
	const how = [run, duration && renderDuration(duration.ms)].filter(Boolean).join(', ');
	return `Way back: ${does?.text ?? ''}${how ? ` (${how})` : ''}`;
}
