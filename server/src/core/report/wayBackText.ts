/** The way back of a cutover as something to follow: what is undone in which order, by whom, how, and until when. */

import type { Step } from '../strategy/cutover';
import { renderDuration } from '../strategy/time';
import { wayBackSentences } from './cutoverLiveWords';
import type { CutoverReport } from './cutoverModel';
import { markdownCode, markdownText } from './markdownText';
import { styleOf } from './style';
import { visibleText } from './visibleText';

export function renderWayBackText(report: CutoverReport, { color }: { readonly color: boolean }): string {
	const style = styleOf(color);
	const { steps, head } = wayOf(report);
	const widths = columnsOf(steps.map(step => [step.name.text, step.owner?.text ?? '?', takesOf(step)]));
	const rows = steps.map((step, n) => {
		const cells = [step.name.text, step.owner?.text ?? '?', takesOf(step)].map((cell, column) =>
			visibleText(cell).padEnd(widths[column] ?? 0),
		);
		return visibleText(`${String(n + 1).padStart(2)}. ${cells.join('  ')}  ${howOf(step)}`);
	});
	const undone = report.live && !report.live.wayBack.closedBy ? report.live.wayBack.next : undefined;
	const how = undone && steps[0] !== undefined && undone !== steps[0] ? 'First say that its result is void' : 'Then say so';
	const next = undone ? ['', style.dim(visibleText(`${how}: crosswalk cutover ${report.spec} undo ${undone.name.text}`))] : [];
	return `${[style.bold(visibleText(`The way back of ${report.name}`)), ...head.map(visibleText), ...(rows.length > 0 ? ['', ...rows] : []), ...next].join('\n')}\n`;
}

export function renderWayBackMarkdown(report: CutoverReport): string {
	const { steps, head } = wayOf(report);
	const rows = steps.map(step => {
		const owner = step.owner ? ` (${markdownCode(step.owner.text)}, ${takesOf(step)})` : ` (${takesOf(step)})`;
		return `- [ ] ${markdownCode(step.name.text)}${owner}: ${markdownText(howOf(step))}`;
	});
	return `${[`# The way back of ${markdownText(report.name)}`, '', ...head.map(markdownText), '', ...rows].join('\n')}\n`;
}

/** Before anything has happened, all of it that the plan could have to undo. */
function wayOf({ plan, live }: CutoverReport): { readonly steps: readonly Step[]; readonly head: readonly string[] } {
	if (live) return { steps: live.wayBack.closedBy ? [] : live.wayBack.steps, head: wayBackSentences(live) };
	const limit = plan.pointOfNoReturn?.startMs ?? Number.POSITIVE_INFINITY;
	const steps = plan.steps.filter(one => one.startMs < limit && one.step.rollback && !one.step.isPointOfNoReturn).map(one => one.step);
	return { steps: steps.reverse(), head: ['Nothing has begun. If all is done up to the point of no return, this is the way back:'] };
}

function takesOf({ rollback }: Step): string {
	return rollback?.duration ? renderDuration(rollback.duration.ms) : 'unknown';
}

function howOf({ rollback }: Step): string {
	if (!rollback) return 'nobody wrote down how';
	return `${rollback.does?.text ?? ''}${rollback.run ? ` (${rollback.run})` : ''}`;
}

function columnsOf(rows: readonly (readonly string[])[]): readonly number[] {
	return [0, 1, 2].map(column => Math.max(0, ...rows.map(row => (row[column] ?? '').length)));
}
