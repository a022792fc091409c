/**
 * Keeps the sizes in snapshot files calm. Estimated rows and bytes move all the time; written as they come, every refresh would be a
 * difference in git. What they are for (durations, batches) asks for their magnitude only.
 */

import type { Catalog, Table } from './catalog';
import { fullName } from './lookup';

/** `after` with sizes in two significant digits; those of `before` where the true ones are less than twice or more than half of it. */
export function steadySizes(before: Catalog | undefined, after: Catalog): Catalog {
	const known = new Map(before?.schemas.flatMap(schema => schema.tables.map(table => [fullName(table), table])));
	return {
		...after,
		schemas: after.schemas.map(schema => ({
			...schema,
			tables: schema.tables.map(table => steadyTable(known.get(fullName(table)), table)),
		})),
	};
}

function steadyTable(before: Table | undefined, after: Table): Table {
	const { estimatedRows, bytes } = after;
	return {
		...after,
		...(estimatedRows !== undefined && { estimatedRows: steady(before?.estimatedRows, estimatedRows) }),
		...(bytes !== undefined && { bytes: steady(before?.bytes, bytes) }),
	};
}

function steady(before: number | undefined, after: number): number {
	if (before !== undefined && (before === after || (after > before / 2 && after < before * 2))) return before;
	return Number(after.toPrecision(2));
}
