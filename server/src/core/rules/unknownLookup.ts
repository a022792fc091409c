/**
 * A `map:` that names a lookup which is not defined.
 *
 * **Why it matters.** There are no codes to translate with.
 *
 * **What to do.** Define it under `lookups`, or correct the name.
 */

import { nearestName } from '../base/nearest';
import type { ColumnSource } from '../spec/spec';
import { didYouMean, type MappingRule } from './rule';

export const unknownLookup: MappingRule = {
	code: 'unknown-lookup',
	group: 'names',
	severity: 'error',
	title: 'A lookup that is not defined',
	whole: true,
	scope: 'mapping',
	message: ({ name, nearest }) => `There is no lookup "${name}"; define it under "lookups".${didYouMean(nearest)}`,
	check({ mapping }, { lookups }, report) {
		const names = lookups.map(({ lookup }) => lookup.name.text);
		const sources = mapping.columns.flatMap((column): readonly ColumnSource[] => [
			column,
			...(column.origin?.kind === 'lookup' ? column.origin.by : []),
		]);
		for (const { map } of sources) {
			if (map?.kind !== 'named' || names.includes(map.name.text)) continue;
			const nearest = nearestName(map.name.text, names);
			report(map.name.span, { name: map.name.text, nearest }, { data: nearest === undefined ? undefined : { replacement: nearest } });
		}
	},
};
