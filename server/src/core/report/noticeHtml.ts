/** A sentence in place of a result. */

import { type Html, html } from './html';

export function renderNoticeHtml(title: string, sentence: string): string {
	return html`<header><h1>${title}</h1></header>${notice(sentence)}`.markup;
}

/** A sentence above a page, where there is one. */
export function withNotice(sentence: string | undefined, page: string): string {
	return sentence === undefined ? page : `${notice(sentence).markup}${page}`;
}

function notice(sentence: string): Html {
	return html`<p class="notice" role="alert">${sentence}</p>`;
}
