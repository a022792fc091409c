/** Counts on the source how many rows each phase takes, and tells of those that none takes. Reads only. */

import type { Finding } from '../core/base/problem';
import type { SpecFacts } from '../core/mapping/facts';
import { compilePhaseCount, type PhaseCounts, type PhaseJob, phaseJobs, readPhaseCount } from '../core/strategy/phaseRows';
import { DatabaseFailure, type Session } from '../engines/engine';
import { questionsOn, rememberedAnswers } from './questions';
import { located, type Sided, StatementFailure } from './sides';

export interface PhaseRowsResult {
	readonly counts: readonly PhaseCounts[];
	/** Mappings that were not counted, and why. */
	readonly skipped: readonly { readonly mapping: string; readonly reason: string }[];
	/** Of mappings with rows that no phase takes. */
	readonly findings: readonly Finding[];
}

/** Throws `DatabaseFailure` when a server goes away, and `Cancelled`. */
export async function countPhaseRows(
	facts: SpecFacts,
	sessions: Sided<Session>,
	which: 'all' | 'unproved',
	signal: AbortSignal = new AbortController().signal,
): Promise<PhaseRowsResult> {
	const questions = questionsOn(sessions, rememberedAnswers());
	const counts: PhaseCounts[] = [];
	const skipped: { mapping: string; reason: string }[] = [];
	const findings: Finding[] = [];
	for (const one of phaseJobs(facts, which)) {
		const mapping = one.mapping.name;
		const counted = await count(one);
		if (typeof counted === 'string') {
			skipped.push({ mapping, reason: counted });
			continue;
		}
		counts.push(counted);
		if (counted.left > 0) findings.push(finding(one, counted));
	}
	return { counts, skipped, findings };

	async function count(one: PhaseJob): Promise<PhaseCounts | string> {
		const [check] = one.job.checks;
		if (check?.kind === 'not-run') return check.reason;
		try {
			const compiled = await questions.compiled(one.job, signal);
			if ('notRun' in compiled) return compiled.notRun;
			const sql = compilePhaseCount(one, compiled, facts);
			if ('obstacle' in sql) return sql.obstacle;
			try {
				const [row = []] = await sessions.source.query(sql.text, signal);
				return readPhaseCount(one, row);
			} catch (error) {
				throw located(error, sql);
			}
		} catch (error) {
			const failure = error instanceof StatementFailure ? error.failure : error;
			if (!(failure instanceof DatabaseFailure) || (failure.kind !== 'query' && failure.kind !== 'changed')) throw failure;
			return failure.message;
		}
	}
}

function finding({ mapping, takers }: PhaseJob, { left }: PhaseCounts): Finding {
	const last = takers.at(-1);
	const { name } = mapping;
	return {
		code: 'phase-leaves-rows',
		span: last?.condition?.span ?? last?.place.span ?? mapping.mapping.name.span,
		args: { mapping: name, phase: last?.phase, rows: left },
		...(last ? { data: { mapping: name, phase: last.phase } } : {}),
	};
}
