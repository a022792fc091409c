/** The kept runs of a spec as lines of the panel's history. */

import { subjectOf } from './changesText';
import type { PanelRunLine } from './panelModel';
import { stateOf, stateText } from './runChanges';
import type { RunRecord } from './runRecord';

export function panelRunLine(run: RunRecord): PanelRunLine {
	const open = run.checks.filter(({ verdict }) => verdict !== 'identical' && verdict !== 'accepted');
	const isFinished = run.end !== undefined && run.end.interrupted !== true;
	return {
		startedAt: run.startedAt,
		verdict: isFinished ? (run.end?.verdict ?? '').replace('-', ' ') : 'not finished',
		isGreen: isFinished && open.length === 0,
		checks: run.checks.length,
		green: run.checks.length - open.length,
		open: open.map(check => `${subjectOf(check)}: ${stateText(stateOf(check))}`),
		...(run.end ? { elapsedMs: run.end.elapsedMs } : {}),
	};
}
