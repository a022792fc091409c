/** What happened to rows that differ, each explanation with its number of rows and what to do. A click shows its rows alone. */

import { html, nothing, type TemplateResult } from 'lit';

import type { RowsFound } from '../../../../server/src/core/reconcile/result';
import { thousands } from '../../../../server/src/core/report/numbers';
import type { PanelCheck } from '../../../../server/src/core/report/panelModel';
import { visibleText } from '../../../../server/src/core/report/visibleText';
import { placeView } from '../placeView';
import type { Page } from '../state';

export function patternsView(page: Page, check: PanelCheck, { patterns }: RowsFound): TemplateResult | typeof nothing {
	if (patterns.length === 0) return nothing;
	const { filter } = page.state;
	const rows = patterns.map(({ text, kind, count, columns = [], suggestion }, index) => {
		const isChosen = filter.pattern === index;
		const choose = () => page.change({ filter: { ...filter, pattern: isChosen ? undefined : index }, line: undefined, gridTop: 0 });
		const [column] = columns;
		return html`<tr class=${isChosen ? 'selected' : ''}>
			<td class="number">${thousands(count)}</td>
			<th scope="row"><button type="button" class="pattern ${kind}" aria-pressed=${isChosen ? 'true' : 'false'} @click=${choose}>${visibleText(text)}</button></th>
			<td>${column === undefined ? nothing : placeView(page, check.columns[column], column)}</td>
			<td>${suggestion ? visibleText(suggestion.text) : nothing}${yamlView(page, suggestion?.yaml)}</td>
		</tr>`;
	});
	return html`<table class="patterns"><caption>What happened</caption>
		<thead><tr><th scope="col" class="number">Rows</th><th scope="col">What happened</th><th scope="col">Column</th><th scope="col">What to do</th></tr></thead>
		<tbody>${rows}</tbody></table>`;
}

/** What may be written into the spec. */
function yamlView(page: Page, yaml: string | undefined): TemplateResult | typeof nothing {
	if (yaml === undefined) return nothing;
	const lines = yaml.split('\n').map(line => html`<code>${visibleText(line)}</code> `);
	const copy = () => page.send({ kind: 'copy', text: yaml });
	return html` ${lines}<button type="button" class="action" title="Copy what to write into the spec" aria-label="Copy what to write into the spec" @click=${copy}>Copy</button>`;
}
