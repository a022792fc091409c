/** What the page of a panel shows, as plain values, and what of it outlives the page. Draws nothing. */

import type { CheckResult, Verdict } from '../../../server/src/core/reconcile/result';
import type { CoverageMap } from '../../../server/src/core/report/coverageMap';
import type { PanelCheck, PanelModel, PanelRunLine } from '../../../server/src/core/report/panelModel';
import type { FromPanel, PanelProgress } from '../panel/messages';
import { type GridFilter, type GridLine, noFilter } from './results/gridLines';

export type Tab = 'results' | 'coverage' | 'page';

export interface PageState {
	readonly tab: Tab;
	/** Of a command that brings its own page. */
	readonly html?: string;
	readonly model?: PanelModel;
	readonly coverage?: CoverageMap;
	readonly runs?: readonly PanelRunLine[];
	readonly isHistoryShown: boolean;
	readonly progress?: PanelProgress;
	/** Of the check that is looked at. */
	readonly selected?: string;
	/** Whether checks that are green are left out. */
	readonly onlyOpen: boolean;
	readonly filter: GridFilter;
	/** Of the lines that are shown: the one whose row is beside the grid. */
	readonly line?: number;
	/** By the id of the check: all that came so far. */
	readonly lines: ReadonlyMap<string, readonly GridLine[]>;
	readonly coverageSearch: string;
	readonly coverageMapping?: string;
	readonly onlyUndecided: boolean;
	/** How far the drawing is scrolled, and how high it is. */
	readonly mapTop: number;
	readonly mapHeight: number;
	/** Tables whose columns are shown, by side and name. */
	readonly openTables: ReadonlySet<string>;
	/** Milliseconds since 1970. */
	readonly nowMs: number;
	/** How far the grid is scrolled, and how high it is. */
	readonly gridTop: number;
	readonly gridHeight: number;
	readonly lineHeight: number;
}

export interface Page {
	readonly state: PageState;
	change(part: Partial<PageState>): void;
	send(message: FromPanel): void;
}

/** What VS Code keeps of a page, also while it is hidden or the window is reloaded. */
export interface KeptState {
	/** Of the spec. */
	readonly uri?: string;
	readonly tab?: Tab;
	readonly selected?: string;
	readonly onlyOpen?: boolean;
	readonly filter?: GridFilter;
	readonly line?: number;
	readonly gridTop?: number;
	readonly scroll?: number;
	readonly startedAt?: string;
	readonly coverageSearch?: string;
}

export function beginningState(kept: KeptState, nowMs: number): PageState {
	return {
		tab: kept.tab ?? 'results',
		isHistoryShown: false,
		selected: kept.selected,
		onlyOpen: kept.onlyOpen ?? false,
		filter: kept.filter ?? noFilter,
		line: kept.line,
		lines: new Map(),
		coverageSearch: kept.coverageSearch ?? '',
		onlyUndecided: false,
		mapTop: 0,
		mapHeight: 800,
		openTables: new Set(),
		nowMs,
		gridTop: kept.gridTop ?? 0,
		gridHeight: 480,
		lineHeight: 24,
	};
}

export function keptState(state: PageState, uri: string, scroll: number): KeptState {
	const { tab, model, selected, onlyOpen, filter, line, gridTop, coverageSearch } = state;
	const startedAt = model?.isHistory ? model.run?.startedAt : undefined;
	return { uri, tab, selected, onlyOpen, filter, line, gridTop, scroll, startedAt, coverageSearch };
}

/** The check that is looked at: the chosen one, else the first that asks for attention. */
export function selectedCheck({ model, selected }: PageState): PanelCheck | undefined {
	const checks = model?.checks ?? [];
	return checks.find(({ id }) => id === selected) ?? mostUrgent(checks);
}

/** Of what was run last, the first that differs; else the first of the worst verdict that has something to show. */
export function mostUrgent(checks: readonly PanelCheck[], ranAt?: string): PanelCheck | undefined {
	const known = checks.filter(({ result, ranAt: at }) => result !== undefined && (ranAt === undefined || at === ranAt));
	for (const verdict of worstFirst) {
		const found = known.filter(({ result }) => result?.verdict === verdict);
		const shown = found.find(({ result }) => hasDetails(result)) ?? found[0];
		if (shown) return shown;
	}
	return undefined;
}

const worstFirst: readonly Verdict[] = ['different', 'failed', 'partial', 'not-run', 'accepted', 'identical'];

function hasDetails(result: CheckResult | undefined): boolean {
	const kind = result?.found?.kind;
	return kind !== undefined && kind !== 'count';
}

export function isGreen(verdict: Verdict | undefined): boolean {
	return verdict === 'identical' || verdict === 'accepted';
}

/** Those that a second run is for. */
export function openChecks({ checks }: PanelModel): readonly PanelCheck[] {
	return checks.filter(({ result }) => result !== undefined && !isGreen(result.verdict));
}
