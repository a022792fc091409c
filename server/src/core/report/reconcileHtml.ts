/**
 * The result of a reconciliation as a part of a page: a table of the checks with their verdicts, then what differs. No page of its own, no
 * style and no script: whoever shows it brings them. Every value of a database is text in it.
 */

import type { CheckResult, Verdict } from '../reconcile/result';
import { aggregateHtml } from './aggregateHtml';
import { momentText, subjectOf } from './changesText';
import { checkSummary } from './checkSummary';
import { differencesHtml } from './differencesHtml';
import { type Html, html } from './html';
import type { ReconcileReport, SideReport } from './model';
import { type HtmlPlaceOf, placeHtml } from './placeHtml';
import { changeText, isBetter } from './runChanges';
import { standbyTexts } from './standbyText';
import { trialHtml } from './trialHtml';
import { isOfTrials, verdictWord } from './verdictWord';

export interface ReconcileHtmlOptions {
	readonly placeOf: HtmlPlaceOf;
}

/** `report.spec` is its title, as shown to the user. */
export function renderReconcileHtml(report: ReconcileReport, { placeOf }: ReconcileHtmlOptions): string {
	const { source, target } = report.sides;
	const names = [...new Set(report.checks.map(nameOf))];
	const groups = names.map(name => {
		const rows = report.checks.filter(check => nameOf(check) === name).map(check => checkHtml(check, placeOf));
		return html`<tbody><tr><th scope="rowgroup" colspan="4">${name}</th></tr>${rows}</tbody>`;
	});
	const interrupted = report.interrupted
		? html`<p class="note">Cancelled before its end: what is shown is what was known by then.</p>`
		: html``;
	return html`<header><h1>${report.spec}</h1>
<p>${verdictHtml({ verdict: report.verdict, ...(isOfTrials(report.checks) ? { section: 'quality' } : {}) })} <span class="note">${sideText(source)} → ${sideText(target)} · ${seconds(report.elapsedMs)}</span></p></header>
${interrupted}${standbyTexts(report).map(text => html`<p class="note">${text}</p>`)}<table class="checks"><caption>Checks</caption><thead><tr><th scope="col">Check</th><th scope="col">Verdict</th><th scope="col">Result</th><th scope="col" class="number">Time</th></tr></thead>${groups}</table>
${changesHtml(report)}${report.checks.map(check => detailsHtml(check, placeOf))}`.markup;
}

function changesHtml({ changes }: ReconcileReport): Html {
	if (!changes) return html``;
	const since = `Since the run of ${momentText(changes.since)}`;
	if (changes.changes.length === 0) return html`<p class="note">${since}: nothing changed.</p>`;
	const rows = changes.changes.map(change => {
		const [word, sign] = isBetter(change) ? ['identical', '↑'] : ['different', '↓'];
		return html`<tr><th scope="row">${subjectOf(change)}</th><td><span class="${word}"><span aria-hidden="true">${sign}</span> ${changeText(change)}</span></td></tr>`;
	});
	return html`<table class="changes"><caption>${since}</caption><thead><tr><th scope="col">Check</th><th scope="col">Result</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function checkHtml(check: CheckResult, placeOf: HtmlPlaceOf): Html {
	const { reason, found } = check;
	// The verdict's word is beside it.
	const summary = found === undefined ? (reason ?? '') : checkSummary(check);
	return html`<tr><th scope="row">${check.check}</th><td>${verdictHtml(check)}</td><td>${summary} ${placeHtml(check.span, placeOf)}</td><td class="number">${seconds(check.elapsedMs)}</td></tr>`;
}

/** Of checks that have more to tell than fits their line. */
function detailsHtml(check: CheckResult, placeOf: HtmlPlaceOf): Html {
	const notes = (check.notes ?? []).map(note => html`<p class="note">${note}</p>`);
	const { found } = check;
	const differences =
		found?.kind === 'rows' ? differencesHtml(found, placeOf) : found?.kind === 'aggregate' ? aggregateHtml(found) : trialHtml(check);
	if (notes.length === 0 && differences.markup === '') return html``;
	return html`<section><h2>${nameOf(check)}: ${check.check}</h2>${notes}${differences}</section>`;
}

function nameOf(check: CheckResult): string {
	return (check.group ?? [check.mapping ?? check.section ?? 'queries']).join(' + ');
}

/** The sign for those who see, the word for everybody. */
function verdictHtml(of: Pick<CheckResult, 'verdict' | 'section'>): Html {
	return html`<span class="verdict ${of.verdict}"><span aria-hidden="true">${signs[of.verdict]}</span> ${verdictWord(of)}</span>`;
}

const signs: Readonly<Record<Verdict, string>> = {
	identical: '✓',
	accepted: '✓',
	different: '✗',
	failed: '✗',
	partial: '!',
	'not-run': '!',
};

function sideText({ connection, snapshot }: SideReport): string {
	return snapshot === undefined ? connection : `${connection} as of ${snapshot.slice(0, 19).replace('T', ' ')} UTC`;
}

function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(1)} s`;
}
