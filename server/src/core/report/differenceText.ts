/** Differences of rows for people: pattern by pattern, each with its number, the lines of the spec that made it, and a few samples. */

import { assertNever } from '../base/assertNever';
import type { Span } from '../base/span';
import type { ChangedColumn, NamedValue, RowDifference, RowsFound } from '../reconcile/result';
import type { PlaceOf } from './model';
import { thousands } from './numbers';
import { type DifferenceGroup, groupsOf } from './patternGroups';
import type { Style } from './style';
import { visibleText, visibleValue } from './visibleText';

export interface DifferenceTextOptions {
	/** Columns of the terminal. */
	readonly width: number;
	/** Samples shown of a pattern. */
	readonly samples?: number;
	readonly placeOf: PlaceOf;
}

const defaultSamples = 3;
const indent = '    ';

export function differenceTexts(found: RowsFound, options: DifferenceTextOptions, style: Style): readonly string[] {
	const groups = groupsOf(found);
	const width = Math.max(0, ...groups.map(({ count }) => thousands(count).length));
	const margin = `${indent}${' '.repeat(width)}  `;
	return groups.flatMap(group => {
		const places = placesOf(group, options);
		const head = [
			`${indent}${style.red(thousands(group.count).padStart(width))}`,
			style.bold(visibleText(group.text)),
			places && style.dim(places),
		];
		const samples = group.rows.slice(0, options.samples ?? defaultSamples).flatMap(row => sampleLines(row, options, style));
		return [joined(head), ...[...samples, ...suggestionLines(group)].map(line => margin + line)];
	});
}

/** Every line of the spec that made the pattern; when no row of it is shown, that of its column. */
function placesOf({ rows, pattern }: DifferenceGroup, options: DifferenceTextOptions): string {
	const spans = rows.length > 0 ? rows.map(spanOf) : [pattern?.span];
	return [...new Set(spans.map(span => placeText(span, options)))].filter(Boolean).join(', ');
}

/** What to do, in one line, as it may be copied. */
function suggestionLines({ pattern }: DifferenceGroup): readonly string[] {
	if (!pattern?.suggestion) return [];
	const { text, yaml } = pattern.suggestion;
	const code = yaml === undefined ? '' : `: ${yaml.split('\n').map(visibleText).join('; ')}`;
	return [`→ ${visibleText(yaml === undefined ? text : text.replace(/\.$/, ''))}${code}`];
}

/** What made the one column that the difference is about. */
function spanOf(difference: RowDifference): Span | undefined {
	if (difference.kind === 'rejected') return difference.span;
	return difference.kind === 'changed' && difference.columns.length === 1 ? difference.columns[0]?.span : undefined;
}

/** Values of one difference: several parts in one line, empty ones left out. */
function joined(parts: readonly string[]): string {
	return parts.filter(part => part !== '').join('  ');
}

function sampleLines(difference: RowDifference, options: DifferenceTextOptions, style: Style): readonly string[] {
	const limit = Math.max(16, Math.floor((options.width - 48) / 2));
	const key = keyText(difference.key, limit);
	switch (difference.kind) {
		case 'missing':
		case 'extra': {
			const times = difference.rows === undefined ? '' : `${thousands(difference.rows)} times`;
			const mapping = difference.kind === 'missing' && difference.mapping !== undefined ? `from ${visibleText(difference.mapping)}` : '';
			const line = joined([key, times, mapping]);
			return line === '' ? [] : [line];
		}
		case 'duplicate': {
			const mappings = difference.mappings === undefined ? '' : `, made by ${difference.mappings.map(visibleText).join(' and ')}`;
			return [joined([key, `${thousands(difference.source)} in the source, ${thousands(difference.target)} in the target${mappings}`])];
		}
		case 'rejected':
			return [joined([key, visibleValue(difference.value, limit)])];
		case 'changed': {
			const [column] = difference.columns;
			if (column && difference.columns.length === 1) return [joined([key, changeText(column, limit)])];
			const width = Math.max(...difference.columns.map(({ name }) => visibleText(name).length));
			const lines = difference.columns.map(one => {
				const place = placeText(one.span, options);
				return joined([visibleText(one.name).padEnd(width), changeText(one, limit), place && style.dim(place)]);
			});
			return key === '' ? lines : [key, ...lines.map(line => `  ${line}`)];
		}
		default:
			return assertNever(difference);
	}
}

function changeText({ source, target, dangling }: ChangedColumn, limit: number): string {
	const shown = dangling === undefined ? visibleValue(target, limit) : `(dangling ${visibleValue(dangling, limit)})`;
	return `${visibleValue(source, limit)} → ${shown}`;
}

function keyText(key: readonly NamedValue[], limit: number): string {
	return key.map(({ name, value }) => `${visibleText(name)} ${visibleValue(value, limit)}`).join(', ');
}

/** Lines count from 1 for people, as in editors. */
export function placeText(span: Span | undefined, { placeOf }: Pick<DifferenceTextOptions, 'placeOf'>): string {
	const place = span && placeOf(span);
	return place ? `${visibleText(place.file)}:${place.line + 1}` : '';
}
