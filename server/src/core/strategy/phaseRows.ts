/**
 * Counts how many rows of a mapping each of its phases takes, and how many none of them takes: one SELECT on the source over what the mapping
 * yields. Rows that the mapping rejects are never loaded, and count for no phase. Runs nothing.
 */

import { ABOUT } from '../mapping/compileOptions';
import type { MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';
import { mappingJob } from '../reconcile/mappingJob';
import { type OverColumns, pieceOver, withExpressions } from '../reconcile/overColumns';
import type { CompiledJob, ReconcileJob } from '../reconcile/plan';
import { inParentheses, type SqlText } from '../sql/composed';
import { quoteIdentifier } from '../sql/quote';
import { sql } from '../sql/template';
import { phasesOf, sharesOf, type Taker } from './phases';

/** What is to be counted of one mapping. */
export interface PhaseJob {
	readonly mapping: MappingFacts;
	readonly takers: readonly Taker[];
	/** Compiles what the mapping yields; see `ReconcileJob`. */
	readonly job: ReconcileJob;
}

export interface PhaseCounts {
	readonly mapping: string;
	/** In the order of the phases. */
	readonly phases: readonly { readonly phase: string; readonly rows: number }[];
	/** Rows that no phase takes. */
	readonly left: number;
}

/** Mappings of which a filter decides; what one phase takes whole needs no count. `unproved`: only those that may leave rows behind. */
export function phaseJobs(facts: SpecFacts, which: 'all' | 'unproved' = 'all'): readonly PhaseJob[] {
	const phases = phasesOf(facts);
	return facts.mappings.flatMap(mapping => {
		const takers = phases.of(mapping.name);
		if (facts.mapping(mapping.name) !== mapping || !takers.some(({ condition }) => condition)) return [];
		if (which === 'unproved' && sharesOf(facts, mapping).isWhole) return [];
		return [{ mapping, takers, job: mappingJob([mapping], [{ kind: 'count' }], facts) }];
	});
}

/** One row: how many each taker takes, then how many are left. `obstacle`: why it cannot be asked, as the end of a sentence. */
export function compilePhaseCount(
	{ mapping, takers }: PhaseJob,
	compiled: CompiledJob,
	facts: SpecFacts,
): SqlText | { readonly obstacle: string } {
	const relation = compiled.where?.whole ?? compiled.relation;
	const over: OverColumns = { facts, member: mapping, columns: relation.columns };
	const filters: { readonly name: string; readonly piece: SqlPiece }[] = [];
	for (const [index, { phase, condition }] of takers.entries()) {
		const piece = condition && pieceOver(condition, over);
		if (piece && 'obstacle' in piece) return { obstacle: `the filter of "${phase}" ${piece.obstacle}` };
		if (piece) filters.push({ name: nameOf(index), piece });
	}
	const takes = (index: number) => (takers[index]?.condition ? `coalesce(f.${quoteIdentifier(nameOf(index))}, false)` : 'true');
	const escapes = (index: number) => takers.slice(0, index).map((_, before) => `not ${takes(before)}`);
	const loaded = `f.${quoteIdentifier(ABOUT.rejected)} is null`;
	const counts = [...takers.map((_, index) => [loaded, takes(index), ...escapes(index)]), [loaded, ...escapes(takers.length)]].map(
		conditions => `count(*) filter (where ${conditions.join(' and ')})`,
	);
	return sql`select ${counts.join(', ')} from ${inParentheses(withExpressions(relation.source, filters, over))} as f`;
}

/** The answer of `compilePhaseCount`. */
export function readPhaseCount({ mapping, takers }: PhaseJob, row: readonly (string | null)[]): PhaseCounts {
	return {
		mapping: mapping.name,
		phases: takers.map(({ phase }, index) => ({ phase, rows: Number(row[index] ?? 0) })),
		left: Number(row[takers.length] ?? 0),
	};
}

function nameOf(index: number): string {
	return `$phase${index}`;
}
