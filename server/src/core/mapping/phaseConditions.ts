/**
 * Analyses the filters of the phases: conditions over the target columns of a mapping. Which phase takes which row is not looked at.
 */

import { type PlanValue, planAt, type Section, type SqlScalar } from '../spec/spec';
import type { MappingFacts, SqlPiece } from './facts';
import { type PieceContext, pieceOf } from './piece';
import { targetScope } from './reconcileConditions';

/** A filter as it is written. */
export interface WrittenFilter {
	readonly phase: string;
	readonly mapping: string;
	readonly sql: SqlScalar;
}

/** In the order in which they stand. */
export function writtenFilters(strategy: Section | undefined): readonly WrittenFilter[] {
	return entriesOf(planAt(strategy?.value, 'phases')).flatMap(([phase, value]) =>
		entriesOf(planAt(value, 'where')).flatMap(([mapping, condition]) =>
			condition.kind === 'scalar' && condition.sql ? [{ phase, mapping, sql: condition.sql }] : [],
		),
	);
}

/** By what is filtered; a mapping's facts are made anew when anything changes that names can mean on the target's side. */
const remembered = new WeakMap<SqlScalar, { readonly facts: MappingFacts; readonly piece: SqlPiece }>();

/** `target` is what names mean on the target's side. Filters of mappings that there are not are passed over. */
export function phaseConditions(
	strategy: Section | undefined,
	mapping: (name: string) => MappingFacts | undefined,
	target: PieceContext,
): readonly SqlPiece[] {
	return writtenFilters(strategy).flatMap(({ mapping: name, sql }) => {
		const facts = mapping(name);
		if (!facts) return [];
		const known = remembered.get(sql);
		if (known?.facts === facts) return [known.piece];
		const piece = pieceOf(sql, 'condition', target, { scope: targetScope(facts, sql) });
		remembered.set(sql, { facts, piece });
		return [piece];
	});
}

function entriesOf(value: PlanValue | undefined): readonly (readonly [string, PlanValue])[] {
	return value?.kind === 'map' ? value.entries.map(entry => [entry.key.text, entry.value] as const) : [];
}
