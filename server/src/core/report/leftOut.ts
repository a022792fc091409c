/** The ledger of coverage: each reason with what it leaves out. Columns of a left-out table are counted with it. */

import { fullName } from '../catalog/lookup';
import type { Coverage, TableCoverage } from '../mapping/coverage';
import type { IgnoredBy } from '../mapping/facts';

export interface LeftOut {
	readonly reason: string;
	/** `schema.table` or `schema.table.column`. */
	readonly names: readonly string[];
}

/** The source's reasons, then the target's. */
export function leftOutOf({ source, target }: Coverage): readonly LeftOut[] {
	return [...reasonsOf(source?.tables ?? []), ...reasonsOf(target?.tables ?? [])];
}

function reasonsOf(
	tables: readonly TableCoverage<{ readonly name: string; readonly state: string; readonly ignoredBy?: IgnoredBy }>[],
): readonly LeftOut[] {
	const byReason = new Map<string, string[]>();
	const add = (reason: string, name: string) => byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
	for (const { table, ignoredBy, columns } of tables) {
		if (ignoredBy) add(ignoredBy.reason, fullName(table));
		else
			for (const column of columns)
				if (column.state === 'ignored' && column.ignoredBy) add(column.ignoredBy.reason, `${fullName(table)}.${column.name}`);
	}
	return [...byReason].map(([reason, names]) => ({ reason, names }));
}
