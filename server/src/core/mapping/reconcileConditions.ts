/**
 * Analyses the SQL of a mapping that stands over its target table: `where` of its reconciliation, the `where` of accepted differences and the
 * `by` of checks.
 */

import type { SqlScalar } from '../spec/spec';
import type { Scope, SqlPlace } from '../sql/analysis';
import type { MappingFacts, SqlPiece } from './facts';
import { tableRelation } from './names';
import { type PieceContext, pieceOf } from './piece';

/** A mapping's facts are made anew when anything changes that names can mean on the target's side. */
const remembered = new WeakMap<MappingFacts, readonly SqlPiece[]>();

/** `target` is what names mean on the target's side. */
export function reconcileConditions(facts: MappingFacts, target: PieceContext): readonly SqlPiece[] {
	const known = remembered.get(facts);
	if (known) return known;
	const { where, accept = [], checks = [] } = facts.mapping.reconcile ?? {};
	const piece = (sql: SqlScalar | undefined, place: SqlPlace) =>
		sql ? [pieceOf(sql, place, target, { scope: targetScope(facts, sql) })] : [];
	const pieces = [
		...piece(where, 'condition'),
		...accept.flatMap(one => piece(one.where, 'condition')),
		...checks.flatMap(one => piece(one.by, 'expression')),
	];
	remembered.set(facts, pieces);
	return pieces;
}

/** The columns of a mapping's target table. Of an unknown table nothing is known of its columns. */
export function targetScope({ table }: MappingFacts, { span }: SqlScalar): Scope {
	if (!table) return { items: [], open: true };
	const relation = tableRelation(table);
	return { items: [{ alias: table.name, relation, span, aliasSpan: undefined, nullable: false, columns: relation.columns }], open: false };
}
