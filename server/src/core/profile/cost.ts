/** What a profile reads, by the sizes that the catalog knows: told before it runs on a production database. */

import { costOfTables, costWords } from '../fit/cost';
import { countedRows } from './frequencies';
import type { ProfilePlan } from './plan';

/** A sentence without its end: `about 91,000 rows (12 MB) in 5 tables of "legacy_erp" will be read, large tables up to twice`. */
export function profileCostWords({ connection, tables, options: { sample } }: ProfilePlan): string {
	const cost = costWords(costOfTables(tables.map(({ table }) => table)), connection);
	if (sample !== undefined) return `a sample (${sample.endsWith('%') ? sample : `${sample} rows of each table`}) of ${cost} will be read`;
	const isLarge = tables.some(({ table }) => (table.estimatedRows ?? countedRows) >= countedRows);
	return `${cost} will be read${isLarge ? ', large tables up to twice' : ''}`;
}
