/**
 * The differences of a comparison of rows as tables: patterns with their numbers, then of each its first rows,
 * source and target side by side.
 */

import { assertNever } from '../base/assertNever';
import type { ChangedColumn, NamedValue, RowDifference, RowsFound } from '../reconcile/result';
import { rowsText } from './checkSummary';
import { type Html, html } from './html';
import { thousands } from './numbers';
import { type DifferenceGroup, groupsOf } from './patternGroups';
import { type HtmlPlaceOf, placeHtml } from './placeHtml';
import { differingHtml, valueHtml } from './valueHtml';

/** Differences shown of a pattern: enough to see what is wrong, few enough to draw at once. All of them are counted. */
const mostShown = 50;

/** Empty when nothing differs. */
export function differencesHtml(found: RowsFound, placeOf: HtmlPlaceOf): Html {
	return html`${notCompared(found)}${patterns(found, placeOf)}${differences(found, placeOf)}`;
}

function notCompared({ notCompared }: RowsFound): Html {
	if (notCompared.length === 0) return html``;
	const rows = notCompared.map(({ column, reason }) => html`<tr><th scope="row">${column}</th><td>${reason}</td></tr>`);
	return html`<table><caption>Not compared</caption><thead><tr><th scope="col">Column</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function patterns({ patterns }: RowsFound, placeOf: HtmlPlaceOf): Html {
	if (patterns.length === 0) return html``;
	const rows = patterns.map(
		({ text, kind, count, span, suggestion }) =>
			html`<tr><td class="number">${thousands(count)}</td><th scope="row"><span class="${kind}">${text}</span></th><td>${placeHtml(span, placeOf)}</td><td>${suggestion?.text}${yamlHtml(suggestion?.yaml)}</td></tr>`,
	);
	return html`<table class="patterns"><caption>Patterns</caption><thead><tr><th scope="col" class="number">Rows</th><th scope="col">What happened</th><th scope="col">Spec</th><th scope="col">What to do</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** What may be written into the spec, a line for each column. */
function yamlHtml(yaml: string | undefined): Html {
	return html`${(yaml?.split('\n') ?? []).map(line => html` <code>${line}</code>`)}`;
}

function differences(found: RowsFound, placeOf: HtmlPlaceOf): Html {
	if (found.rows.length === 0) return html``;
	const groups = groupsOf(found).map(group => ({ ...group, rows: group.rows.slice(0, mostShown) }));
	const { missing, extra, changed, rejected, duplicate, accepted } = found.differences;
	const all = missing + extra + changed + rejected + duplicate + accepted;
	// Equal rows without a key are shown once, with their number.
	const shownRows = groups.flatMap(({ rows }) => rows).reduce((sum, row) => sum + ('rows' in row ? (row.rows ?? 1) : 1), 0);
	const more = all > shownRows ? html`<p class="note">${thousands(all - shownRows)} more are counted and not shown.</p>` : html``;
	const bodies = groups.filter(({ rows }) => rows.length > 0).map(group => groupHtml(group, placeOf));
	return html`<table class="differences"><caption>Differences</caption><thead><tr><th scope="col">Key</th><th scope="col">Column</th><th scope="col">Source</th><th scope="col">Target</th></tr></thead>${bodies}</table>${more}`;
}

function groupHtml({ text, kind, count, rows }: DifferenceGroup, placeOf: HtmlPlaceOf): Html {
	const head = html`<tr class="pattern"><th scope="rowgroup" colspan="4">${thousands(count)} <span class="${kind}">${text}</span></th></tr>`;
	return html`<tbody>${head}${rows.map(row => differenceHtml(row, placeOf))}</tbody>`;
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
