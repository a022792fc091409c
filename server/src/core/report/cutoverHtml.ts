/** A cutover as a part of a page: the chart, and the same as tables, for those who read, search or listen. Without style or script. */

import { type JudgedGate, renderObstacles } from '../strategy/judgeGate';
import type { Timeline } from '../strategy/timeline';
import { liveSentences } from './cutoverLiveWords';
import type { CutoverReport } from './cutoverModel';
import { renderCutoverSvg } from './cutoverSvg';
import {
	afterwardsSentences,
	communicationSentences,
	lengthWords,
	momentWords,
	periodWords,
	planSentences,
	slackWords,
	spareWords,
	wayBackWords,
	workloadSentences,
} from './cutoverWords';
import { type Html, html } from './html';
import { type HtmlPlaceOf, placeHtml } from './placeHtml';

export function renderCutoverHtml(report: CutoverReport, placeOf: HtmlPlaceOf): string {
	const { plan, live, name } = report;
	const shown = live?.forecast ?? plan;
	const spare = spareWords(shown);
	const chart: Html = { markup: renderCutoverSvg(shown, { title: `Cutover of ${name}`, live }) };
	const sentences = live ? liveSentences(report, live) : planSentences(plan);
	return html`<header><h1>Cutover of ${name}</h1><p>${lengthWords(shown)}${spare === undefined ? '' : `, ${spare}`} <span class="note">${periodWords(shown)}</span></p></header>
<figure class="cutover-figure" tabindex="0" aria-label="Timeline">${chart}</figure>
<ul>${sentences.map(sentence => html`<li>${sentence}</li>`)}</ul>
${stepTable(report, shown, placeOf)}${gateTable(report)}${list('Communications', communicationSentences(shown))}${list('Workload', workloadSentences(shown))}${list('Afterwards', afterwardsSentences(shown))}`
		.markup;
}

function stepTable({ live }: CutoverReport, shown: Timeline, placeOf: HtmlPlaceOf): Html {
	const head = ['Step', 'Start', 'End', 'Owner', 'What', 'Slack', 'Way back', ...(live ? ['State'] : [])];
	const rows = shown.steps.map(one => {
		const { step } = one;
		const start = momentWords(shown, one.startMs, shown.startMs);
		const end = momentWords(shown, one.finishMs, shown.startMs);
		const status = live?.statuses(one.name);
		const state = status && html`<td>${[status.state, status.by && `by ${status.by}`, status.note].filter(Boolean).join(', ')}</td>`;
		return html`<tr><th scope="row">${placeHtml(step.name.span, placeOf, one.name)}${step.isPointOfNoReturn ? html` <span class="note">point of no return</span>` : undefined}</th><td>${start}</td><td>${end}</td><td>${step.owner?.text ?? '?'}</td><td>${step.does?.text ?? ''}</td><td>${slackWords(one)}</td><td>${wayBackWords(one)}</td>${state}</tr>`;
	});
	return html`<table><caption>Steps in time</caption><thead><tr>${head.map(title => html`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
}

const verdicts: Readonly<Record<JudgedGate['verdict'], { readonly word: string; readonly kind: string }>> = {
	passed: { word: '✓ green', kind: 'identical' },
	failed: { word: '✗ red', kind: 'failed' },
	stale: { word: '! stale', kind: 'partial' },
	'not-run': { word: '? not run', kind: 'not-run' },
	open: { word: '? open', kind: 'partial' },
};

function gateTable({ gates }: CutoverReport): Html | undefined {
	if (gates.size === 0) return undefined;
	const rows = [...gates].map(([name, gate]) => {
		const { word, kind } = verdicts[gate.verdict];
		const why = gate.parts.length === 0 ? 'It waits for nothing.' : renderObstacles(gate).join('; ');
		return html`<tr><th scope="row">${name}</th><td><span class="verdict ${kind}">${word}</span></td><td>${why}</td></tr>`;
	});
	return html`<table><caption>Gates, by the newest results</caption><thead><tr><th scope="col">Step</th><th scope="col">Gate</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function list(title: string, sentences: readonly string[]): Html | undefined {
	return sentences.length === 0 ? undefined : html`<h2>${title}</h2><ul>${sentences.map(sentence => html`<li>${sentence}</li>`)}</ul>`;
}
