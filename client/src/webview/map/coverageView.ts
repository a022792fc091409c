/** The coverage of a spec: tables and columns of both sides with the curves between them, and what is still to be decided. */

import { html, nothing, svg, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';

import type { CoverageMap, CoverageMapColumn, CoverageMapTable } from '../../../../server/src/core/report/coverageMap';
import { visibleText } from '../../../../server/src/core/report/visibleText';
import { placeView } from '../placeView';
import { type GridWindow, gridWindow } from '../results/gridWindow';
import type { Page, PageState } from '../state';
import { plural } from '../words';
import { type CoverageLayout, type CoverageLine, type CoverageSide, coverageLayout, curvePath } from './coverageLayout';
import { coverageSvg, orderSvg } from './drawings';
import { orderLayout } from './orderLayout';
import { orderView } from './orderView';

/** As in the style sheet. */
const lineHeight = 24;
const curveWidth = 120;

export function coverageView(page: Page): TemplateResult {
	const { coverage: map, mapTop, mapHeight } = page.state;
	if (!map) return html`<p class="note">Reading the coverage …</p>`;
	const layout = layoutOf(map, page.state);
	return html`<header><h1>${visibleText(map.spec)}</h1><p>${summaryView(map)}</p>${toolsView(page, map, layout)}</header>
		${map.partOnly === undefined ? nothing : html`<p class="notice" role="alert">${visibleText(map.partOnly)}</p>`}
		${(['source', 'target'] as const).map(side => (map[side] ? nothing : html`<p class="notice">There is no catalog of the ${side}: refresh the catalogs to see its tables.</p>`))}
		${guard([layout, mapTop, mapHeight], () => mapView(page, layout))}
		<h2>Load order</h2>
		${guard([map.order], () => orderView(page, map.order))}`;
}

function summaryView({ source = [], target = [], partOnly }: CoverageMap): TemplateResult {
	const undecided = (tables: readonly CoverageMapTable[]) =>
		tables.flatMap(table => (table.state === 'ignored' ? [] : table.columns.filter(({ state }) => state === 'unmapped')));
	const required = undecided(target).filter(({ isRequired }) => isRequired).length;
	const open = [undecided(source).length, undecided(target).length] as const;
	if (open[0] + open[1] === 0 && partOnly === undefined)
		return html`<span class="verdict identical"><span aria-hidden="true">✓</span> every column is decided</span>`;
	return html`<span class="verdict ${required > 0 ? 'different' : 'partial'}"><span aria-hidden="true">${required > 0 ? '✗' : '!'}</span> ${plural(open[0], 'source column')} and ${plural(open[1], 'target column')} are undecided${required > 0 ? `, ${required} of them required` : ''}</span>`;
}

function toolsView(page: Page, map: CoverageMap, layout: CoverageLayout): TemplateResult {
	const { coverageSearch, onlyUndecided, openTables, coverageMapping } = page.state;
	const names = [...new Set(map.links.map(({ mapping }) => mapping))];
	const all = (['source', 'target'] as const).flatMap(side => (map[side] ?? []).map(({ name }) => `${side}:${name}`));
	const isOpen = openTables.size > 0;
	return html`<div class="bar-of-tools" role="search">
		<vscode-textfield type="search" placeholder="Search tables, columns and expressions" .label=${'Search the coverage'} .value=${coverageSearch}
			@input=${(event: Event) => page.change({ coverageSearch: (event.target as HTMLInputElement).value })}></vscode-textfield>
		<label>Mapping <select @change=${(event: Event) => page.change({ coverageMapping: (event.target as HTMLSelectElement).value || undefined })}>
			<option value="" ?selected=${coverageMapping === undefined}>all</option>
			${names.map(name => html`<option value=${name} ?selected=${coverageMapping === name}>${visibleText(name)}</option>`)}
		</select></label>
		<label class="check-box"><input type="checkbox" .checked=${onlyUndecided} @change=${(event: Event) => page.change({ onlyUndecided: (event.target as HTMLInputElement).checked })}> Only what is undecided</label>
		<vscode-button secondary @click=${() => page.change({ openTables: new Set(isOpen ? [] : all) })}>${isOpen ? 'Close all tables' : 'Open all tables'}</vscode-button>
		<vscode-button secondary @click=${() => page.send({ kind: 'saveSvg', name: 'coverage', text: coverageSvg(layout, `Coverage of ${map.spec}`) })}>Save as SVG</vscode-button>
		<vscode-button secondary @click=${() => page.send({ kind: 'saveSvg', name: 'load-order', text: orderSvg(orderLayout(map.order), `Load order of ${map.spec}`) })}>Save load order as SVG</vscode-button>
	</div>`;
}

let last: { readonly inputs: readonly unknown[]; readonly layout: CoverageLayout } | undefined;

/** Remembered from one drawing to the next: scrolling asks for it at every step. */
function layoutOf(map: CoverageMap, { coverageSearch, onlyUndecided, openTables, coverageMapping }: PageState): CoverageLayout {
	const inputs = [map, coverageSearch, onlyUndecided, openTables, coverageMapping];
	if (!last || inputs.some((input, index) => input !== last?.inputs[index])) {
		const options = { search: coverageSearch, onlyUndecided, openTables, mapping: coverageMapping };
		last = { inputs, layout: coverageLayout(map, options) };
	}
	return last.layout;
}

/** Draws what is in sight: a spec may have thousands of tables. */
function mapView(page: Page, { source, target, curves }: CoverageLayout): TemplateResult {
	const { mapTop, mapHeight } = page.state;
	const count = Math.max(source.length, target.length);
	if (count === 0) return html`<p class="note">Nothing is like that.</p>`;
	const height = count * lineHeight;
	const shown = gridWindow(mapTop, mapHeight, lineHeight, count);
	const paths = curves
		.filter(({ source: start, target: end }) => Math.max(start, end) >= shown.first && Math.min(start, end) < shown.end)
		.map(({ source: start, target: end, link, mapping }) => {
			const title = link ? `${mapping}: ${link.target.column} is ${link.how}` : mapping;
			return svg`<path class=${link ? 'column' : 'table'} d=${curvePath(start, end, curveWidth, lineHeight)}><title>${visibleText(title)}</title></path>`;
		});
	const scrolled = ({ currentTarget }: Event) => {
		if (currentTarget instanceof HTMLElement) page.change({ mapTop: currentTarget.scrollTop, mapHeight: currentTarget.clientHeight });
	};
	return html`<div class="map" role="region" aria-label="Tables of both sides" tabindex="0" @scroll=${scrolled}>
		${sideView(page, 'source', source, shown)}
		<svg class="curves" width=${curveWidth} height=${height} viewBox="0 0 ${curveWidth} ${height}" aria-hidden="true">${paths}</svg>
		${sideView(page, 'target', target, shown)}
	</div>`;
}

function sideView(page: Page, side: CoverageSide, lines: readonly CoverageLine[], { first, end }: GridWindow): TemplateResult {
	const key = ({ table, column }: CoverageLine) => `${table.name}.${column?.name ?? ''}`;
	const space = html`<li class="space" aria-hidden="true" .style=${`height: ${Math.min(first, lines.length) * lineHeight}px`}></li>`;
	return html`<ul class="side" aria-label=${side === 'source' ? 'Source' : 'Target'}>${space}${repeat(
		lines.slice(first, end),
		key,
		({ table, column, isOpen }) => (column ? columnView(page, side, table, column) : tableView(page, side, table, isOpen === true)),
	)}</ul>`;
}

function tableView(page: Page, side: CoverageSide, table: CoverageMapTable, isOpen: boolean): TemplateResult {
	const { name, state, reason, columns, place } = table;
	const decided = columns.filter(column => column.state !== 'unmapped').length;
	const toggle = () => page.change({ openTables: toggled(page.state, `${side}:${name}`) });
	return html`<li class="table ${state}">
		<button type="button" class="twist" aria-expanded=${isOpen ? 'true' : 'false'} aria-label="Columns of ${visibleText(name)}" @click=${toggle}>${isOpen ? '▾' : '▸'}</button>
		<span class="name">${placeView(page, place, name)}</span>
		<span class="note" title=${reason === undefined ? '' : visibleText(reason)}>${state === 'ignored' ? `left out: ${visibleText(reason ?? '')}` : `${decided}/${columns.length}`}</span>
		${state === 'unmapped' ? decideView(page, side, name) : nothing}
	</li>`;
}

function toggled({ openTables }: PageState, name: string): ReadonlySet<string> {
	const next = new Set(openTables);
	if (!next.delete(name)) next.add(name);
	return next;
}

function columnView(page: Page, side: CoverageSide, table: CoverageMapTable, column: CoverageMapColumn): TemplateResult {
	const { name, type, state, isRequired, reason, place } = column;
	const word = isRequired
		? 'required'
		: state === 'unmapped'
			? 'undecided'
			: state === 'mapped'
				? ''
				: state === 'ignored'
					? `left out: ${reason ?? ''}`
					: state;
	return html`<li class="column ${state} ${isRequired ? 'required' : ''}">
		<span class="name" title=${visibleText(type)}>${placeView(page, place, name)}</span>
		<span class="note" title=${visibleText(word)}>${visibleText(word)}</span>
		${state === 'unmapped' && table.state !== 'ignored' ? decideView(page, side, table.name, name, table.mappings.length > 0) : nothing}
	</li>`;
}

/** A whole table can only be left out from here, and a column only be mapped where a mapping has its table. */
function decideView(page: Page, side: CoverageSide, table: string, column?: string, canMap = false): TemplateResult {
	const subject = column === undefined ? table : `${table}.${column}`;
	const edit = (action: 'map' | 'ignore') =>
		page.send({ kind: 'edit', edit: { action, side, table, ...(column === undefined ? {} : { column }) } });
	return html`<span class="decide">${
		!canMap ? nothing : html`<button type="button" class="action" aria-label="Map ${subject}" @click=${() => edit('map')}>Map</button>`
	}<button type="button" class="action" aria-label="Leave out ${subject}, with a reason" @click=${() => edit('ignore')}>Leave out</button></span>`;
}
