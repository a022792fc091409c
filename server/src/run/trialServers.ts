/** The servers of a run as trials ask them. Remembers answers to questions, and nothing else. */

import type { Answers, Question } from '../core/reconcile/plan';
import type { SqlText } from '../core/sql/composed';
import type { TrialServers, TrialSide } from '../core/trials/trial';
import type { Session } from '../engines/engine';
import type { RememberedAnswers } from './questions';
import { located, type Sided, streamRows } from './sides';

export function trialServers(
	sessions: Partial<Sided<Session>>,
	{ columns, rows }: RememberedAnswers,
	signal: AbortSignal,
	clockMs: () => number,
): TrialServers {
	const sessionOf = (side: TrialSide): Session => {
		const session = sessions[side];
		if (!session) throw new Error(`A trial asks the ${side} without saying so`);
		return session;
	};
	const asked = async <Value>(sql: SqlText, ask: (text: string) => Promise<Value>): Promise<Value> => {
		try {
			return await ask(sql.text);
		} catch (error) {
			throw located(error, sql);
		}
	};
	const servers: TrialServers = {
		columns: (side, sql) => asked(sql, text => sessionOf(side).describe(text, signal)),
		rows: (side, sql) => asked(sql, text => sessionOf(side).query(text, signal)),
		async timeMs(side, sql) {
			const startedAt = clockMs();
			// Read to the end and thrown away, so that memory stays bounded.
			for await (const _ of streamRows(sessionOf(side), sql, signal));
			return clockMs() - startedAt;
		},
		async answers(questions) {
			// A side that is not asked gives no answers; what its version is then is of no matter.
			const version = (side: TrialSide) => (sessions[side] ?? sessions.source ?? sessions.target)?.info.version ?? 0;
			const answers: Answers = {
				versions: { source: version('source'), target: version('target') },
				now: sessions.source?.info.snapshotAt ?? '',
				columns: id => columns.get(id) ?? [],
				rows: id => rows.get(id) ?? [],
			};
			for (const step of questions) for (const question of step(answers)) await askOne(question);
			return answers;
		},
	};
	return servers;

	async function askOne({ id, side, want, sql }: Question): Promise<void> {
		if (columns.has(id) || rows.has(id)) return;
		if (want === 'columns') columns.set(id, await servers.columns(side, sql));
		else rows.set(id, await servers.rows(side, sql));
	}
}
