/**
 * The check `rows`: every row of the source against its row of the target, by two ordered streams. Values travel as canonical text, so that
 * equal values are equal texts whatever the servers are.
 */

import { ABOUT } from '../../mapping/compileOptions';
import { canonicalText } from '../../sql/dialects/canonicalText';
import { quoteIdentifier } from '../../sql/quote';
import type { RowsRead } from '../compareRows';
import type { Differences } from '../differences';
import { compareKeyPart, keyOrderOf, orderItem } from '../keyOrder';
import { ACCEPTED } from '../ledger';
import type { ComparedRelation, RelationColumn } from '../relation';
import { wrapSql } from '../relation';
import type { RowDifference, RowsFound, Verdict } from '../result';
import type { RowLayout } from '../rowLayout';
import { DANGLING } from '../rowLayout';
import type { SidedSql } from './count';

export interface RowsQueries extends SidedSql {
	readonly layout: RowLayout;
}

export function rowsQueries(relation: ComparedRelation): RowsQueries {
	const compared = relation.columns.filter(column => column.notCompared === undefined && !column.excepted);
	const key = relation.hasKey ? compared.filter(column => column.isKey) : compared;
	const others = compared.filter(column => !key.includes(column));
	// Of rows without a key the whole row is the key, so that a foreign key that leads nowhere must be part of it to be seen.
	const danglingInKey = !relation.hasKey;
	const sourceKey = [...key.map(cellOf), ...(danglingInKey ? ['null::text'] : [])];
	const targetKey = [...key.map(cellOf), ...(danglingInKey ? [aboutRow(DANGLING)] : [])];
	const ledgerItems = relation.ledger?.length ? [aboutRow(ACCEPTED)] : [];
	const aboutItems = [...[ABOUT.rejected, ABOUT.value, ABOUT.code, ABOUT.member].map(aboutRow), ...ledgerItems];
	const sourceItems = [...sourceKey, ...others.map(cellOf), ...aboutItems];
	const targetItems = [...targetKey, ...others.map(cellOf), aboutRow(DANGLING), ...ledgerItems];
	const order = key.map(column => orderItem(nameOf(column), column.type));
	const targetOrder = danglingInKey ? [...order, orderItem(aboutRow(DANGLING), 'text')] : order;
	return {
		source: wrapSql(`select ${sourceItems.join(', ')} from `, relation.source, orderedBy(order)),
		target: wrapSql(`select ${targetItems.join(', ')} from `, relation.target, orderedBy(targetOrder)),
		layout: {
			mode: relation.hasKey ? 'by-key' : 'multiset',
			key: [
				...key.map(({ name, type }) => ({ name, type, order: keyOrderOf(type) })),
				...(danglingInKey ? [{ name: DANGLING, type: 'text', order: 'text' as const }] : []),
			],
			columns: others,
			members: relation.members,
			...(relation.keepsSourceRows ? { keepsSourceRows: true } : {}),
			...(relation.ledger ? { ledger: relation.ledger } : {}),
		},
	};
}

/** What the comparison found, as a result. `exact`: every row was looked at. */
export function readRows(
	relation: ComparedRelation,
	differences: Differences,
	compared: RowsRead,
	exact: boolean,
): { readonly verdict: Verdict; readonly found: RowsFound; readonly notes?: readonly string[] } {
	const notes = differences.settle(compared.source);
	const counts = differences.counts(exact);
	const { rows, truncated } = differences.kept();
	const notCompared = relation.columns.flatMap(({ name, notCompared: reason, excepted }) =>
		reason === undefined || excepted ? [] : [{ column: name, reason }],
	);
	const differ = counts.missing + counts.extra + counts.changed + counts.rejected + counts.duplicate > 0;
	return {
		// A column that could not be compared must not pass as green: leaving it out on purpose is what `except` is for.
		verdict: !exact
			? 'partial'
			: differ
				? 'different'
				: notCompared.length > 0
					? 'partial'
					: counts.accepted > 0
						? 'accepted'
						: 'identical',
		found: {
			kind: 'rows',
			compared,
			differences: counts,
			rows: inKeyOrder(relation, rows),
			truncated,
			patterns: differences.patterns(),
			notCompared,
		},
		...(notes.length > 0 ? { notes } : {}),
	};
}

/** Differences that were found apart, as when rows come in one stream. */
function inKeyOrder(relation: ComparedRelation, rows: readonly RowDifference[]): readonly RowDifference[] {
	const orders = new Map(relation.columns.map(({ name, type }) => [name, keyOrderOf(type)]));
	const textOf = (row: RowDifference, i: number) => {
		const value = row.key[i]?.value ?? null;
		return value === null ? null : String(value);
	};
	return [...rows].sort((one, other) => {
		for (let i = 0; i < Math.max(one.key.length, other.key.length); i++) {
			const order = compareKeyPart(orders.get(one.key[i]?.name ?? '') ?? 'text', textOf(one, i), textOf(other, i));
			if (order !== 0) return order;
		}
		return 0;
	});
}

function orderedBy(items: readonly string[]): string {
	return items.length === 0 ? ' as r' : ` as r order by ${items.join(', ')}`;
}

function cellOf(column: RelationColumn): string {
	return canonicalText(nameOf(column), column.type);
}

function nameOf(column: RelationColumn): string {
	return aboutRow(column.name);
}

function aboutRow(name: string): string {
	return `r.${quoteIdentifier(name)}`;
}
