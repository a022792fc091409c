/**
 * Where something stands in the user's files.
 *
 * Spans are relative to a block: a run of whole lines (an entry of the top level, or one mapping) that is parsed and remembered by its
 * text. When lines are inserted above a block, its spans stay true; only the block's place in its file changes. See `core/yaml/file.ts`.
 */

/** A half-open range of UTF-16 offsets, counted from the start of its block. */
export interface Span {
	/** The id of the block, unique in a spec: `FILE#KEY`, `FILE#mappings/NAME`, or `FILE#` for a whole file. */
	readonly block: string;
	readonly start: number;
	readonly end: number;
}

/** A half-open range of UTF-16 offsets, counted from the start of a file. */
export interface FileSpan {
	readonly file: string;
	readonly start: number;
	readonly end: number;
}

export function spanOf(block: string, start: number, end: number): Span {
	return { block, start, end };
}

/** Whether `offset` is in the span or at its end (where a cursor still belongs to the word before it). */
export function touches(span: { readonly start: number; readonly end: number }, offset: number): boolean {
	return span.start <= offset && offset <= span.end;
}
