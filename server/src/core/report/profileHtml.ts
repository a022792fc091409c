/** Profiles as a part of a page without style or script: a table for each source table, with small histograms drawn as SVG. */

import type { ColumnProfile, Frequencies, Histogram, TableProfile } from '../profile/profile';
import { momentText } from './changesText';
import { type Html, html } from './html';
import { thousands } from './numbers';
import { columnWords, notableItems, type ProfileReport, rowsWords, shareWords } from './profileModel';
import { shapeText } from './profileText';
import { plural } from './style';
import { visibleValue } from './visibleText';

const shownValues = 12;
const shownShapes = 6;

export function renderProfileHtml({ spec, connection, tables, failures, stopped, wanted }: ProfileReport): string {
	return html`<header><h1>Profile of ${connection}</h1>
<p class="note">${spec}: ${plural(tables.length, 'table')}${stopped === undefined ? '' : ` of ${wanted}, as ${stopped}`}</p></header>
${tables.map(tableHtml)}
${failures.map(({ table, message }) => html`<section><h2>${table}</h2><p class="different">${message}</p></section>`)}`.markup;
}

function tableHtml({ table, read, columns, profiledAt, atLeast }: TableProfile): Html {
	return html`<section class="profile">
<h2>${table}</h2>
<p class="note">${rowsWords(read)}, read ${momentText(profiledAt)}. Values and shapes that stand in fewer than ${atLeast} rows are not shown.</p>
<table>
<thead><tr><th scope="col">column</th><th scope="col">null</th><th scope="col">what it holds</th><th scope="col">spread</th><th scope="col">frequent</th></tr></thead>
<tbody>
${columns.map(column => columnHtml(column, read.rows))}
</tbody>
</table>
</section>
`;
}

function columnHtml(column: ColumnProfile, rows: number): Html {
	const { name, type, nulls, histogram, values, shapes, orphans } = column;
	const [, ...words] = columnWords(column, rows);
	return html`<tr><th scope="row"><b>${name}</b><br><span class="note">${type}</span></th>
<td class="number">${shareWords(nulls, rows)}${barHtml(rows === 0 ? 0 : nulls / rows)}</td>
<td>${words.join(', ')}${(orphans ?? []).map(
		one =>
			html`<br><span class="${one.rows > 0 ? 'different' : 'identical'}">${thousands(one.rows)} without a partner in ${one.lookup} (${one.mapping}.${one.targetColumn})</span>`,
	)}</td>
<td>${histogram ? histogramHtml(histogram) : undefined}</td>
<td>${listHtml(values, shownValues, text => visibleValue(text, 40))}${listHtml(shapes, shownShapes, shapeText)}</td></tr>
`;
}

function barHtml(share: number): Html {
	return html`<svg class="bar" viewBox="0 0 60 4" role="img" aria-label="share of nulls"><rect class="back" width="60" height="4"/><rect width="${(share * 60).toFixed(1)}" height="4"/></svg>`;
}

function histogramHtml({ min, max, buckets, rows }: Histogram): Html {
	const most = Math.max(1, ...buckets);
	const width = 120 / buckets.length;
	const rects = buckets.map((count, index) => {
		const height = count === 0 ? 0 : Math.max(1, (count / most) * 32);
		const place = `x="${(index * width).toFixed(1)}" y="${(32 - height).toFixed(1)}" width="${(width - 1).toFixed(1)}" height="${height.toFixed(1)}"`;
		// Numbers of our own only.
		return html`<rect ${{ markup: place }}><title>${thousands(count)}</title></rect>`;
	});
	return html`<svg class="histogram" viewBox="0 0 120 33" role="img" aria-label="how ${thousands(rows)} values are spread">${rects}</svg><div class="ends"><span>${min}</span><span>${max}</span></div>`;
}

function listHtml(list: Frequencies | undefined, most: number, shown: (text: string) => string): Html | undefined {
	const notable = list ? notableItems(list) : [];
	if (!list || notable.length === 0) return undefined;
	const rest = notable.length > most ? `and ${notable.length - most} more` : list.isComplete ? '' : 'and others';
	return html`<ul>${notable
		.slice(0, most)
		.map(
			({ text, rows }) => html`<li><code>${shown(text)}</code> ${list.isExact ? thousands(rows) : shareWords(rows, list.rows)}</li>`,
		)}${rest === '' ? undefined : html`<li class="note">${rest}</li>`}</ul>`;
}
