/** Keeps what people say of the steps of a cutover: for the command line and the editor alike, with the same refusals. */

import { nearestName } from '../core/base/nearest';
import type { OpenedSpec } from '../core/mapping/openSpec';
import { situationOf } from '../core/report/cutoverModel';
import type { Step } from '../core/strategy/cutover';
import { type Action, isOver } from '../core/strategy/happenings';
import { type AskedEvent, nextEvent, type Situation } from '../core/strategy/nextEvent';
import { type KeptLog, keepCutoverEvent, newestCutoverLog } from './cutoverLogs';
import type { Files } from './files';
import { readLedger } from './ledger';

/** Where a cutover is, for the event that comes next. */
export interface OpenCutover {
	readonly project: string;
	readonly spec: string;
	/** Undefined when the next event begins another time through. */
	readonly log?: KeptLog;
	readonly situation: Situation;
}

/** Undefined without a cutover or a folder to keep it in. `file`: of the spec. `action`: what is asked; when all is over, a start begins again. */
export function openCutover(
	files: Files,
	spec: OpenedSpec & { readonly file: string },
	action: Action | undefined,
	nowMs: number,
): OpenCutover | undefined {
	const { folder } = spec.project;
	if (folder === undefined) return undefined;
	const newest = newestCutoverLog(files, folder, spec.file);
	const ledger = readLedger(files, spec);
	const steps = situationOf(spec.facts, ledger, undefined, nowMs)?.timeline.steps.map(one => one.step) ?? [];
	const log = newest && action === 'start' && isOver(newest.log, steps) ? undefined : newest;
	const situation = situationOf(spec.facts, ledger, log?.log ?? { startedAt: '', events: [] }, nowMs);
	return situation && { project: folder, spec: spec.file, situation, ...(log ? { log } : {}) };
}

/** The step of a name, or a sentence with the one that may be meant. */
export function stepNamed({ situation }: OpenCutover, name: string): Step | string {
	const step = situation.timeline.step(name)?.step;
	if (step) return step;
	const nearest = nearestName(
		name,
		situation.timeline.steps.map(one => one.name),
	);
	return `there is no step "${name}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
}

/** Gives why it was refused. Throws when the disk does not take it. */
export function keepStep(files: Files, cutover: OpenCutover, asked: AskedEvent): string | undefined {
	const decision = nextEvent(cutover.situation, asked);
	if (decision.kind === 'refused') return decision.why;
	const { project, spec, log } = cutover;
	keepCutoverEvent(files, { project, spec, log }, decision.event, new Date(cutover.situation.nowMs).toISOString());
	return undefined;
}
