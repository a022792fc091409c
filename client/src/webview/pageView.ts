/** The whole page of a panel: its head, its tabs, and what the chosen tab shows. */

import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';

import { momentText } from '../../../server/src/core/report/changesText';
import type { PanelModel } from '../../../server/src/core/report/panelModel';
import { visibleText } from '../../../server/src/core/report/visibleText';
import type { ExportFormat } from '../panel/messages';
import { coverageView } from './map/coverageView';
import { checkView } from './results/checkView';
import { changesView, historyView } from './results/historyView';
import { overviewView, verdictView } from './results/overviewView';
import { progressView } from './results/progressView';
import { openChecks, type Page, type PageState, selectedCheck, type Tab } from './state';
import { ageText, plural } from './words';

export function pageView(page: Page): TemplateResult {
	const { state } = page;
	const tab = tabOf(state);
	return html`${tabsView(page, tab)}${progressView(page)}
		<div class="unseen" role="status" aria-live="polite">${state.progress ? state.progress.text : ''}</div>
		<main><div id="page" role="tabpanel" aria-labelledby="tab-${tab}" tabindex="-1">${contentView(page, tab)}</div></main>`;
}

/** A page of another command is a tab as long as it is there. */
function tabOf({ tab, html: page }: PageState): Tab {
	return tab === 'page' && page === undefined ? 'results' : tab;
}

function contentView(page: Page, tab: Tab): unknown {
	const { state } = page;
	switch (tab) {
		// Made by the server, which escapes; and no script of it would run, as it has no nonce.
		case 'page':
			return guard([state.html], () => unsafeHTML(state.html ?? ''));
		case 'coverage':
			return coverageView(page);
		case 'results':
			return resultsView(page);
	}
}

function tabsView(page: Page, shown: Tab): TemplateResult {
	const { state } = page;
	const tabs: readonly (readonly [Tab, string])[] = [
		['results', 'Results'],
		['coverage', 'Coverage'],
		...(state.html === undefined ? [] : [['page', 'Report'] as const]),
	];
	const choose = (tab: Tab) => {
		page.change({ tab });
		if (tab === 'coverage') page.send({ kind: 'coverage' });
	};
	const pressed = (event: KeyboardEvent) => {
		const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
		if (step === 0) return;
		const index = tabs.findIndex(([tab]) => tab === shown);
		const next = tabs[(index + step + tabs.length) % tabs.length]?.[0];
		if (next === undefined) return;
		choose(next);
		document.getElementById(`tab-${next}`)?.focus();
	};
	return html`<div class="tabs" role="tablist" aria-label="Views" @keydown=${pressed}>${tabs.map(
		([tab, title]) =>
			html`<button type="button" role="tab" id="tab-${tab}" aria-controls="page" aria-selected=${tab === shown ? 'true' : 'false'} tabindex=${tab === shown ? 0 : -1} @click=${() => choose(tab)}>${title}</button>`,
	)}</div>`;
}

function resultsView(page: Page): TemplateResult {
	const { model, progress, selected, onlyOpen, nowMs } = page.state;
	if (!model) return html`<p class="note">Reading what is known of this spec …</p>`;
	const check = selectedCheck(page.state);
	const minute = Math.floor(nowMs / 60_000);
	return html`${headView(page, model)}${historyView(page)}${changesView(model)}
		${guard([model, progress?.running, progress?.ended, selected, onlyOpen, minute, progress === undefined], () => overviewView(page))}
		${check ? checkView(page, check) : progress ? nothing : html`<p class="note">Nothing was run yet. <em>Run all</em> compares both databases; it only reads.</p>`}`;
}

function headView(page: Page, model: PanelModel): TemplateResult {
	const { state } = page;
	const { connections, run, isHistory, checks } = model;
	const open = openChecks(model);
	const known = checks.filter(({ result }) => result !== undefined);
	const isBusy = state.progress !== undefined;
	const lag = [run?.sides.source, run?.sides.target].flatMap(side =>
		side?.standby
			? [`"${side.connection}" is a standby${side.lagMs === undefined ? '' : `, ${Math.round(side.lagMs / 1000)} s behind`}`]
			: [],
	);
	const verdict = known.length === 0 ? undefined : open.length === 0 ? 'identical' : undefined;
	const words =
		known.length === 0
			? isBusy
				? 'running for the first time'
				: 'never run'
			: `${known.length - open.length} of ${plural(known.length, 'check')} green`;
	return html`<header>
		<h1>${visibleText(model.spec)}</h1>
		<p>${verdict ? verdictView(verdict) : nothing} <strong class=${open.length > 0 ? 'different' : ''}>${words}</strong>
			<span class="note">${visibleText(connections.source)} → ${visibleText(connections.target)}${run ? ` · ${isHistory ? momentText(run.startedAt) : ageText(run.startedAt, state.nowMs)}` : ''}</span></p>
		${lag.map(text => html`<p class="note">${visibleText(text)}</p>`)}
		${(model.stale ?? []).map(connection => staleView(page, connection))}
		${run?.interrupted ? html`<p class="notice">The ${isHistory ? '' : 'last '}run was cancelled before its end: what is shown of it is what was known by then.</p>` : nothing}
		${isHistory && run ? html`<p class="notice">This is the run of ${momentText(run.startedAt)}. <button type="button" class="place" @click=${() => page.send({ kind: 'look' })}>Back to what is known by now</button></p>` : nothing}
		<div class="bar-of-tools">
			<vscode-button ?disabled=${isBusy || isHistory === true} @click=${() => page.send({ kind: 'run', checks: checks.map(({ id }) => id) })}>Run all</vscode-button>
			<vscode-button secondary ?disabled=${isBusy || isHistory === true || open.length === 0} @click=${() => page.send({ kind: 'run', checks: open.map(({ id }) => id) })}>Run failed (${open.length})</vscode-button>
			<vscode-button secondary aria-expanded=${state.isHistoryShown ? 'true' : 'false'} @click=${() => toggleHistory(page)}>History</vscode-button>
			<label>Export <select ?disabled=${known.length === 0} @change=${(event: Event) => exported(page, event)}>
				<option value="" selected>as …</option>${formats.map(([format, title]) => html`<option value=${format}>${title}</option>`)}
			</select></label>
			<label class="check-box"><input type="checkbox" .checked=${state.onlyOpen} @change=${(event: Event) => page.change({ onlyOpen: (event.target as HTMLInputElement).checked })}> Only what is not green</label>
		</div>
	</header>`;
}

function staleView(page: Page, connection: string): TemplateResult {
	const refresh = () => page.send({ kind: 'refreshCatalog', connection });
	return html`<p class="notice">The database of "${visibleText(connection)}" has changed since its catalog was taken. <button type="button" class="place" @click=${refresh}>Refresh catalog</button></p>`;
}

const formats: readonly (readonly [ExportFormat, string])[] = [
	['csv', 'CSV'],
	['json', 'JSON'],
	['markdown', 'Markdown'],
	['html', 'HTML'],
	['junit', 'JUnit'],
];

function toggleHistory(page: Page): void {
	const isHistoryShown = !page.state.isHistoryShown;
	page.change({ isHistoryShown });
	if (isHistoryShown) page.send({ kind: 'history' });
}

function exported(page: Page, { target }: Event): void {
	const select = target as HTMLSelectElement;
	const format = formats.find(([one]) => one === select.value)?.[0];
	select.value = '';
	const { model } = page.state;
	const startedAt = model?.isHistory ? model.run?.startedAt : undefined;
	if (format) page.send({ kind: 'export', format, ...(startedAt === undefined ? {} : { startedAt }) });
}
