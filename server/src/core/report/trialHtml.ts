/** The details of quality rules, acceptance tests and examples as tables: offending rows, and expected beside actual values. */

import type { CheckResult, ExampleFound, ExampleRow, ViolationsFound } from '../reconcile/result';
import { type Html, html } from './html';
import { thousands } from './numbers';
import { differingHtml, valueHtml } from './valueHtml';

/** Empty when there is no more to tell than the summary. */
export function trialHtml({ found }: CheckResult): Html {
	if (found?.kind === 'violations') return violationsHtml(found);
	return found?.kind === 'example' ? exampleHtml(found) : html``;
}

function violationsHtml({ count, rows, masked }: ViolationsFound): Html {
	const note = masked === undefined || count === 0 ? html`` : html`<p class="note">${masked}</p>`;
	const [first] = rows;
	if (!first) return note;
	const head = first.map(({ name }) => html`<th scope="col">${name}</th>`);
	const body = rows.map(row => html`<tr>${row.map(({ value }) => html`<td class="value">${valueHtml(value)}</td>`)}</tr>`);
	const more = count - rows.length;
	const rest = more > 0 ? html`<p class="note">${thousands(more)} more are counted and not shown.</p>` : html``;
	return html`<table class="violations"><caption>Rows that break it</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>${rest}${note}`;
}

function exampleHtml({ rows }: ExampleFound): Html {
	const wrong = rows.filter(row => row.differing.length > 0 || !row.expected || !row.actual);
	return html`${wrong.map(rowHtml)}`;
}

function rowHtml({ expected, actual, differing }: ExampleRow): Html {
	const caption = expected ? (actual ? 'Expected and actual row' : 'Expected and not there') : 'There and not expected';
	const lines = (expected ?? actual ?? []).map(({ name }) => {
		const one = expected?.find(value => value.name === name);
		const other = actual?.find(value => value.name === name);
		const values =
			one && other && differing.includes(name)
				? differingHtml(one.value, other.value)
				: { source: one && valueHtml(one.value), target: other && valueHtml(other.value) };
		const sign =
			!one || !other || differing.includes(name) ? html`<span class="different"><span aria-hidden="true">✗</span> ${name}</span>` : name;
		return html`<tr><th scope="row">${sign}</th><td class="value">${values.source}</td><td class="value">${values.target}</td></tr>`;
	});
	return html`<table class="differences"><caption>${caption}</caption><thead><tr><th scope="col">Column</th><th scope="col">Expected</th><th scope="col">Actual</th></tr></thead><tbody>${lines}</tbody></table>`;
}
