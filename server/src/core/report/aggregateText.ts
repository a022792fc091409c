/** What checks of aggregates found, in words: the value of each side, or the groups that differ. */

import type { AggregateFound, CellValue, GroupDifference } from '../reconcile/result';
import { familyOf } from '../sql/dialects/typeFamily';
import { thousands } from './numbers';
import { visibleText, visibleValue } from './visibleText';

/** Groups that a reader sees at once. */
export const groupsShown = 10;

/** `1,204.50 on both sides`, `12 groups of country_code, 2 differ`. Values are as they are, for whoever shows them to make visible. */
export function aggregateSummary({ type, source = null, target = null, groups }: AggregateFound): string {
	if (!groups) {
		const [one, other] = [shownValue(source, type), shownValue(target, type)];
		return one === other ? `${one} on both sides` : `${one} in the source, ${other} in the target`;
	}
	const { by, compared, differing } = groups;
	const differ = differing === 0 ? 'no difference' : `${thousands(differing)} ${differing === 1 ? 'differs' : 'differ'}`;
	return `${thousands(compared)} ${compared === 1 ? 'group' : 'groups'} of ${by}, ${differ}`;
}

/** A line for each of the first differing groups. */
export function groupLines({ type, groups }: AggregateFound): readonly string[] {
	if (!groups || groups.differing === 0) return [];
	const shown = groups.rows.slice(0, groupsShown);
	const names = shown.map(({ group }) => visibleValue(group, valueLimit));
	const width = Math.max(...names.map(name => name.length));
	const lines = shown.map(
		(row, index) => `${(names[index] ?? '').padEnd(width)}  ${sideText(row, 'source', type)} → ${sideText(row, 'target', type)}`,
	);
	const more = groups.differing - shown.length;
	return more > 0 ? [...lines, `and ${thousands(more)} more`] : lines;
}

/** The value that a group has on a side. */
export function sideText(row: GroupDifference, side: 'source' | 'target', type: string): string {
	const value = row[side];
	return value === undefined ? '(no rows)' : visibleText(shownValue(value, type));
}

const valueLimit = 60;
const numbers = new Set(['integer', 'numeric', 'float']);

/** Numbers with commas, text in quotes. */
export function shownValue(value: CellValue, type: string): string {
	if (value === null || !numbers.has(familyOf(type))) return visibleValue(value, valueLimit);
	const match = /^(-?\d+)(\.\d+)?$/.exec(String(value));
	return match ? `${thousandsOf(match[1] ?? '')}${match[2] ?? ''}` : String(value);
}

function thousandsOf(digits: string): string {
	return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
