/** Asks what has to be known before mappings can be compiled, each question once in a run, and compiles each job once. */

import type { Answers, NotRun, Question, ReconcileJob } from '../core/reconcile/plan';
import type { DescribedColumn, Session, TextRow } from '../engines/engine';
import type { RunningJob } from './runningJob';
import type { Sided } from './sides';
import { located } from './sides';

export interface Questions {
	/** The job's statements. Throws what the first question that failed threw; then they are asked again next time. */
	compiled(job: ReconcileJob, signal: AbortSignal): Promise<Compiled>;
}

type Compiled = RunningJob | NotRun;

/** What was answered, for several connections that read one snapshot. */
export interface RememberedAnswers {
	readonly columns: Map<string, readonly DescribedColumn[]>;
	readonly rows: Map<string, readonly TextRow[]>;
}

export function rememberedAnswers(): RememberedAnswers {
	return { columns: new Map(), rows: new Map() };
}

/** What servers answered so far, and a way to ask for more, each question once. */
export interface Asking {
	readonly answers: Answers;
	/** Throws what the first question that failed threw. */
	ask(steps: ReconcileJob['questions'], signal: AbortSignal): Promise<void>;
}

export function askingOn(sessions: Sided<Session>, { columns, rows }: RememberedAnswers): Asking {
	const versions = { source: sessions.source.info.version, target: sessions.target.info.version };
	const askOne = async ({ id, side, want, sql }: Question, signal: AbortSignal) => {
		if (columns.has(id) || rows.has(id)) return;
		try {
			if (want === 'columns') columns.set(id, await sessions[side].describe(sql.text, signal));
			else rows.set(id, await sessions[side].query(sql.text, signal));
		} catch (error) {
			throw located(error, sql);
		}
	};
	const now = sessions.source.info.snapshotAt;
	const answers: Answers = { versions, now, columns: id => columns.get(id) ?? [], rows: id => rows.get(id) ?? [] };
	return {
		answers,
		async ask(steps, signal) {
			for (const step of steps) for (const question of step(answers)) await askOne(question, signal);
		},
	};
}

export function questionsOn(sessions: Sided<Session>, remembered: RememberedAnswers): Questions {
	const { answers, ask } = askingOn(sessions, remembered);
	const known = new Map<ReconcileJob, Compiled>();
	return {
		async compiled(job, signal) {
			const before = known.get(job);
			if (before) return before;
			await ask(job.questions, signal);
			const made = job.compile(answers);
			const compiled = 'notRun' in made ? made : { ...made, heard: {} };
			known.set(job, compiled);
			return compiled;
		},
	};
}
