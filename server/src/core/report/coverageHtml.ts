/** The coverage of one mapping as a part of a page: every column of its target, and what becomes of it. */

import type { MappingCoverage, TargetColumnCoverage } from '../mapping/coverage';
import { type Html, html } from './html';
import { type HtmlPlaceOf, placeHtml } from './placeHtml';

/** `12/12`: columns that are decided, of all. */
export function coverageRatio(columns: readonly TargetColumnCoverage[]): string {
	return `${columns.filter(column => column.state !== 'unmapped').length}/${columns.length}`;
}

export function renderCoverageHtml({ mapping, sources, columns }: MappingCoverage, placeOf: HtmlPlaceOf): string {
	const isWhole = columns.every(column => column.state !== 'unmapped');
	const verdict = html`<span class="verdict ${isWhole ? 'identical' : 'partial'}"><span aria-hidden="true">${isWhole ? '✓' : '!'}</span> ${coverageRatio(columns)} columns decided</span>`;
	const rows = [...columns].sort((one, other) => urgency(one) - urgency(other)).map(column => columnHtml(column));
	return html`<header><h1>${mapping.name}</h1><p>${verdict} <span class="note">from ${sources.join(', ')}</span></p></header>
<table><caption>Columns of ${mapping.mapping.target?.text ?? ''}</caption><thead><tr><th scope="col">Column</th><th scope="col">State</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>`
		.markup;

	function columnHtml({ name, state, requiredUnmapped, ignoredBy }: TargetColumnCoverage): Html {
		const why = requiredUnmapped ? 'required: the target would refuse every row' : (ignoredBy?.reason ?? '');
		const span = ignoredBy?.span ?? mapping.column(name)?.span;
		return html`<tr><th scope="row">${placeHtml(span, placeOf, name)}</th><td class="${state}">${state}</td><td>${why}</td></tr>`;
	}
}

/** What asks for a decision comes first; the rest stays in the order of the table. */
function urgency({ state, requiredUnmapped }: TargetColumnCoverage): number {
	if (requiredUnmapped) return 0;
	return state === 'unmapped' ? 1 : 2;
}
