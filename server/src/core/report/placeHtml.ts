/** A place of the spec as a button: whoever shows the page opens it. */

import type { Span } from '../base/span';
import { type Html, html } from './html';

/** `file` as shown, `uri` to open, `line` from 0. */
export interface HtmlPlace {
	readonly file: string;
	readonly uri: string;
	readonly line: number;
}

export type HtmlPlaceOf = (span: Span) => HtmlPlace | undefined;

/** A name that leads to the line which makes it; without a name the line itself. Where there is no such line only the name is left. */
export function placeHtml(span: Span | undefined, placeOf: HtmlPlaceOf, name?: string): Html {
	const place = span && placeOf(span);
	if (!place) return html`${name}`;
	const line = `${place.file}:${place.line + 1}`;
	return html`<button type="button" class="place" title="${line}" data-uri="${place.uri}" data-line="${place.line}">${name ?? line}</button>`;
}
