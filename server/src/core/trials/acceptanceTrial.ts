/**
 * An acceptance test as a trial: a query whose one row must be true in every column, a query that must be fast, or steps that a person goes
 * through and records.
 */

import { withClause } from '../mapping/compileWith';
import type { SpecFacts, SqlPiece } from '../mapping/facts';
import { type PieceContext, pieceOf } from '../mapping/piece';
import { pieceObstacleOn } from '../reconcile/obstacles';
import type { AcceptanceFound, AcceptanceTiming, ManualFound, NamedValue } from '../reconcile/result';
import type { AcceptanceTest } from '../spec/spec';
import { compose, inParentheses, type SqlText } from '../sql/composed';
import { sql } from '../sql/template';
import { maskingOf } from './masked';
import { notRunTrial, type Trial, type TrialOutcome, type TrialServers, type TrialSide } from './trial';

/** What was recorded of a manual test: `stale` when its words are others since. */
export type Recorded = ManualFound | 'stale' | undefined;

export function acceptanceTrial(test: AcceptanceTest, facts: SpecFacts, recorded: () => Recorded): Trial {
	const start = { section: 'acceptance', name: test.name.text } as const;
	const { query } = test;
	if (!query) return test.steps ? manualTrial(test, recorded) : notRunTrial(start, 'it needs a query, or steps');
	const piece = facts.queries.find(one => one.scalar === query);
	if (!piece) return notRunTrial(start, 'its query is not understood');
	const obstacle = pieceObstacleOn(piece, ['target'], facts);
	if (obstacle !== undefined) return notRunTrial(start, obstacle);
	const isTimed = test.maxMs !== undefined || test.baseline !== undefined;
	if (!isTimed) return { ...start, sides: ['target'], judge: servers => judgeRow(test, { facts, piece }, servers) };
	const maxMs = test.maxMs === undefined ? undefined : Number(test.maxMs.text);
	if (maxMs !== undefined && !(maxMs > 0)) return notRunTrial(start, `its max_ms "${test.maxMs?.text ?? ''}" is no number of milliseconds`);
	return timedTrial(test, { facts, piece, maxMs });
}

function manualTrial(test: AcceptanceTest, recorded: () => Recorded): Trial {
	const start = { section: 'acceptance', name: test.name.text } as const;
	const found = recorded();
	const how = `go through its steps, then run crosswalk check with --record ${JSON.stringify(start.name)}`;
	if (found === undefined) return notRunTrial(start, `nobody has recorded it; ${how}`);
	if (found === 'stale') return notRunTrial(start, `its words are others than when it was recorded; ${how}`);
	const outcome: TrialOutcome = {
		...(found.passed ? { verdict: 'identical' } : { verdict: 'different', span: test.name.span }),
		found: { kind: 'acceptance', ...ownerOf(test), notTrue: [], manual: found },
	};
	return { ...start, sides: [], judge: async () => outcome };
}

interface Query {
	readonly facts: SpecFacts;
	readonly piece: SqlPiece;
}

async function judgeRow(test: AcceptanceTest, query: Query, servers: TrialServers): Promise<TrialOutcome> {
	const statement = statementOf(query, rows => sql`select * from ${rows} as q limit 2`);
	const columns = await servers.columns('target', statement);
	const rows = await servers.rows('target', statement);
	const [row, second] = rows;
	const start = { kind: 'acceptance', ...ownerOf(test) } as const;
	if (!row || second) {
		const [counted = []] = await servers.rows(
			'target',
			statementOf(query, all => sql`select count(*) from ${all} as q`),
		);
		return different(test, { ...start, rows: Number(counted[0] ?? 0), notTrue: [] });
	}
	const isGuarded = maskingOf(query.piece, 'target', query.facts) !== undefined;
	const wrong = columns.flatMap(({ name, type }, index): readonly NamedValue[] => {
		const value = row[index] ?? null;
		const isTrue = value === 't' && type === 'boolean';
		if (isTrue) return [];
		if (type === 'boolean') return [{ name, value: value === 'f' ? 'false' : value }];
		return [{ name, value: isGuarded ? '(not shown)' : value }];
	});
	if (wrong.length > 0) return different(test, { ...start, notTrue: wrong });
	return { verdict: 'identical', found: { ...start, notTrue: [] } };
}

