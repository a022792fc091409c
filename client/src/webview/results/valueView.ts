/** Values of databases on the page: always text, with what would be invisible or turn text around shown as an escape. */

import { html, type TemplateResult } from 'lit';

import type { CellValue } from '../../../../server/src/core/reconcile/result';
import { visibleText } from '../../../../server/src/core/report/visibleText';
import type { GridCell } from './gridLines';
import { type TextPart, textDifference } from './textDifference';

/** Characters shown in a line before what differs, and in all. */
const before = 24;
const most = 160;

/** In quotes, so that blanks at its ends are seen; numbers and NULL without. */
export function valueView(value: CellValue): TemplateResult {
	if (value === null) return html`<span class="null">null</span>`;
	return typeof value === 'number' ? html`${value}` : html`'${visibleText(value)}'`;
}

export interface CellViews {
	readonly source: TemplateResult;
	readonly target: TemplateResult;
}

/** `isCut`: for a line of the grid, which has no room for the whole. */
export function cellViews(source: GridCell, target: GridCell, isCut: boolean): CellViews {
	if ('value' in source && 'value' in target && typeof source.value === 'string' && typeof target.value === 'string') {
		const parts = textDifference(source.value, target.value);
		const shown = (all: readonly TextPart[]) => (isCut ? cutParts(all) : all);
		return { source: partsView(shown(parts.source), 'del'), target: partsView(shown(parts.target), 'ins') };
	}
	return { source: cellView(source, isCut), target: cellView(target, isCut) };
}

function cellView(cell: GridCell, isCut: boolean): TemplateResult {
	if ('about' in cell) return html`<span class="about">${visibleText(cell.about)}</span>`;
	const { value } = cell;
	return valueView(isCut && typeof value === 'string' && value.length > most ? `${value.slice(0, most)}…` : value);
}

function partsView(parts: readonly TextPart[], tag: 'del' | 'ins'): TemplateResult {
	const views = parts.map(({ text, isDiffering }) => {
		const shown = visibleText(text);
		if (!isDiffering) return shown;
		return tag === 'del' ? html`<del>${shown}</del>` : html`<ins>${shown}</ins>`;
	});
	return html`'${views}'`;
}

/** So that what differs is in sight. */
function cutParts(parts: readonly TextPart[]): readonly TextPart[] {
	const [first, ...rest] = parts;
	const isFar = first !== undefined && !first.isDiffering && rest.length > 0 && first.text.length > before;
	const start = isFar ? [{ text: `…${first.text.slice(-before)}`, isDiffering: false }, ...rest] : parts;
	let left = most;
	return start.flatMap(({ text, isDiffering }) => {
		if (left <= 0) return [];
		const shown = text.length > left ? `${text.slice(0, left)}…` : text;
		left -= text.length;
		return [{ text: shown, isDiffering }];
	});
}
