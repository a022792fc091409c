/** Makes the page of a panel live: what the extension sends becomes state, state is drawn once a frame, clicks go back. Knows no VS Code. */

import { render } from 'lit';

import type { PanelRows } from '../../../server/src/core/report/panelModel';
import type { FromPanel, ToPanel } from '../panel/messages';
import { pageView } from './pageView';
import { type GridLine, gridLines, noFilter } from './results/gridLines';
import { beginningState, isGreen, type KeptState, keptState, mostUrgent, type Page, type PageState, selectedCheck } from './state';

/** What VS Code gives to a page. */
export interface PageHost {
	postMessage(message: FromPanel): void;
	getState(): KeptState | undefined;
	setState(state: KeptState): void;
}

export interface PageOptions {
	readonly host: PageHost;
	/** The URI of the spec. */
	readonly spec: string;
	/** Calls back before the next frame. */
	schedule(work: () => void): void;
	readonly nowMs: () => number;
	/** Of a line of the grid, in pixels. */
	readonly lineHeight: number;
}

export interface LivePage {
	hear(message: ToPanel): void;
	/** A second has gone by. */
	tick(): void;
	/** The user scrolled. */
	scrolled(): void;
	readonly state: PageState;
}

export function createPage(root: HTMLElement, { host, spec, schedule, nowMs, lineHeight }: PageOptions): LivePage {
	const before = host.getState();
	// The panel at the bottom shows one spec after the other.
	const kept: KeptState = before?.uri === spec ? before : {};
	let state: PageState = { ...beginningState(kept, nowMs()), lineHeight };
	/** The run of the history that was looked at. */
	let lookBack = kept.startedAt;
	let isScheduled = false;
	/** Where the page was, until what was there is there again. */
	let scrollBack = kept.scroll;
	let gridBack = kept.gridTop;
	/** The portion that is on its way: `id offset`. */
	let asked: string | undefined;
	const page: Page = {
		get state() {
			return state;
		},
		change(part) {
			const before = state;
			state = { ...state, ...part };
			if ('filter' in part || 'line' in part) gridBack = undefined;
			if (state.selected !== before.selected || state.model !== before.model) askForMore();
			redraw();
		},
		send: message => host.postMessage(message),
	};
	host.postMessage({ kind: 'ready' });
	if (state.tab === 'coverage') host.postMessage({ kind: 'coverage' });
	return {
		hear,
		tick() {
			const now = nowMs();
			const isOtherMinute = Math.floor(now / 60_000) !== Math.floor(state.nowMs / 60_000);
			if (state.progress || isOtherMinute) page.change({ nowMs: now });
		},
		scrolled: keep,
		get state() {
			return state;
		},
	};

	function hear(message: ToPanel): void {
		switch (message.kind) {
			case 'page':
				page.change({ html: message.html, ...(message.isNew ? { tab: 'page' as const } : {}) });
				break;
			case 'results':
				hearResults(message);
				break;
			case 'rows':
				hearRows(message.rows, message.startedAt);
				break;
			case 'runs':
				page.change({ runs: message.runs });
				break;
			case 'coverage':
				page.change({
					coverage: message.map,
					...(message.mapping === undefined ? {} : { tab: 'coverage' as const, coverageMapping: message.mapping || undefined }),
				});
				break;
			case 'progress':
				page.change({ progress: message.progress, nowMs: nowMs(), ...(state.progress ? {} : { tab: 'results' as const }) });
				break;
			case 'idle':
				page.change({ progress: undefined });
		}
	}

	function hearResults({ model, isNew }: Extract<ToPanel, { kind: 'results' }>): void {
		const lines = new Map<string, readonly GridLine[]>();
		for (const { id, result, ranAt } of model.checks) {
			if (result?.found?.kind !== 'rows') continue;
			const same = state.model?.checks.some(check => check.id === id && check.ranAt === ranAt);
			// What was fetched of the same run stays.
			lines.set(id, (same ? state.lines.get(id) : undefined) ?? gridLines(result.found.rows));
		}
		asked = undefined;
		const isOther = model.isHistory !== state.model?.isHistory || model.run?.startedAt !== state.model?.run?.startedAt;
		const next = isNew ? mostUrgent(model.checks, model.run?.startedAt) : undefined;
		const before = model.checks.find(({ id }) => id === state.selected);
		// What is green takes nobody away from what is not.
		const isStaying = isGreen(next?.result?.verdict) && before?.result !== undefined && !isGreen(before.result.verdict);
		const selected = next && !isStaying ? next.id : state.selected;
		const isKept = selected === state.selected && !(isOther && state.model !== undefined);
		page.change({
			model,
			lines,
			nowMs: nowMs(),
			selected,
			...(isNew ? { tab: 'results', runs: undefined } : {}),
			...(isKept ? {} : { line: undefined, gridTop: 0, filter: noFilter }),
		});
		if (lookBack !== undefined) page.send({ kind: 'look', startedAt: lookBack });
		lookBack = undefined;
		if (isNew && state.isHistoryShown) page.send({ kind: 'history' });
	}

	function hearRows({ id, offset, rows }: PanelRows, startedAt: string | undefined): void {
		asked = undefined;
		const before = state.lines.get(id) ?? [];
		const isExpected = shownRun() === startedAt && offset === nextOffset(before);
		if (isExpected && rows.length > 0) page.change({ lines: new Map([...state.lines, [id, [...before, ...gridLines(rows, offset)]]]) });
		if (rows.length > 0) askForMore();
	}

	/** All differences of the check that is looked at are fetched, a portion after the other. */
	function askForMore(): void {
		const check = selectedCheck(state);
		if (!check || check.kept === 0) return;
		const offset = nextOffset(state.lines.get(check.id) ?? []);
		const name = `${check.id} ${offset}`;
		if (offset >= check.kept || asked === name) return;
		asked = name;
		const startedAt = shownRun();
		page.send({ kind: 'more', id: check.id, offset, ...(startedAt === undefined ? {} : { startedAt }) });
	}

	function shownRun(): string | undefined {
		return state.model?.isHistory ? state.model.run?.startedAt : undefined;
	}

	function redraw(): void {
		if (isScheduled) return;
		isScheduled = true;
		schedule(() => {
			isScheduled = false;
			render(pageView(page), root);
			restoreScroll();
			keep();
		});
	}

	/** Once what was scrolled is there again. */
	function restoreScroll(): void {
		if (!state.model && !state.coverage) return;
		const grid = root.querySelector<HTMLElement>('.grid');
		if (grid && gridBack !== undefined) {
			grid.scrollTop = gridBack;
			// Lines that far down may still be on their way.
			if (Math.abs(grid.scrollTop - gridBack) < 2 || asked === undefined) gridBack = undefined;
		}
		if (scrollBack !== undefined && scrollBack > 0) root.ownerDocument.defaultView?.scrollTo(0, scrollBack);
		scrollBack = undefined;
	}

	function keep(): void {
		host.setState(keptState(state, spec, root.ownerDocument.defaultView?.scrollY ?? 0));
	}
}

/** Behind the last difference that is there. */
function nextOffset(lines: readonly GridLine[]): number {
	return (lines.at(-1)?.index ?? -1) + 1;
}
