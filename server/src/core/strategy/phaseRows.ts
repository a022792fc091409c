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

/**
 * The rows that a mapping loads, each with the number of the phase that takes it, in the order of all phases, as `$taken`; one more than the
 * last for rows that none takes. `obstacle`: why they cannot be asked for, as the end of a sentence.
 */
export function takenRows(
	{ mapping, takers }: Pick<PhaseJob, 'mapping' | 'takers'>,
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
	// What is NULL is not taken.
	const cases = takers.map(({ phase, condition }, index) => {
		const takes = condition ? `f.${quoteIdentifier(nameOf(index))}` : 'true';
		return `when ${takes} then ${numberOf(phase, facts)}`;
	});
	const taken = `case ${cases.join(' ')} else ${numberOf(undefined, facts)} end`;
	const loaded = `f.${quoteIdentifier(ABOUT.rejected)} is null`;
	return sql`select f.*, ${taken} as ${TAKEN} from ${inParentheses(withExpressions(relation.source, filters, over))} as f where ${loaded}`;
}

export const TAKEN = quoteIdentifier('$taken');

/** Of a phase in their order; undefined: of none. */
function numberOf(phase: string | undefined, facts: SpecFacts): number {
	const { order } = phasesOf(facts);
	const number = order.findIndex(({ name }) => name.text === phase);
	return number === -1 ? order.length : number;
}

/** One row: how many each taker takes, then how many are left. */
export function compilePhaseCount(job: PhaseJob, compiled: CompiledJob, facts: SpecFacts): SqlText | { readonly obstacle: string } {
	const rows = takenRows(job, compiled, facts);
	if ('obstacle' in rows) return rows;
	const phases = [...job.takers.map(({ phase }) => phase), undefined];
	const counts = phases.map(phase => `count(*) filter (where t.${TAKEN} = ${numberOf(phase, facts)})`);
	return sql`select ${counts.join(', ')} from ${inParentheses(rows)} as t`;
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
