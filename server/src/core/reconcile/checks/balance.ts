/**
 * The check `balance`: every row of the first table of a mapping's `source` is accounted for: mapped, rejected, ignored for a reason, kept
 * out by `where`, or without a partner in a join. A row that joins multiply is counted once, as the best that became of it.
 */

import type { SqlText } from '../../sql/composed';
import { wrapSql } from '../relation';
import type { BalanceFound, Verdict } from '../result';
import type { Row } from '../rowCursor';

/** The rows of a mapping's FROM clause, as plain values. */
export interface BalanceRelation {
	readonly mapping: string;
	/** The first table, as the user wrote it. */
	readonly table: string;
	/** The reasons of `ignore.rows`, in order. */
	readonly reasons: readonly string[];
	/** A SELECT of that table's rows. */
	readonly tableRows: SqlText;
	/**
	 * A SELECT of `$row` (the number of the first table's row; NULL when an outer join adds a row without one) and `$class`: 0 mapped,
	 * 1 rejected, 2 and following ignored for the reason of that place, then filtered by `where`. The lowest class of a row counts.
	 */
	readonly classified: SqlText;
}

export function balanceQueries(relation: BalanceRelation): { readonly rows: SqlText; readonly classes: SqlText } {
	return {
		rows: wrapSql('select count(*) from ', relation.tableRows, ' as r'),
		classes: wrapSql(
			`select "$driven", "$class", count(*), sum("$mapped") from (
select "$row" is not null as "$driven", min("$class") as "$class", count(*) filter (where "$class" = 0) as "$mapped" from `,
			relation.classified,
			` as r group by "$row", case when "$row" is null then "$class" end) as g group by 1, 2`,
		),
	};
}

/** `target` is counted apart: the rows that all mappings of the group should have made. */
export function readBalance(relation: BalanceRelation, rows: readonly Row[], classes: readonly Row[], target: number): BalanceFound {
	const driven = new Map<number, number>();
	let mappedRows = 0;
	for (const [isDriven, rowClass, count, mapped] of classes) {
		mappedRows += Number(mapped);
		if (isDriven === 't' || isDriven === 'true') driven.set(Number(rowClass), Number(count));
	}
	const total = Number(rows[0]?.[0]);
	const accounted = [...driven.values()].reduce((sum, count) => sum + count, 0);
	return {
		kind: 'balance',
		table: relation.table,
		rows: total,
		mapped: driven.get(0) ?? 0,
		rejected: driven.get(1) ?? 0,
		ignored: relation.reasons.map((reason, i) => ({ reason, rows: driven.get(2 + i) ?? 0 })),
		filtered: driven.get(2 + relation.reasons.length) ?? 0,
		notJoined: total - accounted,
		mappedRows,
		target,
	};
}

/** Of all mappings that share the target: what they map is what is there. */
export function balanceVerdict(found: readonly BalanceFound[]): Verdict {
	const mapped = found.reduce((sum, one) => sum + one.mappedRows, 0);
	return found.every(one => one.notJoined >= 0 && one.target === mapped) ? 'identical' : 'different';
}
