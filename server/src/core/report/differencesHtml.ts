/**
 * The differences of a comparison of rows as tables: patterns with their numbers, then of each its first rows,
 * source and target side by side.
 */

import { assertNever } from '../base/assertNever';
import { patternOf } from '../reconcile/patternOf';
import type { ChangedColumn, NamedValue, RowDifference, RowsFound } from '../reconcile/result';
import { rowsText } from './checkSummary';
import { type Html, html } from './html';
import { thousands } from './numbers';
import { type HtmlPlaceOf, placeHtml } from './placeHtml';
import { differingHtml, valueHtml } from './valueHtml';

/** Differences shown of a pattern: enough to see what is wrong, few enough to draw at once. All of them are counted. */
const mostShown = 50;

/** Empty when nothing differs. */
export function differencesHtml(found: RowsFound, placeOf: HtmlPlaceOf): Html {
	return html`${notCompared(found)}${patterns(found)}${differences(found, placeOf)}`;
}

function notCompared({ notCompared }: RowsFound): Html {
	if (notCompared.length === 0) return html``;
	const rows = notCompared.map(({ column, reason }) => html`<tr><th scope="row">${column}</th><td>${reason}</td></tr>`);
	return html`<table><caption>Not compared</caption><thead><tr><th scope="col">Column</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function patterns({ patterns }: RowsFound): Html {
	if (patterns.length === 0) return html``;
	const rows = patterns.map(({ text, count }) => html`<tr><td class="number">${thousands(count)}</td><th scope="row">${text}</th></tr>`);
	return html`<table><caption>Patterns</caption><thead><tr><th scope="col" class="number">Rows</th><th scope="col">What they have in common</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function differences({ rows, patterns, differences }: RowsFound, placeOf: HtmlPlaceOf): Html {
	if (rows.length === 0) return html``;
	const counts = new Map(patterns.map(({ text, count }) => [text, count]));
	const byPattern = new Map<string, RowDifference[]>(patterns.map(({ text }) => [text, []]));
	for (const row of rows) {
		const text = patternOf(row, counts);
		const members = byPattern.get(text) ?? [];
		if (members.length < mostShown) members.push(row);
		byPattern.set(text, members);
	}
	const shown = [...byPattern.values()].flat();
	const { missing, extra, changed, rejected, duplicate } = differences;
	const all = missing + extra + changed + rejected + duplicate;
	// Equal rows without a key are shown once, with their number.
	const shownRows = shown.reduce((sum, row) => sum + ('rows' in row ? (row.rows ?? 1) : 1), 0);
	const more = all > shownRows ? html`<p class="note">${thousands(all - shownRows)} more are counted and not shown.</p>` : html``;
	const groups = [...byPattern].map(([text, members]) => {
		if (members.length === 0) return html``;
		const count = counts.get(text);
		const head = html`<tr class="pattern"><th scope="rowgroup" colspan="4">${count === undefined ? '' : `${thousands(count)} `}<span class="${members[0]?.kind}">${text}</span></th></tr>`;
		return html`<tbody>${head}${members.map(row => differenceHtml(row, placeOf))}</tbody>`;
	});
	return html`<table class="differences"><caption>Differences</caption><thead><tr><th scope="col">Key</th><th scope="col">Column</th><th scope="col">Source</th><th scope="col">Target</th></tr></thead>${groups}</table>${more}`;
}

function differenceHtml(difference: RowDifference, placeOf: HtmlPlaceOf): Html {
	const key = (lines = 1) => html`<th scope="row" rowspan="${lines}">${keyHtml(difference.key)}</th>`;
	switch (difference.kind) {
		case 'missing':
		case 'extra': {
			const rows = difference.rows === undefined ? 'row' : rowsText(difference.rows);
			const mapping = difference.kind === 'missing' && difference.mapping !== undefined ? ` of ${difference.mapping}` : '';
			const [source, target] = difference.kind === 'missing' ? [`${rows}${mapping}`, 'no row'] : ['no row', rows];
			return html`<tr>${key()}<td></td><td class="about">${source}</td><td class="about">${target}</td></tr>`;
		}
		case 'duplicate': {
			const mappings = difference.mappings === undefined ? '' : ` of ${difference.mappings.join(' and ')}`;
			return html`<tr>${key()}<td></td><td class="about">${rowsText(difference.source)}${mappings}</td><td class="about">${rowsText(difference.target)}</td></tr>`;
		}
		case 'rejected':
			return html`<tr>${key()}<td>${placeHtml(difference.span, placeOf, difference.column)}</td><td class="value">${valueHtml(difference.value)}</td><td class="about">refused</td></tr>`;
		case 'changed': {
			const [first, ...others] = difference.columns.map(column => changedHtml(column, placeOf));
			return html`<tr>${key(difference.columns.length)}${first}</tr>${others.map(other => html`<tr>${other}</tr>`)}`;
		}
		default:
			return assertNever(difference);
	}
}

function changedHtml({ name, source, target, dangling, span }: ChangedColumn, placeOf: HtmlPlaceOf): Html {
	const values =
		dangling === undefined
			? differingHtml(source, target)
			: { source: valueHtml(source), target: html`${valueHtml(dangling)} <span class="about">leads to no row</span>` };
	return html`<td>${placeHtml(span, placeOf, name)}</td><td class="value source">${values.source}</td><td class="value target">${values.target}</td>`;
}

function keyHtml(key: readonly NamedValue[]): Html {
	return html`${key.map(({ name, value }, index) => html`${index === 0 ? '' : ', '}<span class="name">${name}</span> ${valueHtml(value)}`)}`;
}
