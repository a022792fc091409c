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

/** Nothing without a span, or where it stands in no file. */
export function placeHtml(span: Span | undefined, placeOf: HtmlPlaceOf): Html {
	const place = span && placeOf(span);
	if (!place) return html``;
	return html`<button type="button" class="place" data-uri="${place.uri}" data-line="${place.line}">${place.file}:${place.line + 1}</button>`;
}
