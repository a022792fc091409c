/** How much memory a difference takes, about: the characters of its values. */

import type { RowDifference } from '../result';

export function charactersOf(difference: RowDifference): number {
	const values = difference.key.map(({ value }) => value);
	if (difference.kind === 'rejected') values.push(difference.value);
	if (difference.kind === 'changed') values.push(...difference.columns.flatMap(({ source, target }) => [source, target]));
	return values.reduce<number>((sum, value) => sum + (typeof value === 'string' ? value.length : 0), 0);
}
