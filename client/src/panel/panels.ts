/**
 * The result panels: one for each spec, beside its editor or in the panel at the bottom. None takes the focus by itself. Holds no result but the
 * last page of HTML: the rest is asked of the server whenever a page is to be filled.
 */

import {
	commands,
	type Disposable,
	EventEmitter,
	type ExtensionContext,
	Uri,
	ViewColumn,
	type Webview,
	type WebviewPanel,
	type WebviewView,
	window,
	workspace,
} from 'vscode';

import type { CoverageMap } from '../../../server/src/core/report/coverageMap';
import type { PanelModel } from '../../../server/src/core/report/panelModel';
import type { FromPanel, PanelProgress, ToPanel } from './messages';
import { renderPage } from './page';

export interface Panel {
	readonly spec: Uri;
	/** Brings it to sight, without the focus. */
	reveal(): void;
	/** A page of a command that has no model. */
	show(html: string): void;
	/** The timeline of the cutover. `isNew`: the user asked for it just now, and is brought to it. */
	showCutover(html: string, isNew: boolean): void;
	/** Whether its page is that timeline, so that it is kept up to date. */
	showsCutover: boolean;
	/** `isNew`: a run has just ended with it. */
	showResults(model: PanelModel, isNew: boolean): void;
	/** `mapping`: to be brought to sight. */
	showCoverage(map: CoverageMap, mapping?: string): void;
	post(message: ToPanel): void;
	/** Whether its page is there to be filled. */
	readonly isReady: boolean;
	/** The mapping whose coverage is to be brought to sight once the page is there; empty for all of them. */
	coverageOf?: string;
	/** Whether the coverage was asked for, so that it is kept up to date. */
	showsCoverage: boolean;
	/** Undefined when nothing runs. */
	tell(progress: PanelProgress | undefined): void;
	/** The user pressed its button, or closed it. */
	onCancel(listener: () => void): Disposable;
}

export interface Panels extends Disposable {
	/** The panel of a spec, opened when there is none. */
	of(spec: Uri): Panel;
	/** Those that are open. */
	all(): readonly Panel[];
}

/** Answers what a page asks; what only the panel itself knows is answered already. */
export type Answer = (panel: Panel, message: FromPanel) => void;

const viewType = 'crosswalk.results';
const bottomView = 'crosswalk.resultsView';
/** A page that is not there by then has failed to load. */
const readyMs = 20_000;

export function makePanels({ extensionUri }: Pick<ExtensionContext, 'extensionUri'>, answer: Answer, warn: (text: string) => void): Panels {
	const dist = Uri.joinPath(extensionUri, 'dist');
	const open = new Map<string, OwnPanel>();
	const options = { enableScripts: true, localResourceRoots: [dist] };
	let view: WebviewView | undefined;
	/** Whose page is at the bottom. */
	let shownBelow: OwnPanel | undefined;

	const restoring = window.registerWebviewPanelSerializer(viewType, {
		async deserializeWebviewPanel(panel: WebviewPanel, state: { readonly uri?: unknown } | undefined) {
			const uri = typeof state?.uri === 'string' ? state.uri : undefined;
			if (uri === undefined || open.has(uri)) return panel.dispose();
			panel.webview.options = options;
			beside(Uri.parse(uri), panel);
		},
	});
	const below = window.registerWebviewViewProvider(bottomView, {
		resolveWebviewView(resolved) {
			view = resolved;
			resolved.webview.options = options;
			const listening = resolved.webview.onDidReceiveMessage((message: FromPanel) => shownBelow?.hear(message));
			resolved.onDidDispose(() => {
				view = undefined;
				listening.dispose();
				shownBelow?.detach();
			});
			if (shownBelow) fill(shownBelow, resolved);
			else resolved.webview.html = '';
		},
	});
	return {
		of: spec => open.get(spec.toString()) ?? (isBelow() ? ownPanel(spec, revealBelow) : beside(spec)),
		all: () => [...open.values()],
		dispose() {
			restoring.dispose();
			below.dispose();
			for (const panel of [...open.values()]) panel.dispose();
		},
	};

	function beside(spec: Uri, restored?: WebviewPanel): OwnPanel {
		const panel =
			restored ??
			window.createWebviewPanel(
				viewType,
				titleOf(spec),
				{ viewColumn: ViewColumn.Beside, preserveFocus: true },
				{ ...options, enableFindWidget: true },
			);
		const own = ownPanel(
			spec,
			() => panel.reveal(undefined, true),
			() => panel.dispose(),
		);
		panel.webview.onDidReceiveMessage((message: FromPanel) => own.hear(message));
		panel.onDidDispose(() => {
			own.detach();
			own.dispose();
		});
		own.attach(panel.webview);
		return own;
	}

	function revealBelow(panel: OwnPanel): void {
		const isOther = shownBelow !== panel;
		if (isOther) shownBelow?.detach();
		shownBelow = panel;
		if (!view) return void commands.executeCommand(`${bottomView}.focus`, { preserveFocus: true });
		if (isOther) fill(panel, view);
		view.show(true);
	}

	function fill(panel: OwnPanel, { webview }: WebviewView): void {
		if (view) view.title = titleOf(panel.spec);
		panel.attach(webview);
	}

	function ownPanel(spec: Uri, reveal: (panel: OwnPanel) => void, close: () => void = () => undefined): OwnPanel {
		const key = spec.toString();
		const panel = makePanel(spec, dist, answer, reveal, warn);
		const own: OwnPanel = {
			...panel,
			get isReady() {
				return panel.isReady;
			},
			dispose() {
				if (!open.delete(key)) return;
				panel.dispose();
				close();
			},
		};
		open.set(key, own);
		return own;
	}
}

