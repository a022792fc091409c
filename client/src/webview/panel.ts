/** The entry of a panel's page: the elements that it is drawn with, and the wires to the extension. */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';

import type { ToPanel } from '../panel/messages';
import { createPage, type PageHost } from './createPage';
import { messageOf } from './serverPage';

declare function acquireVsCodeApi(): PageHost;

const host = acquireVsCodeApi();
window.addEventListener('error', ({ message }) => host.postMessage({ kind: 'failed', message }));
window.addEventListener('unhandledrejection', ({ reason }) => host.postMessage({ kind: 'failed', message: String(reason) }));

const root = document.getElementById('root');
if (!root) throw new Error('The page has no "root"');
const styles = getComputedStyle(root);
// As high as the larger of the user's two fonts asks for.
const lineHeight = Math.max(24, Math.ceil(Number.parseFloat(styles.fontSize) * 1.75), Math.ceil(editorFontSize() * 1.75));
document.documentElement.style.setProperty('--line-height', `${lineHeight}px`);

const page = createPage(root, {
	host,
	spec: root.dataset.spec ?? '',
	schedule: work => requestAnimationFrame(work),
	nowMs: () => Date.now(),
	lineHeight,
});
window.addEventListener('message', ({ data }: MessageEvent<ToPanel>) => page.hear(data));
window.addEventListener('scroll', () => page.scrolled(), { passive: true });
root.addEventListener('click', ({ target }) => {
	const message = target instanceof Element ? messageOf(target) : undefined;
	if (message) host.postMessage(message);
});
setInterval(() => page.tick(), 1000);

function editorFontSize(): number {
	return Number.parseFloat(styles.getPropertyValue('--vscode-editor-font-size')) || 0;
}
