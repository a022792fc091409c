/** The script of a panel's page: puts in what the extension sends, and tells it what the user clicks. Has no words or results of its own. */

import type { FromPanel, PanelProgress, ToPanel } from '../panel/messages';

interface PageState {
	readonly scroll: number;
}

declare function acquireVsCodeApi(): {
	postMessage(message: FromPanel): void;
	getState(): PageState | undefined;
	setState(state: PageState): void;
};

const vscode = acquireVsCodeApi();
const page = element('page');
let progress: PanelProgress | undefined;
let isShown = false;

window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => {
	switch (data.kind) {
		case 'page':
			// Escaped by the server; and no script of it would run, as it has no nonce.
			page.innerHTML = data.html;
			// A page that was hidden goes on where it was; what is another begins at its top.
			window.scrollTo(0, isShown ? 0 : (vscode.getState()?.scroll ?? 0));
			isShown = true;
			break;
		case 'progress':
			progress = data.progress;
			showProgress();
			break;
		case 'idle':
			progress = undefined;
			showProgress();
			break;
	}
});
page.addEventListener('click', ({ target }) => {
	const place = target instanceof Element ? target.closest<HTMLElement>('.place') : null;
	const { uri, line } = place?.dataset ?? {};
	if (uri !== undefined) vscode.postMessage({ kind: 'open', uri, line: Number(line) });
});
element('cancel').addEventListener('click', () => vscode.postMessage({ kind: 'cancel' }));
window.addEventListener('scroll', () => vscode.setState({ scroll: window.scrollY }));
setInterval(showProgress, 1000);
vscode.postMessage({ kind: 'ready' });

function showProgress(): void {
	element('progress').hidden = progress === undefined;
	if (!progress) return;
	const { text, rows, startedAtMs } = progress;
	const what = element('what');
	// Setting it to what it is would have it read out again.
	if (what.textContent !== text) what.textContent = text;
	const elapsed = `${Math.max(0, Math.floor((Date.now() - startedAtMs) / 1000))} s`;
	element('numbers').textContent = [rows, elapsed].filter(Boolean).join(' · ');
}

function element(id: string): HTMLElement {
	const found = document.getElementById(id);
	if (!found) throw new Error(`The page has no "${id}"`);
	return found;
}
