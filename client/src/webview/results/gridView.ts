/** The differences of a check as a grid: what is in sight is drawn, keys move, and every row tells its true number. */

import { html, nothing, type TemplateResult } from 'lit';

import { thousands } from '../../../../server/src/core/report/numbers';
import type { PanelCheck } from '../../../../server/src/core/report/panelModel';
import { visibleText } from '../../../../server/src/core/report/visibleText';
import { placeView } from '../placeView';
import type { Page } from '../state';
import { type GridLine, keyText, linesAsText, type SortColumn } from './gridLines';
import { gridWindow, scrollTo } from './gridWindow';
import { cellViews } from './valueView';

const columns: readonly { readonly by: SortColumn; readonly title: string }[] = [
	{ by: 'kind', title: 'Kind' },
	{ by: 'key', title: 'Key' },
	{ by: 'column', title: 'Column' },
	{ by: 'source', title: 'Source' },
	{ by: 'target', title: 'Target' },
];

/** `lines`: those that are shown, all of them. */
export function gridView(page: Page, check: PanelCheck, lines: readonly GridLine[]): TemplateResult {
	const { gridTop, gridHeight, lineHeight, line, filter } = page.state;
	const { first, end } = gridWindow(gridTop, gridHeight, lineHeight, lines.length);
	const drawn = lines.slice(first, end).map((one, offset) => lineView(page, check, one, first + offset, lines[first + offset - 1]));
	const active = line !== undefined && line >= first && line < end ? `line-${line}` : nothing;
	const scrolled = ({ currentTarget }: Event) => {
		if (currentTarget instanceof HTMLElement) page.change({ gridTop: currentTarget.scrollTop, gridHeight: currentTarget.clientHeight });
	};
	return html`<div class="grid" @scroll=${scrolled}>
		<table role="grid" tabindex="0" aria-label="Differences" aria-rowcount=${lines.length + 1} aria-activedescendant=${active} @keydown=${(event: KeyboardEvent) => pressed(page, lines, event)}>
			<thead><tr role="row" aria-rowindex="1">${columns.map(({ by, title }) => headView(page, by, title, filter.sort, widthOf(by, page.state.lines.get(check.id) ?? lines)))}</tr></thead>
			<tbody role="rowgroup">
				<tr aria-hidden="true" class="space" .style=${`height: ${first * lineHeight}px`}></tr>
				${drawn}
				<tr aria-hidden="true" class="space" .style=${`height: ${(lines.length - end) * lineHeight}px`}></tr>
			</tbody>
		</table>
	</div>`;
}

function headView(
	page: Page,
	by: SortColumn,
	title: string,
	sort: { readonly by: SortColumn; readonly isDescending: boolean } | undefined,
	width: string | undefined,
): TemplateResult {
	const isSorted = sort?.by === by;
	const order = isSorted ? (sort.isDescending ? 'descending' : 'ascending') : 'none';
	const next = !isSorted ? { by, isDescending: false } : sort.isDescending ? undefined : { by, isDescending: true };
	const choose = () => page.change({ filter: { ...page.state.filter, sort: next }, line: undefined });
	return html`<th role="columnheader" scope="col" class="of-${by}" .style=${width === undefined ? '' : `width: ${width}`} aria-sort=${order}><button type="button" class="sort" @click=${choose}>${title}<span aria-hidden="true">${
		isSorted ? (sort.isDescending ? ' ▼' : ' ▲') : ''
	}</span></button></th>`;
}

/**
 * What short keys and names leave goes to the values. By the first lines, whatever is filtered, so that nothing moves while one searches.
 * Undefined: a share of the width. Styles are set as properties, as the page's policy refuses them as attributes.
 */
function widthOf(by: SortColumn, lines: readonly GridLine[]): string | undefined {
	if (by !== 'key' && by !== 'column') return undefined;
	const longest = Math.max(8, ...lines.slice(0, 200).map(line => line[by].length));
	return longest > 16 ? undefined : `calc(${longest}ch + 16px)`;
}

