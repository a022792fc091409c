/** The result panels: one for each spec, beside its editor. Never takes the focus by itself. Holds no result of its own but the last page. */

import { type Disposable, EventEmitter, type ExtensionContext, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';

import type { FromPanel, PanelProgress, ToPanel } from './messages';
import { openPlace } from './openPlace';
import { renderPage } from './page';

export interface Panel {
	/** Brings it to sight, without the focus. */
	reveal(): void;
	show(html: string): void;
	/** Whether there is a page in it. */
	readonly isFilled: boolean;
	/** Undefined when nothing runs. */
	tell(progress: PanelProgress | undefined): void;
	/** The user pressed its button, or closed it. */
	onCancel(listener: () => void): Disposable;
}

export interface Panels extends Disposable {
	/** The panel of a spec, opened when there is none. */
	of(spec: Uri): Panel;
}

export function makePanels({ extensionUri }: Pick<ExtensionContext, 'extensionUri'>): Panels {
	const open = new Map<string, Panel & Disposable>();
	return {
		of(spec) {
			const key = spec.toString();
			const panel = open.get(key) ?? makePanel(spec, Uri.joinPath(extensionUri, 'dist'), () => open.delete(key));
			open.set(key, panel);
			return panel;
		},
		dispose: () => [...open.values()].forEach(panel => void panel.dispose()),
	};
}

function makePanel(spec: Uri, dist: Uri, closed: () => void): Panel & Disposable {
	const name = spec.path.split('/').at(-1) ?? '';
	const panel = window.createWebviewPanel(
		'crosswalk.results',
		`Crosswalk: ${name}`,
		{ viewColumn: ViewColumn.Beside, preserveFocus: true },
		{ enableScripts: true, enableFindWidget: true, localResourceRoots: [dist] },
	);
	const cancelled = new EventEmitter<void>();
	let html: string | undefined;
	let progress: PanelProgress | undefined;
	const post = (message: ToPanel) => void panel.webview.postMessage(message);
	const postProgress = () => post(progress ? { kind: 'progress', progress } : { kind: 'idle' });
	panel.webview.onDidReceiveMessage((message: FromPanel) => {
		switch (message.kind) {
			case 'ready':
				// A page that was hidden has lost everything.
				if (html !== undefined) post({ kind: 'page', html });
				postProgress();
				break;
			case 'open':
				void openPlace(Uri.parse(message.uri), message.line);
				break;
			case 'cancel':
				cancelled.fire();
				break;
		}
	});
	panel.onDidDispose(() => {
		cancelled.fire();
		cancelled.dispose();
		closed();
	});
	panel.webview.html = pageOf(panel, dist);
	return {
		reveal: () => panel.reveal(undefined, true),
		show(page) {
			html = page;
			post({ kind: 'page', html });
		},
		get isFilled() {
			return html !== undefined;
		},
		tell(told) {
			progress = told;
			postProgress();
		},
		onCancel: listener => cancelled.event(listener),
		dispose: () => void panel.dispose(),
	};
}

function pageOf({ webview }: WebviewPanel, dist: Uri): string {
	const resource = (name: string) => webview.asWebviewUri(Uri.joinPath(dist, name)).toString();
	return renderPage({ nonce: crypto.randomUUID(), script: resource('panel.js'), style: resource('panel.css') });
}
