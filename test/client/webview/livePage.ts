/** The page of a panel in memory, for tests: what is sent to it, what a user reads and clicks, and what it sends back. */

import './dom';

import type { FromPanel, ToPanel } from '../../../client/src/panel/messages';
import { createPage, type LivePage } from '../../../client/src/webview/createPage';
import type { KeptState } from '../../../client/src/webview/state';
import type { RowDifference, RowsFound } from '../../../server/src/core/reconcile/result';
import type { PanelCheck, PanelModel } from '../../../server/src/core/report/panelModel';

export const spec = 'file:///shop.migration.yaml';
/** A minute after the run. */
export const nowMs = Date.parse('2026-12-05T23:11:00Z');

export interface TestPage {
	readonly live: LivePage;
	readonly root: HTMLElement;
	readonly sent: FromPanel[];
	/** What VS Code would keep. */
	kept(): KeptState | undefined;
	hear(message: ToPanel): void;
	/** Draws what is to be drawn. */
	draw(): void;
	find(selector: string): HTMLElement;
	/** The button, tab or link with that name. */
	click(name: string): void;
	/** The cells of each row of a table, divided by bars. */
	rows(selector: string): readonly string[];
}

export function openPage(kept?: KeptState): TestPage {
	const root = document.createElement('div');
	document.body.replaceChildren(root);
	const sent: FromPanel[] = [];
	let state = kept;
	let work: (() => void) | undefined;
	const live = createPage(root, {
		host: {
			postMessage: message => void sent.push(message),
			getState: () => state,
			setState(next) {
				state = next;
			},
		},
		spec,
		schedule: next => {
			work = next;
		},
		nowMs: () => nowMs,
		lineHeight: 24,
	});
	const draw = () => {
		for (let next = work; next; next = work) {
			work = undefined;
			next();
		}
	};
	const text = (node: Element) => (node.textContent ?? '').replace(/\s+/g, ' ').trim();
	return {
		live,
		root,
		sent,
		kept: () => state,
		draw,
		hear(message) {
			live.hear(message);
			draw();
		},
		find(selector) {
			const found = root.querySelector<HTMLElement>(selector);
			if (!found) throw new Error(`There is no ${selector} in ${root.innerHTML}`);
			return found;
		},
		click(name) {
			const all = [...root.querySelectorAll<HTMLElement>('button, vscode-button, [role=tab]')];
			const found = all.find(one => text(one) === name || one.getAttribute('aria-label') === name);
			if (!found) throw new Error(`There is no "${name}" among ${all.map(text).join(' | ')}`);
			found.click();
			draw();
		},
		rows: selector =>
			[...root.querySelectorAll(`${selector} tr:not(.space)`)].map(row =>
				[...row.querySelectorAll('th, td')].map(text).join(' | ').trimEnd(),
			),
	};
}

export function rowsFound(rows: readonly RowDifference[], more: Partial<RowsFound> = {}): RowsFound {
	const count = (kind: RowDifference['kind']) => rows.filter(row => row.kind === kind && !row.accepted).length;
	return {
		kind: 'rows',
		compared: { source: 9, target: 8 },
		differences: {
			missing: count('missing'),
			extra: count('extra'),
			changed: count('changed'),
			rejected: count('rejected'),
			duplicate: count('duplicate'),
			accepted: rows.filter(row => row.accepted).length,
			exact: true,
		},
		rows,
		truncated: false,
		patterns: [],
		notCompared: [],
		...more,
	};
}

/** A check of the mapping `customers`. */
export function checkOf(check: string, found: NonNullable<PanelCheck['result']>['found'], more: Partial<PanelCheck> = {}): PanelCheck {
	const verdict = found?.kind === 'rows' && found.rows.length === 0 ? 'identical' : 'different';
	const place = { file: 'shop.migration.yaml', uri: spec, line: 7 };
	return {
		id: `/customers/${check}`,
		heading: 'customers',
		mapping: 'customers',
		check,
		summary: `${check} told`,
		result: { mapping: 'customers', check, verdict, elapsedMs: 1200, found },
		kept: found?.kind === 'rows' ? found.rows.length : 0,
		ranAt: '2026-12-05T23:10:00.000Z',
		place,
		columns: { name: { ...place, line: 11 } },
		...more,
	};
}

export function modelOf(checks: readonly PanelCheck[], more: Partial<PanelModel> = {}): PanelModel {
	const sides = { source: { connection: 'erp' }, target: { connection: 'cloud' } };
	return {
		spec: 'shop.migration.yaml',
		uri: spec,
		connections: { source: 'erp', target: 'cloud' },
		run: { startedAt: '2026-12-05T23:10:00.000Z', elapsedMs: 5000, sides },
		checks,
		...more,
	};
}

export function changed(no: number, source: string, target: string): RowDifference {
	return { kind: 'changed', key: [{ name: 'no', value: no }], columns: [{ name: 'name', source, target }] };
}