function lineView(page: Page, check: PanelCheck, line: GridLine, number: number, above: GridLine | undefined): TemplateResult {
	const isChosen = page.state.line === number;
	const { source, target } = cellViews(line.source, line.target, true);
	const { kind, key, column, difference } = line;
	const isSame = above?.difference === difference;
	const openSql = (event: Event) => {
		event.stopPropagation();
		if (check.mapping !== undefined) page.send({ kind: 'sql', mapping: check.mapping, key: difference.key });
	};
	const keyView =
		check.mapping === undefined || difference.key.length === 0
			? visibleText(key)
			: html`<button type="button" class="place" tabindex="-1" title="Open the two SELECTs of this row" @click=${openSql}>${visibleText(key)}</button>`;
	return html`<tr role="row" id="line-${number}" aria-rowindex=${number + 2} aria-selected=${isChosen ? 'true' : 'false'} class=${isChosen ? 'line pickable selected' : 'line pickable'} @click=${() => page.change({ line: number })}>
		<td role="gridcell" class="kind ${difference.accepted ? 'accepted' : kind}">${difference.accepted ? 'accepted' : kind}</td>
		<th role="rowheader" scope="row" class=${isSame ? 'again' : ''}>${keyView}</th>
		<td role="gridcell">${placeView(page, check.columns[column.split('.')[0] ?? ''], column, -1)}</td>
		<td role="gridcell" class="value source">${source}</td>
		<td role="gridcell" class="value target">${target}</td>
	</tr>`;
}

/** As grids do (https://www.w3.org/WAI/ARIA/apg/patterns/grid/), by rows. */
function pressed(page: Page, lines: readonly GridLine[], event: KeyboardEvent): void {
	const { line, gridTop, gridHeight, lineHeight } = page.state;
	const leap = Math.max(1, Math.floor(gridHeight / lineHeight) - 2);
	const at = line ?? -1;
	const moves: Readonly<Record<string, number>> = {
		ArrowDown: at + 1,
		ArrowUp: Math.max(at, 1) - 1,
		PageDown: at + leap,
		PageUp: at - leap,
		Home: 0,
		End: lines.length - 1,
	};
	const move = moves[event.key];
	const chosen = line === undefined ? undefined : lines[line];
	if (move !== undefined && lines.length > 0) {
		const next = Math.max(0, Math.min(lines.length - 1, move));
		event.preventDefault();
		const grid = (event.currentTarget as HTMLElement).closest<HTMLElement>('.grid');
		const top = scrollTo(next, gridTop, gridHeight, lineHeight, lineHeight + 8);
		page.change({ line: next, gridTop: top });
		if (grid) grid.scrollTop = top;
	} else if (event.key === 'Enter' && event.target === event.currentTarget && chosen) {
		event.preventDefault();
		document.querySelector<HTMLElement>('.row button')?.focus();
	} else if (
		event.key.toLowerCase() === 'c' &&
		(event.ctrlKey || event.metaKey) &&
		chosen &&
		document.getSelection()?.isCollapsed !== false
	) {
		event.preventDefault();
		page.send({ kind: 'copy', text: linesAsText([chosen]) });
	}
}

/** The whole of the row that is chosen, source and target side by side. */
export function rowView(page: Page, check: PanelCheck, lines: readonly GridLine[]): TemplateResult {
	const { line } = page.state;
	const chosen = line === undefined ? undefined : lines[line];
	if (!chosen) return html`<p class="note row">Choose a row to see the whole of it.</p>`;
	const { difference } = chosen;
	const all = (page.state.lines.get(check.id) ?? []).filter(one => one.difference === difference);
	const found = check.result?.found;
	const pattern = found?.kind === 'rows' && difference.pattern !== undefined ? found.patterns[difference.pattern] : undefined;
	const rows = all.map(one => {
		const { source, target } = cellViews(one.source, one.target, false);
		return html`<tr><th scope="row">${placeView(page, check.columns[one.column.split('.')[0] ?? ''], one.column || 'row')}</th><td class="value source">${source}</td><td class="value target">${target}</td></tr>`;
	});
	const { mapping } = check;
	return html`<section class="row" aria-label="The chosen row">
		<p class="head"><span class="kind ${difference.kind}">${difference.kind}</span> <strong>${visibleText(keyText(difference.key))}</strong>
		${
			mapping === undefined || difference.key.length === 0
				? nothing
				: html`<button type="button" class="action" @click=${() => page.send({ kind: 'sql', mapping, key: difference.key })}>Open as SQL</button>`
		}
		<button type="button" class="action" @click=${() => page.send({ kind: 'copy', text: linesAsText(all) })}>Copy</button></p>
		${pattern ? html`<p class="note">${visibleText(pattern.text)}</p>` : nothing}
		${difference.accepted ? html`<p class="note">Accepted by ${visibleText(difference.accepted.name)}: ${visibleText(difference.accepted.reason)}</p>` : nothing}
		<table><thead><tr><th scope="col">Column</th><th scope="col">Source</th><th scope="col">Target</th></tr></thead><tbody>${rows}</tbody></table>
	</section>`;
}

/** `1,204 of 100,000 differences`. */
export function countText(shown: number, loaded: number, kept: number, isWhole: boolean): string {
	const lines = shown === loaded ? `${thousands(shown)} lines` : `${thousands(shown)} of ${thousands(loaded)} lines`;
	return isWhole ? lines : `${lines}; ${thousands(kept)} differences are coming`;
}
