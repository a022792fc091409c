/** Profiles for people: a table with a line for each column, and below it what is frequent, how it looks, and what finds no partner. */

import type { ColumnProfile, Frequencies, Histogram, TableProfile } from '../profile/profile';
import { momentText } from './changesText';
import { thousands } from './numbers';
import { columnWords, notableItems, type ProfileReport, rowsWords, shareWords } from './profileModel';
import { plural, type Style, styleOf } from './style';
import { visibleText, visibleValue } from './visibleText';

const shownValues = 10;
const shownShapes = 5;
const bars = '▁▂▃▄▅▆▇█';

export function renderProfileText(report: ProfileReport, options: { readonly color: boolean }): string {
	const style = styleOf(options.color);
	const { spec, connection, tables, failures, stopped, wanted } = report;
	return [
		`${style.bold(visibleText(spec))}  ${style.dim(visibleText(connection))}`,
		...tables.flatMap(table => tableLines(table, style)),
		...failures.flatMap(({ table, message }) => ['', `${style.bold(visibleText(table))}  ${style.red('failed')}: ${visibleText(message)}`]),
		...(stopped === undefined
			? []
			: ['', style.yellow(`${tables.length} of ${plural(wanted, 'table')}, as ${stopped}; --resume goes on from here`)]),
		'',
	].join('\n');
}

function tableLines({ table, read, columns, profiledAt }: TableProfile, style: Style): readonly string[] {
	const width = Math.max(0, ...columns.map(({ name }) => visibleText(name).length));
	const typeWidth = Math.max(0, ...columns.map(({ type }) => visibleText(type).length));
	const head = `${style.bold(visibleText(table))}  ${rowsWords(read)}  ${style.dim(momentText(profiledAt))}`;
	const lines = columns.flatMap(column => [
		`  ${visibleText(column.name).padEnd(width)}  ${style.dim(visibleText(column.type).padEnd(typeWidth))}  ${columnWords(column, read.rows).map(visibleText).join(', ')}`,
		...detailLines(column).map(line => `  ${' '.repeat(width)}  ${style.dim(line)}`),
	]);
	return ['', head, ...lines];
}

function detailLines({ values, shapes, histogram, orphans }: ColumnProfile): readonly string[] {
	return [
		...(histogram && histogram.buckets.length > 1 ? [histogramLine(histogram)] : []),
		...listLine(values, shownValues, text => visibleValue(text, 30)),
		...listLine(shapes, shownShapes, shapeText),
		...(orphans ?? []).map(
			({ rows, values, mapping, targetColumn, lookup }) =>
				`${thousands(rows)} ${rows === 1 ? 'row' : 'rows'} (${plural(values, 'value')}) of ${visibleText(mapping)}.${visibleText(targetColumn)} without a partner in ${visibleText(lookup)}`,
		),
	];
}

function histogramLine({ min, max, buckets }: Histogram): string {
	const most = Math.max(...buckets);
	const bar = buckets.map(count => (count === 0 ? ' ' : (bars[Math.min(7, Math.floor((count / most) * 7.999))] ?? ''))).join('');
	return `${visibleText(min)} ▕${bar}▏ ${visibleText(max)}`;
}

function listLine(list: Frequencies | undefined, most: number, shown: (text: string) => string): readonly string[] {
	const notable = list ? notableItems(list) : [];
	if (!list || notable.length === 0) return [];
	const items = notable
		.slice(0, most)
		.map(({ text, rows }) => `${shown(text)} ${list.isExact ? thousands(rows) : shareWords(rows, list.rows)}`);
	const rest = notable.length > most ? `, … ${notable.length - most} more` : list.isComplete ? '' : ', …';
	return [items.join(', ') + rest];
}

/** In quotes where its ends would not be seen. */
export function shapeText(shape: string): string {
	return /^$|^\s|\s$/.test(shape) ? visibleValue(shape, 50) : visibleText(shape);
}
