/** Every check of the spec with the last that is known of it, and how those do that run. */

import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';

import type { Verdict } from '../../../../server/src/core/reconcile/result';
import { thousands } from '../../../../server/src/core/report/numbers';
import type { EndedCheck, PanelCheck, RunningCheck } from '../../../../server/src/core/report/panelModel';
import { visibleText } from '../../../../server/src/core/report/visibleText';
import { placeView } from '../placeView';
import { isGreen, type Page, selectedCheck } from '../state';
import { ageText, durationText, signs, verdictWord } from '../words';

export function overviewView(page: Page): TemplateResult {
	const { state } = page;
	const { model, progress } = state;
	const ended = new Map((progress?.ended ?? []).map(one => [one.id, one]));
	const running = new Map((progress?.running ?? []).map(one => [one.id, one]));
	const all = model?.checks ?? [];
	const checks = state.onlyOpen ? all.filter(check => !isGreen(verdictOf(check, ended))) : all;
	const selected = selectedCheck(state)?.id;
	const groups = groupsOf(checks);
	return html`<div class="overview"><table class="checks">
		<caption class="unseen">Checks of ${visibleText(model?.spec ?? '')}</caption>
		<thead><tr><th scope="col" class="of-check">Check</th><th scope="col" class="of-verdict">Verdict</th><th scope="col">Result</th><th scope="col" class="number of-time">Time</th><th scope="col" class="of-when">When</th><th scope="col" class="of-run"><span class="unseen">Run</span></th></tr></thead>
		${repeat(
			groups,
			({ heading }) => heading,
			({ heading, checks: own }) =>
				html`<tbody><tr class="group"><th scope="rowgroup" colspan="6">${placeView(page, own[0]?.place, heading)}</th></tr>
				${own.map(check => checkRow(page, check, check.id === selected, ended.get(check.id), running.get(check.id)))}</tbody>`,
		)}
	</table></div>
	${checks.length === 0 && all.length > 0 ? html`<p class="note">All ${thousands(all.length)} checks are green.</p>` : nothing}`;
}

interface Group {
	readonly heading: string;
	readonly checks: readonly PanelCheck[];
}

function groupsOf(checks: readonly PanelCheck[]): readonly Group[] {
	const groups = new Map<string, PanelCheck[]>();
	for (const check of checks) {
		const known = groups.get(check.heading);
		if (known) known.push(check);
		else groups.set(check.heading, [check]);
	}
	return [...groups].map(([heading, own]) => ({ heading, checks: own }));
}

function verdictOf({ id, result }: PanelCheck, ended: ReadonlyMap<string, EndedCheck>): Verdict | undefined {
	return ended.get(id)?.verdict ?? result?.verdict;
}

function checkRow(
	page: Page,
	check: PanelCheck,
	isSelected: boolean,
	ended: EndedCheck | undefined,
	running: RunningCheck | undefined,
): TemplateResult {
	const { state } = page;
	const { id, check: name, result, ranAt, isStale } = check;
	const verdict = ended?.verdict ?? result?.verdict;
	const select = () => page.change({ selected: id, line: undefined, gridTop: 0, filter: { search: '', kind: '', column: '' } });
	const label = `${check.mapping === undefined ? '' : `${check.mapping}, `}${name}`;
	const summary = running ? runningText(running) : (ended?.summary ?? summaryOf(check));
	const canRun = state.progress === undefined && state.model?.isHistory === undefined;
	return html`<tr class=${isSelected ? 'pickable selected' : 'pickable'} @click=${select}>
		<th scope="row"><button type="button" class="check" aria-current=${isSelected ? 'true' : nothing} @click=${select}>${visibleText(name)}</button></th>
		<td>${running ? html`<span class="verdict running">running</span>` : verdictView(verdict)}</td>
		<td class="result" title=${summary}>${summary}</td>
		<td class="number">${result && !running ? durationText(result.elapsedMs) : nothing}</td>
		<td class="when">${ended ? 'just now' : ranAt === undefined ? nothing : ageText(ranAt, state.nowMs)}${
			isStale && !ended ? html` <span class="stale" title="The mapping or a catalog is another one since">stale</span>` : nothing
		}</td>
		<td>${canRun ? html`<button type="button" class="action" title="Run this check" aria-label="Run ${label}" @click=${run}>▷</button>` : nothing}</td>
	</tr>`;

	function run(event: Event): void {
		event.stopPropagation();
		page.send({ kind: 'run', checks: [id] });
	}
}

/** Of what has no result the verdict is `not run`, and its reason the summary. */
function summaryOf({ result, summary }: PanelCheck): string {
	if (!result) return '';
	return visibleText(result.found === undefined ? (result.reason ?? '') : summary);
}

export function verdictView(verdict: Verdict | undefined): TemplateResult {
	if (!verdict) return html`<span class="verdict never">never run</span>`;
	return html`<span class="verdict ${verdict}"><span aria-hidden="true">${signs[verdict]}</span> ${verdictWord(verdict)}</span>`;
}

function runningText({ rows, expectedRows, elapsedMs, leftMs }: RunningCheck): string {
	const share = expectedRows ? ` of about ${thousands(Math.round(expectedRows))}` : '';
	const read = rows ? `${thousands(rows.source)} | ${thousands(rows.target)}${share} rows` : '';
	const left = leftMs === undefined ? '' : `about ${durationText(leftMs)} left`;
	return [read, durationText(elapsedMs), left].filter(Boolean).join(' · ');
}
