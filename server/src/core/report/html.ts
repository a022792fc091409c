/** Makes HTML out of text and data. Whatever is put in is text: only what this file made itself is markup. Knows no report. */

import { visibleText } from './visibleText';

/** Markup that is safe to show. Made by `html` alone. */
export interface Html {
	readonly markup: string;
}

type Part = string | number | Html | readonly Html[] | undefined;

/** The template's own text is markup; every value in it is escaped, and what would be invisible or turn text around is shown as an escape. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
	const markup = strings.map((text, index) => (index === 0 ? '' : markupOf(parts[index - 1])) + text).join('');
	return { markup };
}

function markupOf(part: Part): string {
	if (part === undefined) return '';
	if (typeof part === 'object') return 'markup' in part ? part.markup : part.map(one => one.markup).join('');
	return visibleText(String(part)).replace(/[&<>"']/g, character => entities[character] ?? '');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
