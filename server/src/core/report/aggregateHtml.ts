/** The groups that differ in a check of an aggregate, as a table: source and target side by side. */

import type { AggregateFound } from '../reconcile/result';
import { sideText } from './aggregateText';
import { type Html, html } from './html';
import { thousands } from './numbers';
import { valueHtml } from './valueHtml';

/** Enough to see what is wrong, few enough to draw at once. */
const mostShown = 50;

/** Empty when no group differs and every column was compared. */
export function aggregateHtml({ type, groups, notCompared = [] }: AggregateFound): Html {
	const left = notCompared.map(({ column, reason }) => html`<p class="note">Without ${column}: ${reason}</p>`);
	if (!groups || groups.differing === 0) return html`${left}`;
	const shown = groups.rows.slice(0, mostShown);
	const rows = shown.map(
		row =>
			html`<tr><th scope="row">${valueHtml(row.group)}</th><td class="value source">${sideText(row, 'source', type)}</td><td class="value target">${sideText(row, 'target', type)}</td></tr>`,
	);
	const more = groups.differing - shown.length;
	const rest = more > 0 ? html`<p class="note">${thousands(more)} more differ and are not shown.</p>` : html``;
	return html`<table class="differences"><caption>Groups that differ</caption><thead><tr><th scope="col">${groups.by}</th><th scope="col">Source</th><th scope="col">Target</th></tr></thead><tbody>${rows}</tbody></table>${rest}${left}`;
}