function different(test: AcceptanceTest, found: AcceptanceFound): TrialOutcome {
	return { verdict: 'different', found, span: test.name.span };
}

/** Runs that are timed, after one that fills the server's caches. */
const timedRuns = 5;
/** Within so much of the source's time the target is not slower: less is the clock's and the network's noise. */
const slack = { share: 1.1, ms: 1 };

function timedTrial(test: AcceptanceTest, query: Query & { readonly maxMs: number | undefined }): Trial {
	const { facts, maxMs } = query;
	const baseline = test.baseline && test.query ? baselineOf(test.query, facts) : undefined;
	const impossible = baseline && 'obstacle' in baseline ? `it cannot be compared with the source: ${baseline.obstacle}` : undefined;
	const start = { section: 'acceptance', name: test.name.text } as const;
	if (impossible !== undefined && maxMs === undefined) return notRunTrial(start, impossible);
	const piece = baseline && 'piece' in baseline ? baseline.piece : undefined;
	const judge = async (servers: TrialServers): Promise<TrialOutcome> => {
		const own = await timed('target', query, servers);
		const other = piece && (await timed('source', { facts, piece }, servers));
		const timing: AcceptanceTiming = { ...own, ...(maxMs === undefined ? {} : { maxMs }), ...(other ? { baseline: other } : {}) };
		const found: AcceptanceFound = { kind: 'acceptance', ...ownerOf(test), notTrue: [], timing };
		const notes = impossible === undefined ? {} : { notes: [impossible] };
		return { ...(isFast(timing) ? { verdict: 'identical', found } : different(test, found)), ...notes };
	};
	return { ...start, sides: piece ? ['target', 'source'] : ['target'], judge };
}

/** `max_ms` decides when it is written; without it, that the target is not slower than the source. */
function isFast({ medianMs, maxMs, baseline }: AcceptanceTiming): boolean {
	if (maxMs !== undefined) return medianMs <= maxMs;
	return !baseline || medianMs <= Math.max(baseline.medianMs * slack.share, baseline.medianMs + slack.ms);
}

/** The same words mean tables of the source there. */
function baselineOf(
	query: NonNullable<AcceptanceTest['query']>,
	facts: SpecFacts,
): { readonly piece: SqlPiece } | { readonly obstacle: string } {
	const context: PieceContext = { names: facts.sourceNames, parameters: facts.parameters };
	const piece = pieceOf(query, 'query', context);
	const obstacle = pieceObstacleOn(piece, ['source'], facts);
	return obstacle === undefined ? { piece } : { obstacle };
}

async function timed(
	side: TrialSide,
	query: Query,
	servers: TrialServers,
): Promise<{ readonly runsMs: readonly number[]; readonly medianMs: number }> {
	const statement = statementOf(query, undefined);
	await servers.timeMs(side, statement);
	const runsMs: number[] = [];
	for (let run = 0; run < timedRuns; run++) runsMs.push(rounded(await servers.timeMs(side, statement)));
	const sorted = [...runsMs].sort((one, other) => one - other);
	return { runsMs, medianMs: sorted[timedRuns >> 1] ?? 0 };
}

/** Microseconds are what a clock tells. */
function rounded(ms: number): number {
	return Math.round(ms * 1000) / 1000;
}

/** The query as it is when nothing is asked of its rows: what is timed must be the user's own statement. */
function statementOf({ facts, piece }: Query, over: ((rows: SqlText) => SqlText) | undefined): SqlText {
	const clause = withClause(facts, { sourceVersion: 0, targetVersion: 0 });
	const user = clause.user(piece);
	return over
		? compose([clause.render(), over(inParentheses(user))])
		: compose([clause.render(), clause.render().text === '' ? user : inParentheses(user)]);
}

function ownerOf({ owner }: AcceptanceTest): { readonly owner?: string } {
	return owner ? { owner: owner.text } : {};
}
