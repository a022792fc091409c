/** The check that is looked at: what it found, explained, and every difference that is kept. */

import { html, nothing, type TemplateResult } from 'lit';

import type { DifferenceCounts, DifferenceKind, RowsFound } from '../../../../server/src/core/reconcile/result';
import { momentText } from '../../../../server/src/core/report/changesText';
import { thousands } from '../../../../server/src/core/report/numbers';
import type { PanelCheck } from '../../../../server/src/core/report/panelModel';
import { visibleText } from '../../../../server/src/core/report/visibleText';
import { placeView } from '../placeView';
import type { Page } from '../state';
import { durationText } from '../words';
import { foundView, notComparedView } from './foundViews';
import { type GridFilter, type GridLine, linesAsText, noFilter, shownLines } from './gridLines';
import { countText, gridView, rowView } from './gridView';
import { verdictView } from './overviewView';
import { patternsView } from './patternsView';

export function checkView(page: Page, check: PanelCheck): TemplateResult {
	const { result, mapping, place, ranAt } = check;
	const { running = [], ended = [] } = page.state.progress ?? {};
	const justEnded = ended.find(one => one.id === check.id);
	const isRunning = running.some(one => one.id === check.id);
	const name = mapping === undefined ? check.check : `${check.heading}: ${check.check}`;
	const about = result ? [durationText(result.elapsedMs), ranAt ? momentText(ranAt) : ''].filter(Boolean).join(' · ') : '';
	return html`<section class="detail" aria-labelledby="detail-name">
		<h2 id="detail-name">${visibleText(name)}</h2>
		<p class="head">${isRunning ? html`<span class="verdict running">running</span>` : verdictView(justEnded?.verdict ?? result?.verdict)} <span class="note">${about}</span> ${place ? placeView(page, place, `${place.file}:${place.line + 1}`) : nothing}</p>
		${justEnded ? html`<p>${justEnded.summary}</p><p class="note">What differs is shown when the run has ended.</p>` : nothing}
		${result?.reason === undefined ? nothing : html`<p class="notice">${visibleText(result.reason)}</p>`}
		${(result?.notes ?? []).map(note => html`<p class="note">${visibleText(note)}</p>`)}
		${result?.found?.kind === 'rows' ? rowsFoundView(page, check, result.found) : foundView(result?.found)}
		${result || justEnded || isRunning ? nothing : html`<p class="note">It never ran.</p>`}
	</section>`;
}

const kinds: readonly (DifferenceKind | 'accepted')[] = ['missing', 'extra', 'changed', 'rejected', 'duplicate', 'accepted'];

function rowsFoundView(page: Page, check: PanelCheck, found: RowsFound): TemplateResult {
	const { compared, differences } = found;
	const counts = html`<p class="compared">${thousands(compared.source)} rows of the source compared with ${thousands(compared.target)} of the target${
		differences.exact ? '' : '; not every row was looked at, so there may be more'
	}.</p>`;
	const left = notComparedView(found.notCompared);
	if (check.kept === 0) return html`${counts}${left}`;
	return html`${counts}${kindsView(page, differences)}${left}${patternsView(page, check, found)}${differencesView(page, check, found)}`;
}

/** Each kind with its number; a click shows it alone. */
function kindsView(page: Page, differences: DifferenceCounts): TemplateResult {
	const { filter } = page.state;
	const buttons = kinds
		.filter(kind => differences[kind] > 0)
		.map(kind => {
			const isChosen = filter.kind === kind;
			const choose = () => filtered(page, { kind: isChosen ? '' : kind });
			return html`<button type="button" class="tile ${kind}" aria-pressed=${isChosen ? 'true' : 'false'} @click=${choose}><span class="big">${thousands(differences[kind])}</span> ${kind}</button>`;
		});
	return html`<div class="tiles" role="group" aria-label="Kinds of differences">${buttons}</div>`;
}

function filtered(page: Page, part: Partial<GridFilter>): void {
	page.change({ filter: { ...page.state.filter, ...part }, line: undefined, gridTop: 0 });
}

function differencesView(page: Page, check: PanelCheck, found: RowsFound): TemplateResult {
	const { filter } = page.state;
	const all = page.state.lines.get(check.id) ?? [];
	const shown = shownLinesOf(all, filter);
	const differences = found.differences;
	const counted = kinds.reduce((sum, kind) => sum + differences[kind], 0);
	const last = all.at(-1);
	const isWhole = (last?.index ?? -1) + 1 >= check.kept;
	const more = found.truncated
		? html`<p class="note">${thousands(counted)} differences are counted, and the first of each kind are kept: ${thousands(check.kept)} (<code>crosswalk.reconcile.maxDifferences</code>).</p>`
		: nothing;
	const columns = columnsOf(all);
	const isFiltered = filter.search !== '' || filter.kind !== '' || filter.column !== '' || filter.pattern !== undefined;
	return html`<h3>Differences</h3>${more}
		<div class="bar-of-tools" role="search">
			<vscode-textfield type="search" placeholder="Search keys and values" .label=${'Search the differences'} .value=${filter.search}
				@input=${(event: Event) => filtered(page, { search: (event.target as HTMLInputElement).value })}></vscode-textfield>
			<label>Column <select @change=${(event: Event) => filtered(page, { column: (event.target as HTMLSelectElement).value })}>
				<option value="" ?selected=${filter.column === ''}>all</option>
				${columns.map(column => html`<option value=${column} ?selected=${filter.column === column}>${visibleText(column)}</option>`)}
			</select></label>
			${isFiltered ? html`<vscode-button secondary @click=${() => filtered(page, { ...noFilter, sort: filter.sort })}>Show all</vscode-button>` : nothing}
			<vscode-button secondary title="Copy the lines that are shown, for a spreadsheet" @click=${() => page.send({ kind: 'copy', text: linesAsText(shown) })}>Copy</vscode-button>
			<span class="note" role="status">${countText(shown.length, all.length, check.kept, isWhole)}</span>
		</div>
		${shown.length === 0 ? html`<p class="note">No difference is like that.</p>` : html`${gridView(page, check, shown)}${rowView(page, check, shown)}`}`;
}

let lastShown: { readonly all: readonly GridLine[]; readonly filter: GridFilter; readonly shown: readonly GridLine[] } | undefined;

/** Remembered from one drawing to the next: scrolling asks for it at every step. */
function shownLinesOf(all: readonly GridLine[], filter: GridFilter): readonly GridLine[] {
	if (lastShown?.all === all && lastShown.filter === filter) return lastShown.shown;
	lastShown = { all, filter, shown: shownLines(all, filter) };
	return lastShown.shown;
}

const columnNames = new WeakMap<readonly GridLine[], readonly string[]>();

function columnsOf(all: readonly GridLine[]): readonly string[] {
	const known = columnNames.get(all) ?? [...new Set(all.map(({ column }) => column))].filter(Boolean).sort();
	columnNames.set(all, known);
	return known;
}
