/** A document between its model and its formats: headings, paragraphs, tables, figures. Already in one language; knows neither HTML nor Markdown. */

export type Inline =
	| string
	| { readonly kind: 'code' | 'strong' | 'quiet'; readonly text: string }
	| { readonly kind: 'state'; readonly tone: Tone; readonly text: string }
	| { readonly kind: 'break' };

/** How a verdict is coloured; its word says the same. */
export type Tone = 'good' | 'bad' | 'unsure' | 'plain';

/** A run of text. */
export type Rich = readonly Inline[];

export type Block =
	/** Level 2 begins a part. `id` is unique in the document. */
	| { readonly kind: 'heading'; readonly level: 2 | 3 | 4; readonly id: string; readonly text: Rich }
	| { readonly kind: 'paragraph'; readonly text: Rich }
	| { readonly kind: 'list'; readonly items: readonly Rich[] }
	/** Terms with what is said of each. */
	| { readonly kind: 'pairs'; readonly pairs: readonly (readonly [string, Rich])[] }
	| Table
	/** `instead`: the same without a drawing. */
	| { readonly kind: 'figure'; readonly caption: string; readonly svg: string; readonly instead: readonly Block[] }
	| { readonly kind: 'code'; readonly caption: string; readonly text: string };

export interface Table {
	readonly kind: 'table';
	readonly caption: string;
	readonly head: readonly Head[];
	/** The first cell of a row names it. */
	readonly rows: readonly (readonly Rich[])[];
}

export interface Head {
	readonly text: string;
	readonly isNumber?: true;
}

export interface RenderedDocument {
	readonly title: string;
	readonly subtitle: string;
	/** `en` or `de`. */
	readonly language: string;
	readonly contentsTitle: string;
	readonly skip: string;
	readonly blocks: readonly Block[];
}

export const newLine: Inline = { kind: 'break' };

export function code(text: string): Inline {
	return { kind: 'code', text };
}

export function strong(text: string): Inline {
	return { kind: 'strong', text };
}

export function quiet(text: string): Inline {
	return { kind: 'quiet', text };
}

export function state(tone: Tone, text: string): Inline {
	return { kind: 'state', tone, text };
}

export function paragraph(...text: Rich): Block {
	return { kind: 'paragraph', text };
}

export function heading(level: 2 | 3 | 4, id: string, ...text: Rich): Block {
	return { kind: 'heading', level, id, text };
}

/** Nothing without a row. A head that begins with `#` is over numbers. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Rich[])[]): readonly Block[] {
	if (rows.length === 0) return [];
	const heads = head.map((text): Head => (text.startsWith('#') ? { text: text.slice(1), isNumber: true } : { text }));
	return [{ kind: 'table', caption, head: heads, rows }];
}

/** Nothing without an item. */
export function list(items: readonly Rich[]): readonly Block[] {
	return items.length === 0 ? [] : [{ kind: 'list', items }];
}

/** Nothing without a pair; pairs without a text are left out. */
export function pairs(all: readonly (readonly [string, Rich | string | undefined])[]): readonly Block[] {
	const told = all.flatMap(([term, text]): readonly (readonly [string, Rich])[] =>
		text === undefined || text.length === 0 ? [] : [[term, typeof text === 'string' ? [text] : text]],
	);
	return told.length === 0 ? [] : [{ kind: 'pairs', pairs: told }];
}

/** Parts one under the other. */
export function lines(parts: readonly Rich[]): Rich {
	return parts.flatMap((part, index) => (index === 0 ? part : [newLine, ...part]));
}

/** Parts with something between them. */
export function joined(parts: readonly Inline[], between: string): Rich {
	return parts.flatMap((part, index) => (index === 0 ? [part] : [between, part]));
}

export function codes(names: readonly string[]): Rich {
	return joined(names.map(code), ', ');
}
