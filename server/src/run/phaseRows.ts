/** Counts on the source how many rows each phase takes, and tells of those that none takes or that come before what they refer to. Reads only. */

import type { Finding } from '../core/base/problem';
import type { MappingFacts, SpecFacts } from '../core/mapping/facts';
import { mappingJob } from '../core/reconcile/mappingJob';
import type { CompiledJob, ReconcileJob } from '../core/reconcile/plan';
import type { SqlText } from '../core/sql/composed';
import {
	type CompiledOf,
	compileEarlyRows,
	type EarlyRows,
	filteredReferences,
	type Reference,
	readEarlyRows,
} from '../core/strategy/earlyRows';
import { compilePhaseCount, type PhaseCounts, type PhaseJob, phaseJobs, readPhaseCount } from '../core/strategy/phaseRows';
import { phasesOf } from '../core/strategy/phases';
import { DatabaseFailure, type Session, type TextRow } from '../engines/engine';
import { questionsOn, rememberedAnswers } from './questions';
import { located, type Sided, StatementFailure } from './sides';

export interface PhaseRowsResult {
	readonly counts: readonly PhaseCounts[];
	readonly early: readonly EarlyRows[];
	/** Mappings that were not counted, and why. */
	readonly skipped: readonly { readonly mapping: string; readonly reason: string }[];
	/** Of mappings with rows that no phase takes, and of `early`. */
	readonly findings: readonly Finding[];
	/** References of which no row comes too early; of two between the same mappings, only when both were counted. */
	readonly inOrder: readonly Pick<Reference, 'code' | 'mapping' | 'parents'>[];
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
	const early: EarlyRows[] = [];
	const inOrder: Reference[] = [];
	const unknown: Reference[] = [];
	const jobs = new Map<MappingFacts, ReconcileJob>();
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
	for (const reference of filteredReferences(facts)) {
		const found = await countEarly(reference);
		if (typeof found === 'string') {
			unknown.push(reference);
			skipped.push({ mapping: reference.mapping.name, reason: found });
		} else if (found.length === 0) inOrder.push(reference);
		else early.push(...found);
	}
	return {
		counts,
		skipped,
		early,
		inOrder: inOrder.filter(one => !unknown.some(other => isSamePair(one, other))),
		findings: [...findings, ...early.map(one => earlyFinding(one, facts))],
	};

	async function count(one: PhaseJob): Promise<PhaseCounts | string> {
		jobs.set(one.mapping, one.job);
		const rows = await ask([one.mapping], of => compilePhaseCount(one, of(one.mapping), facts));
		return typeof rows === 'string' ? rows : readPhaseCount(one, rows[0] ?? []);
	}

	async function countEarly(reference: Reference): Promise<readonly EarlyRows[] | string> {
		const rows = await ask([reference.mapping, ...reference.parents], of => compileEarlyRows(reference, of, facts));
		return typeof rows === 'string' ? rows : readEarlyRows(reference, rows, facts);
	}

	/** The rows of a statement over what mappings yield, or why there are none. */
	async function ask(
		mappings: readonly MappingFacts[],
		compile: (of: CompiledOf) => SqlText | { readonly obstacle: string },
	): Promise<readonly TextRow[] | string> {
		try {
			const all = new Map<MappingFacts, CompiledJob>();
			for (const mapping of mappings) {
				const job = jobs.get(mapping) ?? mappingJob([mapping], [{ kind: 'count' }], facts);
				jobs.set(mapping, job);
				const [check] = job.checks;
				if (check?.kind === 'not-run') return check.reason;
				const compiled = await questions.compiled(job, signal);
				if ('notRun' in compiled) return compiled.notRun;
				all.set(mapping, compiled);
			}
			const sql = compile(mapping => all.get(mapping) as CompiledJob);
			if ('obstacle' in sql) return sql.obstacle;
			try {
				return await sessions.source.query(sql.text, signal);
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

function isSamePair(one: Reference, other: Reference): boolean {
	return one.code === other.code && one.mapping === other.mapping && one.parents[0] === other.parents[0];
}

function earlyFinding({ reference: { code, mapping, parents, by }, phase, rows }: EarlyRows, facts: SpecFacts): Finding {
	const taker = phasesOf(facts)
		.of(mapping.name)
		.find(one => one.phase === phase);
	const names = { mapping: mapping.name, parent: parents[0]?.name ?? '' };
	return { code, span: (taker?.condition ?? taker?.place ?? mapping.mapping.name).span, args: { ...names, by, phase, rows }, data: names };
}
