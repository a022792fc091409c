/** A place of the spec: a button where whoever shows the page can open it, else its name. */

import type { Span } from '../base/span';
import { type Html, html } from './html';

/** `file` as shown, `uri` to open when the page can, `line` from 0. */
export interface HtmlPlace {
	readonly file: string;
	readonly uri?: string;
	readonly line: number;
}

export type HtmlPlaceOf = (span: Span) => HtmlPlace | undefined;

/** A name that leads to the line which makes it; without a name the line itself. Where there is no such line only the name is left. */
export function placeHtml(span: Span | undefined, placeOf: HtmlPlaceOf, name?: string): Html {
	const place = span && placeOf(span);
	if (!place) return html`${name}`;
	const line = `${place.file}:${place.line + 1}`;
	if (place.uri === undefined) return html`<code class="place" title="${line}">${name ?? line}</code>`;
	return html`<button type="button" class="place" title="${line}" data-uri="${place.uri}" data-line="${place.line}">${name ?? line}</button>`;
}
