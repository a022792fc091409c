/** What both servers said of a spec's mappings, as a part of a page. */

import type { Problem } from '../base/problem';
import { type Affected, affectedWords } from '../mapping/drift';
import { type FitOfReport, fitHead, fitLines } from './fitText';
import { type Html, html } from './html';
import { type HtmlPlaceOf, placeHtml } from './placeHtml';
import { plural } from './style';

export interface LiveReport {
	/** As shown to the user. */
	readonly spec: string;
	/** Mappings that were looked at. */
	readonly described: readonly string[];
	readonly skipped: readonly { readonly mapping: string; readonly reason: string }[];
	/** Of the mappings that were looked at, and what only a server can say. */
	readonly problems: readonly Problem[];
	/** Connections whose catalog is not what their server has: what changed, a sentence each, and what of the spec that touches. */
	readonly stale: readonly StaleCatalog[];
	/** What was found in the data. */
	readonly fit?: FitOfReport;
}

export interface StaleCatalog {
	readonly connection: string;
	readonly changes: readonly string[];
	readonly affected: readonly Affected[];
}

export function renderValidateHtml({ spec, described, skipped, problems, stale, fit }: LiveReport, placeOf: HtmlPlaceOf): string {
	const [verdict, sign] = problems.length > 0 ? ['different', '✗'] : described.length > 0 ? ['identical', '✓'] : ['not-run', '!'];
	const words =
		problems.length > 0 ? plural(problems.length, 'problem') : `${plural(described.length, 'mapping')} understood by both servers`;
	const notes = stale.map(staleHtml);
	return html`<header><h1>${spec}</h1><p><span class="verdict ${verdict}"><span aria-hidden="true">${sign}</span> ${words}</span></p></header>
${notes}${problemsHtml(problems, placeOf)}${fit ? fitHtml(fit) : html``}${skippedHtml(skipped)}`.markup;
}

function staleHtml({ connection, changes, affected }: StaleCatalog): Html {
	const shown = changes.slice(0, mostChanges).map(change => html`<li>${change}</li>`);
	const more = changes.length > mostChanges ? html`<li>and ${String(changes.length - mostChanges)} more</li>` : html``;
	const touched = affectedWords(affected);
	const list = shown.length > 0 ? html`<ul>${shown}${more}</ul>` : html``;
	const touches = touched === '' ? html`` : html`<p>It touches ${touched}.</p>`;
	return html`<section class="notice"><p>The database of "${connection}" has changed since its catalog was taken. <button type="button" class="place" data-refresh="${connection}">Refresh catalog</button></p>${list}${touches}</section>`;
}

const mostChanges = 20;

function fitHtml(fit: FitOfReport): Html {
	const signs = { fits: '✓', trouble: '✗', 'not-run': '!' };
	const rows = fitLines(fit).map(
		({ mapping, verdict, text, notes }) =>
			html`<tr><th scope="row">${mapping}</th><td>${signs[verdict]} ${text}</td><td>${notes.map(note => html`<div>${note}</div>`)}</td></tr>`,
	);
	return html`<table><caption>${fitHead(fit)}</caption><thead><tr><th scope="col">Mapping</th><th scope="col">Rows</th><th scope="col">Notes</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function problemsHtml(problems: readonly Problem[], placeOf: HtmlPlaceOf): Html {
	if (problems.length === 0) return html``;
	const rows = problems.map(
		({ mapping, severity, message, code, span }) =>
			html`<tr><th scope="row">${mapping ?? ''}</th><td>${severity}</td><td>${message}</td><td>${code}</td><td>${placeHtml(span, placeOf)}</td></tr>`,
	);
	return html`<table><caption>Problems</caption><thead><tr><th scope="col">Mapping</th><th scope="col">Severity</th><th scope="col">Problem</th><th scope="col">Rule</th><th scope="col">Spec</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function skippedHtml(skipped: LiveReport['skipped']): Html {
	if (skipped.length === 0) return html``;
	const rows = skipped.map(({ mapping, reason }) => html`<tr><th scope="row">${mapping}</th><td>${reason}</td></tr>`);
	return html`<table><caption>Not sent to a server</caption><thead><tr><th scope="col">Mapping</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>`;
}
