/** The differences of a check as lines of a grid, a line for each column that differs; filtered, searched and sorted. Draws nothing. */

import type { CellValue, DifferenceKind, NamedValue, RowDifference } from '../../../../server/src/core/reconcile/result';
import { thousands } from '../../../../server/src/core/report/numbers';

export interface GridLine {
	/** Of the difference, in the order in which they were found. */
	readonly index: number;
	readonly difference: RowDifference;
	readonly kind: DifferenceKind;
	readonly key: string;
	/** Empty where the whole row is meant. */
	readonly column: string;
	readonly source: GridCell;
	readonly target: GridCell;
}

/** A value, or a word about the row. */
export type GridCell = { readonly value: CellValue } | { readonly about: string };

export type SortColumn = 'kind' | 'key' | 'column' | 'source' | 'target';

export interface GridFilter {
	readonly search: string;
	/** Empty: all. */
	readonly kind: DifferenceKind | 'accepted' | '';
	readonly column: string;
	readonly pattern?: number;
	/** Absent: as they were found. */
	readonly sort?: { readonly by: SortColumn; readonly isDescending: boolean };
}

export const noFilter: GridFilter = { search: '', kind: '', column: '' };

/** `first` is the index of the first of `rows`. */
export function gridLines(rows: readonly RowDifference[], first = 0): readonly GridLine[] {
	const lines: GridLine[] = [];
	for (const [offset, difference] of rows.entries()) addLines(lines, difference, first + offset);
	return lines;
}

function addLines(lines: GridLine[], difference: RowDifference, index: number): void {
	const start = { index, difference, kind: difference.kind, key: keyText(difference.key) };
	switch (difference.kind) {
		case 'missing':
		case 'extra': {
			const rows = difference.rows === undefined || difference.rows === 1 ? 'row' : `${thousands(difference.rows)} rows`;
			const of = difference.mapping === undefined ? rows : `${rows} of ${difference.mapping}`;
			const [source, target] = difference.kind === 'missing' ? [of, 'no row'] : ['no row', of];
			lines.push({ ...start, column: '', source: { about: source }, target: { about: target } });
			break;
		}
		case 'duplicate': {
			const of = difference.mappings === undefined ? '' : ` of ${difference.mappings.join(' and ')}`;
			const [source, target] = [`${thousands(difference.source)} rows${of}`, `${thousands(difference.target)} rows`];
			lines.push({ ...start, column: '', source: { about: source }, target: { about: target } });
			break;
		}
		case 'rejected':
			lines.push({ ...start, column: difference.column, source: { value: difference.value }, target: { about: 'refused' } });
			break;
		case 'changed':
			for (const { name, source, target, dangling } of difference.columns) {
				const cell: GridCell = dangling === undefined ? { value: target } : { about: `${String(dangling)} leads to no row` };
				lines.push({ ...start, column: name, source: { value: source }, target: cell });
			}
	}
}

/** `legacy_no 9018`, `no 1, line 2`. */
export function keyText(key: readonly NamedValue[]): string {
	return key.map(({ name, value }) => `${name} ${value === null ? 'null' : value}`).join(', ');
}

/** The lines themselves when nothing is filtered. */
export function shownLines(lines: readonly GridLine[], filter: GridFilter): readonly GridLine[] {
	const search = filter.search.trim().toLowerCase();
	const isFiltered = search !== '' || filter.kind !== '' || filter.column !== '' || filter.pattern !== undefined;
	const found = isFiltered ? lines.filter(line => isShown(line, filter, search)) : lines;
	return filter.sort ? sorted(found, filter.sort) : found;
}

function isShown(line: GridLine, { kind, column, pattern }: GridFilter, search: string): boolean {
	if (kind === 'accepted' ? !line.difference.accepted : kind !== '' && (line.kind !== kind || line.difference.accepted)) return false;
	if (column !== '' && line.column !== column) return false;
	if (pattern !== undefined && line.difference.pattern !== pattern) return false;
	return search === '' || searchedText(line).includes(search);
}

const texts = new WeakMap<GridLine, string>();

/** Made when a line is searched first. */
function searchedText(line: GridLine): string {
	const known = texts.get(line);
	if (known !== undefined) return known;
	const text = [line.kind, line.key, line.column, cellText(line.source), cellText(line.target)].join('\n').toLowerCase();
	texts.set(line, text);
	return text;
}

/** As it is searched and copied. */
export function cellText(cell: GridCell): string {
	if ('about' in cell) return cell.about;
	return cell.value === null ? 'null' : String(cell.value);
}

function sorted(lines: readonly GridLine[], { by, isDescending }: NonNullable<GridFilter['sort']>): readonly GridLine[] {
	const values = lines.map(line => ({ line, value: sortValue(line, by) }));
	const sign = isDescending ? -1 : 1;
	// Lines that are alike stay in the order in which they were found.
	values.sort((one, other) => sign * compare(one.value, other.value) || one.line.index - other.line.index);
	return values.map(({ line }) => line);
}

type SortValue = string | number | undefined;

function sortValue(line: GridLine, by: SortColumn): SortValue {
	if (by === 'kind' || by === 'column') return line[by];
	if (by !== 'key') return comparableOf('value' in line[by] ? line[by].value : line[by].about);
	const [first] = line.difference.key;
	return line.difference.key.length === 1 && first ? comparableOf(first.value) : line.key;
}

/** Numbers that are written as text are compared as numbers. */
function comparableOf(value: CellValue): SortValue {
	if (value === null) return undefined;
	if (typeof value === 'number') return value;
	return /^-?\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : value;
}

/** NULL last, numbers before texts. */
function compare(one: SortValue, other: SortValue): number {
	if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
	if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
	return one < other ? -1 : one > other ? 1 : 0;
}

/**
 * Lines as a table that spreadsheets take from the clipboard. A text that they would take for a formula gets an apostrophe before it
 * (OWASP, "CSV Injection").
 */
export function linesAsText(lines: readonly GridLine[]): string {
	const cells = lines.map(line => [line.kind, line.key, line.column, cellText(line.source), cellText(line.target)]);
	return [['Kind', 'Key', 'Column', 'Source', 'Target'], ...cells].map(row => row.map(oneLine).join('\t')).join('\n');
}

function oneLine(cell: string): string {
	const text = /^[=+\-@]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell;
	return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