function isBelow(): boolean {
	return workspace.getConfiguration('crosswalk').get<string>('panel.location') === 'panel';
}

function titleOf({ path }: Uri): string {
	return `Crosswalk: ${path.split('/').at(-1) ?? ''}`;
}

interface OwnPanel extends Panel, Disposable {
	hear(message: FromPanel): void;
	attach(webview: Webview): void;
	detach(): void;
}

function makePanel(spec: Uri, dist: Uri, answer: Answer, reveal: (panel: OwnPanel) => void, warn: (text: string) => void): OwnPanel {
	const cancelled = new EventEmitter<void>();
	let webview: Webview | undefined;
	let isReady = false;
	let html: string | undefined;
	/** Of `html`: whether the user is still to be brought to it, as the page was not there yet. */
	let isUnseen = false;
	let progress: PanelProgress | undefined;
	const post = (message: ToPanel) => {
		if (isReady) void webview?.postMessage(message);
	};
	const panel: OwnPanel = {
		spec,
		reveal() {
			reveal(this);
		},
		show(page) {
			this.showsCutover = false;
			html = page;
			isUnseen = !isReady;
			post({ kind: 'page', html, isNew: true });
		},
		showCutover(page, isNew) {
			this.showsCutover = true;
			html = page;
			isUnseen = isNew && !isReady;
			post({ kind: 'page', html, ...(isNew ? { isNew: true } : {}) });
		},
		showsCutover: false,
		showResults: (model, isNew) => post({ kind: 'results', model, isNew }),
		showsCoverage: false,
		showCoverage(map, mapping) {
			this.showsCoverage = true;
			post({ kind: 'coverage', map, mapping });
		},
		post,
		get isReady() {
			return isReady;
		},
		tell(told) {
			progress = told;
			post(progress ? { kind: 'progress', progress } : { kind: 'idle' });
		},
		onCancel: listener => cancelled.event(listener),
		hear(message) {
			if (message.kind === 'ready') {
				isReady = true;
				// A page that was hidden has lost everything.
				if (html !== undefined) post({ kind: 'page', html, ...(isUnseen ? { isNew: true } : {}) });
				isUnseen = false;
				if (progress) post({ kind: 'progress', progress });
			}
			if (message.kind === 'cancel') cancelled.fire();
			answer(this, message);
		},
		attach(to) {
			webview = to;
			isReady = false;
			this.showsCoverage = false;
			const resource = (name: string) => to.asWebviewUri(Uri.joinPath(dist, name)).toString();
			to.html = renderPage({
				nonce: crypto.randomUUID(),
				script: resource('panel.js'),
				style: resource('panel.css'),
				spec: spec.toString(),
			});
			setTimeout(() => {
				if (webview === to && !isReady)
					warn(`The page of ${spec.path} has not loaded; "Developer: Open Webview Developer Tools" says why.`);
			}, readyMs);
		},
		detach() {
			webview = undefined;
			isReady = false;
		},
		dispose() {
			cancelled.fire();
			cancelled.dispose();
		},
	};
	return panel;
}
