/** Profiles as one page for a browser, without any script: a table for each source table, with small histograms drawn as SVG. */

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

export function renderProfileHtml(report: ProfileReport): string {
	const { spec, connection, tables, failures, stopped, wanted } = report;
	return `${
		html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Profile of ${connection}</title>
<style>${{ markup: style }}</style>
</head>
<body><main>
<h1>Profile of ${connection}</h1>
<p class="note">${spec}: ${plural(tables.length, 'table')}${stopped === undefined ? '' : ` of ${wanted}, as ${stopped}`}</p>
${tables.map(tableHtml)}
${failures.map(({ table, message }) => html`<section><h2>${table}</h2><p class="bad">${message}</p></section>`)}
</main></body>
</html>`.markup
	}\n`;
}

function tableHtml({ table, read, columns, profiledAt, atLeast }: TableProfile): Html {
	return html`<section>
<h2>${table}</h2>
<p class="note">${rowsWords(read)}, read ${momentText(profiledAt)}. Values and shapes that stand in fewer than ${atLeast} rows are not shown.</p>
<table>
<thead><tr><th>column</th><th>null</th><th>what it holds</th><th>spread</th><th>frequent</th></tr></thead>
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
	return html`<tr><td><b>${name}</b><br><span class="note">${type}</span></td>
<td class="number">${shareWords(nulls, rows)}${barHtml(rows === 0 ? 0 : nulls / rows)}</td>
<td>${words.join(', ')}${(orphans ?? []).map(
		one =>
			html`<br><span class="${one.rows > 0 ? 'bad' : 'good'}">${thousands(one.rows)} without a partner in ${one.lookup} (${one.mapping}.${one.targetColumn})</span>`,
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

const style = `
:root { color-scheme: light dark; --ink: light-dark(#1c2529, #e4e9eb); --paper: light-dark(#fff, #16191b); --quiet: light-dark(#5b6b73, #9aa8ae);
--line: light-dark(#d7dee1, #353d41); --bad: light-dark(#a3262a, #ff9492); --good: light-dark(#17693a, #6fce97); --bar: light-dark(#2f6f9f, #79b8e8); }
body { font: 14px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0; }
main { max-width: 84rem; margin: 0 auto; padding: 2rem 1.5rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.5rem 0 0; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
th, td { text-align: start; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
.number { white-space: nowrap; } .note { color: var(--quiet); margin: .2rem 0; } .bad { color: var(--bad); } .good { color: var(--good); }
svg { display: block; } svg rect { fill: var(--bar); } .back { fill: var(--line) !important; } .bar { width: 60px; height: 4px; } .histogram { width: 120px; height: 33px; }
.ends { display: flex; justify-content: space-between; gap: .5rem; width: 120px; color: var(--quiet); font-size: .8em; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; } li { display: inline-block; margin-inline-end: .75rem; overflow-wrap: anywhere; } code { font-family: ui-monospace, monospace; font-size: .9em; }
`;
