/** The kept runs of the spec: when, how each ended, and a click that shows it. */

import { html, nothing, type TemplateResult } from 'lit';

import { momentText } from '../../../../server/src/core/report/changesText';
import type { PanelModel } from '../../../../server/src/core/report/panelModel';
import { changeText, isBetter } from '../../../../server/src/core/report/runChanges';
import { visibleText } from '../../../../server/src/core/report/visibleText';
import type { Page } from '../state';
import { durationText, plural } from '../words';

export function historyView(page: Page): TemplateResult | typeof nothing {
	const { runs, isHistoryShown, model } = page.state;
	if (!isHistoryShown) return nothing;
	if (!runs) return html`<p class="note">Reading the kept runs …</p>`;
	if (runs.length === 0) return html`<p class="note">No run is kept yet.</p>`;
	const rows = runs.map(run => {
		const isShown = model?.isHistory === true && model.run?.startedAt === run.startedAt;
		const look = () => page.send({ kind: 'look', startedAt: run.startedAt });
		return html`<tr class=${isShown ? 'selected' : ''}>
			<th scope="row"><button type="button" class="place" aria-current=${isShown ? 'true' : nothing} @click=${look}>${momentText(run.startedAt)}</button></th>
			<td><span class="verdict ${run.isGreen ? 'identical' : 'different'}"><span aria-hidden="true">${run.isGreen ? '✓' : '✗'}</span> ${visibleText(run.verdict)}</span></td>
			<td>${run.green} of ${plural(run.checks, 'check')} green</td>
			<td>${visibleText(run.open.join('; '))}</td>
			<td class="number">${run.elapsedMs === undefined ? nothing : durationText(run.elapsedMs)}</td>
		</tr>`;
	});
	return html`<section class="history" aria-label="History"><table><caption>History</caption>
		<thead><tr><th scope="col">Run</th><th scope="col">Verdict</th><th scope="col">Checks</th><th scope="col">What was open</th><th scope="col" class="number">Time</th></tr></thead>
		<tbody>${rows}</tbody></table></section>`;
}

/** What is other than in the run before. */
export function changesView({ run }: PanelModel): TemplateResult | typeof nothing {
	const changes = run?.changes;
	if (!changes) return nothing;
	const since = `Since the run of ${momentText(changes.since)}`;
	if (changes.changes.length === 0) return html`<p class="note">${since}: nothing changed.</p>`;
	const lines = changes.changes.map(change => {
		const [word, sign] = isBetter(change) ? ['identical', '↑'] : ['different', '↓'];
		const subject = change.mapping === undefined ? change.check : `${change.mapping}, ${change.check}`;
		return html`<li><span class=${word}><span aria-hidden="true">${sign}</span> ${visibleText(subject)}: ${changeText(change)}</span></li>`;
	});
	return html`<details class="changes" open><summary>${since}: ${plural(lines.length, 'change')}</summary><ul>${lines}</ul></details>`;
}
