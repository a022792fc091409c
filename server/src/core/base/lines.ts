/** The only file that knows lines: turns offsets of a text into lines and characters, and back. */

/** A position as in the Language Server Protocol: both count from 0, characters in UTF-16 units. */
export interface Position {
	readonly line: number;
	readonly character: number;
}

export interface Range {
	readonly start: Position;
	readonly end: Position;
}

export interface Lines {
	positionAt(offset: number): Position;
	/** Clamped to the text. */
	offsetAt(position: Position): number;
	rangeOf(span: { readonly start: number; readonly end: number }): Range;
}

function lineStarts(text: string): readonly number[] {
	const starts = [0];
	if (!text.includes('\r')) {
		for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
		return starts;
	}
	for (let i = 0; i < text.length; i++) {
		const code = text.charCodeAt(i);
		if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
	}
	return starts;
}

/** Lines end with LF, CRLF or a lone CR (Language Server Protocol 3.17, "Text Documents"). */
export function linesOf(text: string): Lines {
	const starts = lineStarts(text);
	function lineAt(offset: number): number {
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}
	function positionAt(offset: number): Position {
		const clamped = Math.max(0, Math.min(offset, text.length));
		const line = lineAt(clamped);
		return { line, character: clamped - (starts[line] ?? 0) };
	}
	return {
		positionAt,
		offsetAt({ line, character }) {
			if (line >= starts.length) return text.length;
			const start = starts[Math.max(0, line)] ?? 0;
			const next = starts[line + 1] ?? text.length + 1;
			return Math.min(start + Math.max(0, character), next - 1, text.length);
		},
		rangeOf: span => ({ start: positionAt(span.start), end: positionAt(span.end) }),
	};
}
