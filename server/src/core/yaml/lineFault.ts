/** Faults of whole lines: no key where one is due, a column where none is expected, text after the end of a value. */

import { isGap } from './characters';
import { endOfDeeper, type Line, lineAbove, lineAt, lineBelow, looksLikeEntry } from './line';
import type { Fault, Repair } from './repair';

/** What is wrong with the lines of `text` about `at`, where js-yaml stopped for `reason`. The last resort: there is always an answer. */
export function lineFaultOf(text: string, reason: string, at: number): Fault {
	const line = lineAt(text, at);
	if (/maxDepth/.test(reason)) return lineFault(line.first, line.end, 'Lists and maps are nested too deeply here', line.end);
	return keyFault(text, reason, at) ?? dedentFault(text, at) ?? indentFault(text, at) ?? restFault(text, at);
}

function lineFault(start: number, end: number, detail: string, blankEnd: number): Fault {
	return { start, end, detail, repairs: [{ kind: 'blank', start, end: blankEnd }] };
}

/** A line without `key: `, above the line where js-yaml stopped or that line itself. */
function keyFault(text: string, reason: string, at: number): Fault | undefined {
	if (!/mapping (key|entry)|separator within a block mapping|end of the stream or/.test(reason)) return undefined;
	const line = keylessLine(text, at);
	if (line === undefined) return undefined;
	const { first, end } = line;
	const unspaced = /^(?:"[^"]*"|'[^']*'|[^\s:'"]+):(?=[^\s:])/.exec(text.slice(first, end));
	if (unspaced !== null) {
		const colon = first + unspaced[0].length - 1;
		const repairs: Repair[] = [{ kind: 'insert', at: colon + 1, content: ' ' }];
		return { start: colon, end: colon + 1, detail: 'A space is missing after this colon', repairs };
	}
	const detail = 'A key needs a colon and a space after it';
	if (endOfDeeper(text, line) > end) return { start: first, end, detail, repairs: [{ kind: 'insert', at: end, content: ':' }] };
	return lineFault(first, end, detail, end);
}

/** The topmost of the lines in a row, ending with the one of `at` or the one above it, that hold neither a key nor an item. */
function keylessLine(text: string, at: number): Line | undefined {
	let found: Line | undefined;
	let line: Line | undefined = lineAt(text, at);
	if (isGap(text, line.first) || looksLikeEntry(text, line.first)) line = lineAbove(text, line);
	for (; line !== undefined && !looksLikeEntry(text, line.first); line = lineAbove(text, line)) {
		if (found !== undefined && line.column > found.column) break;
		found = line;
	}
	return found;
}

/** A line that is indented less than the entries above it, but more than the one that they all belong to. */
function dedentFault(text: string, at: number): Fault | undefined {
	const line = lineAt(text, at);
	if (at > line.first || isGap(text, line.first)) return undefined;
	const deeper: Line[] = [];
	let above = lineAbove(text, line);
	for (; above !== undefined && above.column > line.column; above = lineAbove(text, above)) deeper.push(above);
	if (deeper.length === 0 || above?.column === line.column) return undefined;
	const column = Math.min(...deeper.map(each => each.column));
	const [last, ...others] = deeper.filter(each => each.column === column);
	const below = lineBelow(text, line);
	if (last !== undefined && others.length === 0 && above !== undefined && below?.column !== column) {
		return lineFault(last.first, last.end, 'This line is indented more than the entries below it', endOfDeeper(text, last));
	}
	const detail = `This line is indented less than the ${text[last?.first ?? 0] === '-' ? 'list' : 'entries'} it belongs to`;
	if (below !== undefined && below.column > line.column && below.column < column)
		return lineFault(line.first, line.end, detail, endOfDeeper(text, line));
	const repairs: Repair[] = [{ kind: 'insert', at: line.first, content: ' '.repeat(column - line.column) }];
	return { start: line.first, end: line.end, detail, repairs };
}

/** A line with a key that is indented more than the entry above it, though that has its value already. */
function indentFault(text: string, at: number): Fault | undefined {
	const line = lineAt(text, at);
	const above = lineAbove(text, line);
	if (above === undefined || above.column >= line.column || !looksLikeEntry(text, line.first) || /:\s/.test(text.slice(line.first, at)))
		return undefined;
	const parent = lineAbove(text, above);
	if (line.column === above.column + 1 && parent !== undefined && parent.column < above.column) {
		const repairs: Repair[] = [{ kind: 'insert', at: above.first, content: ' ' }];
		return { start: above.first, end: above.end, detail: 'This line is indented less than the entries below it', repairs };
	}
	const detail = 'This line is indented more than the entry above it, which has its value already';
	return lineFault(line.first, line.end, detail, endOfDeeper(text, above));
}

/** Whatever is left: text after a value, or a line at a column where none is expected. */
function restFault(text: string, at: number): Fault {
	const line = lineAt(text, at);
	if (at > line.first && at < line.end) {
		const isQuote = /["']/.test(text.slice(line.start, at).trimEnd().slice(-1));
		const detail = isQuote
			? 'Text stands after the closing quote; a quote that belongs to the text must be doubled'
			: 'Nothing may stand here, after the end of a value';
		return lineFault(at, line.end, detail, line.end);
	}
	const faulty = isGap(text, line.first) ? (lineAbove(text, line) ?? line) : line;
	return lineFault(faulty.first, faulty.end, columnDetail(text, faulty), endOfDeeper(text, faulty));
}

function columnDetail(text: string, line: Line): string {
	const above = lineAbove(text, line);
	if (above === undefined) return 'YAML cannot read this line';
	if (line.column > above.column) return 'This line is indented more than the one above it, but does not belong to it';
	if (line.column < above.column)
		return `This line is indented less than the ${text[above.first] === '-' ? 'list' : 'entry'} it belongs to`;
	return text[line.first] === '-' ? 'A list item cannot stand among the keys of a map' : 'A key cannot stand among the items of a list';
}
