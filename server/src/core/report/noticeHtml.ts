/** A sentence in place of a result. */

import { html } from './html';

export function renderNoticeHtml(title: string, sentence: string): string {
	return html`<header><h1>${title}</h1></header><p class="notice" role="alert">${sentence}</p>`.markup;
}
