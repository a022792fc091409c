/** Asks what has to be known before mappings can be compiled; each question once in a run. */

import type { Answers, Question, ReconcileJob } from '../core/reconcile/plan';
import type { DescribedColumn, Session, TextRow } from '../engines/engine';
import type { Sided } from './sides';
import { located } from './sides';

export interface Questions {
	/** Throws what the first question that failed threw. */
	ask(steps: ReconcileJob['questions'], signal: AbortSignal): Promise<Answers>;
}

export function questionsOn(sessions: Sided<Session>): Questions {
	const versions = { source: sessions.source.info.version, target: sessions.target.info.version };
	const columns = new Map<string, readonly DescribedColumn[]>();
	const rows = new Map<string, readonly TextRow[]>();
	const askOne = async ({ id, side, want, sql }: Question, signal: AbortSignal) => {
		if (columns.has(id) || rows.has(id)) return;
		try {
			if (want === 'columns') columns.set(id, await sessions[side].describe(sql.text, signal));
			else rows.set(id, await sessions[side].query(sql.text, signal));
		} catch (error) {
			throw located(error, sql);
		}
	};
	return {
		async ask(steps, signal) {
			const answers: Answers = { versions, columns: id => columns.get(id) ?? [], rows: id => rows.get(id) ?? [] };
			for (const step of steps) for (const question of step(answers)) await askOne(question, signal);
			return answers;
		},
	};
}
