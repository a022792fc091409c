/** Values of databases as text on a page, and what differs between two of them. */

import type { CellValue } from '../reconcile/result';
import { type Html, html } from './html';

/** Characters shown of a value, and around what differs in it. */
const limit = 160;
const around = 40;

/** In quotes, so that blanks at its ends are seen; numbers and NULL without. */
export function valueHtml(value: CellValue): Html {
	if (value === null) return html`<span class="null">null</span>`;
	return typeof value === 'number' ? html`${value}` : html`'${cut([...value], limit)}'`;
}

/** Both values, what differs of two texts marked. */
export function differingHtml(source: CellValue, target: CellValue): { readonly source: Html; readonly target: Html } {
	if (typeof source !== 'string' || typeof target !== 'string') return { source: valueHtml(source), target: valueHtml(target) };
	const [one, other] = [[...source], [...target]];
	const shorter = Math.min(one.length, other.length);
	let start = 0;
	while (start < shorter && one[start] === other[start]) start++;
	let end = 0;
	while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
	return { source: marked(one, start, end), target: marked(other, start, end) };
}

function marked(characters: readonly string[], start: number, end: number): Html {
	const before = characters.slice(0, start);
	const differing = characters.slice(start, characters.length - end);
	const after = characters.slice(characters.length - end);
	const shownBefore = before.length > around ? `…${before.slice(-around).join('')}` : before.join('');
	const mark = differing.length > 0 ? html`<mark>${cut(differing, limit)}</mark>` : html``;
	return html`'${shownBefore}${mark}${cut(after, around)}'`;
}

function cut(characters: readonly string[], most: number): string {
	return characters.length > most ? `${characters.slice(0, most).join('')}…` : characters.join('');
}
