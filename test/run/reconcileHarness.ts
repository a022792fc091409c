/** Reconciles hand-written SELECTs on real servers: what a mapping would compile to, without the mapping. */

import { expect } from 'vitest';
import type { BalanceRelation } from '../../server/src/core/reconcile/checks/balance';
import type { CompiledJob, PlannedCheck, ReconcileJob, ReconcilePlan } from '../../server/src/core/reconcile/plan';
import type { RelationColumn } from '../../server/src/core/reconcile/relation';
import type { CheckResult, RowsFound } from '../../server/src/core/reconcile/result';
import type { Member } from '../../server/src/core/reconcile/rowLayout';
import type { ReconcileReport } from '../../server/src/core/report/model';
import type { SqlText } from '../../server/src/core/sql/composed';
import { compose, inParentheses } from '../../server/src/core/sql/composed';
import { plainSqlSource } from '../../server/src/core/sql/source';
import { openSession } from '../../server/src/engines/postgres/session';
import type { ReconcileRunOptions } from '../../server/src/run/reconcile';
import { runReconcile } from '../../server/src/run/reconcile';
import type { ReconcileEvent } from '../../server/src/run/reconcileEvent';
import type { TestDatabase } from '../support/postgres';

export interface TestJob {
	readonly mapping?: string;
	/** Column to type; those of the key end with ` key`. */
	readonly columns: Readonly<Record<string, string>>;
	readonly source: string;
	readonly target: string;
	readonly checks?: readonly PlannedCheck['kind'][];
	readonly key?: 'none';
	readonly members?: readonly Member[];
	readonly relationColumns?: (columns: readonly RelationColumn[]) => readonly RelationColumn[];
	readonly balance?: readonly BalanceRelation[];
}

/** A job whose SELECTs need not yield what all is well for. */
export function jobOf(job: TestJob): ReconcileJob {
	const mapping = job.mapping ?? 'm';
	const columns = Object.entries(job.columns).map(([name, type]) => ({
		name,
		type: type.replace(/ key$/, ''),
		isKey: type.endsWith(' key'),
	}));
	const compiled: CompiledJob = {
		relation: {
			columns: job.relationColumns?.(columns) ?? columns,
			hasKey: job.key !== 'none',
			members: job.members ?? [{ mapping, spans: new Map(columns.map(({ name }) => [name, { block: 'spec', start: 0, end: 1 }])) }],
			source: withAbout(job.source, { $rejected: 'null::text', $rejected_value: 'null::text', $rejected_code: 'null::text', $member: '0' }),
			target: withAbout(job.target, { $dangling: 'null::text' }),
		},
		balance: job.balance ?? [],
	};
	return {
		mapping,
		...(job.members ? { group: job.members.map(member => member.mapping) } : {}),
		checks: (job.checks ?? ['rows']).map(kind => (kind === 'not-run' ? { kind, name: 'sum', reason: 'not yet' } : { kind, name: kind })),
		questions: [],
		compile: () => compiled,
	};
}

export function sqlText(text: string): SqlText {
	return compose([plainSqlSource(text, 'spec', 0)]);
}

function withAbout(select: string, about: Readonly<Record<string, string>>): SqlText {
	const missing = Object.entries(about).filter(([name]) => !select.includes(`"${name}"`));
	const items = ['*', ...missing.map(([name, value]) => `${value} as "${name}"`)];
	return compose([`select ${items.join(', ')} from `, inParentheses(sqlText(select)), ' as q']);
}

export interface Databases {
	readonly source: TestDatabase;
	readonly target: TestDatabase;
}

export interface Ran {
	readonly report: ReconcileReport;
	readonly events: readonly ReconcileEvent[];
}

export async function reconcile(
	{ source, target }: Databases,
	jobs: readonly TestJob[],
	options: ReconcileRunOptions & { readonly onEvent?: (event: ReconcileEvent) => unknown } = {},
): Promise<Ran> {
	const plan: ReconcilePlan = { spec: 'test.migration.yaml', jobs: jobs.map(jobOf) };
	const engine = { connect: openSession };
	const running = runReconcile(
		plan,
		{
			source: { engine, settings: { ...source.settings, name: 'erp' } },
			target: { engine, settings: { ...target.settings, name: 'cloud' } },
		},
		options,
	);
	const events: ReconcileEvent[] = [];
	try {
		for (;;) {
			const step = await running.next();
			if (step.done) return { report: step.value, events };
			events.push(step.value);
			await options.onEvent?.(step.value);
		}
	} finally {
		// As `for await` does for a reader who goes away; this one needs what is returned.
		await running.return(undefined as never);
	}
}

/** The one result of a job. Narrowed down or not, it must be the same. */
export async function check(databases: Databases, job: TestJob, options: ReconcileRunOptions = {}): Promise<CheckResult> {
	const whole = await only(databases, job, { narrowing: streamed, ...options });
	const narrow = await only(databases, job, { narrowing: narrowed, ...options });
	expect({ ...narrow, elapsedMs: 0 }).toEqual({ ...whole, elapsedMs: 0 });
	return whole;
}

/** Every row is read. */
export const streamed = { fromRows: Number.POSITIVE_INFINITY };
/** However few rows there are, and however many of them differ. */
export const narrowed = { fromRows: 0, mostShare: Number.POSITIVE_INFINITY, bucketRows: 2 };

async function only(databases: Databases, job: TestJob, options: ReconcileRunOptions): Promise<CheckResult> {
	const { report } = await reconcile(databases, [job], options);
	const [result] = report.checks;
	if (!result || report.checks.length !== 1) throw new Error(`Expected one result, got ${report.checks.length}`);
	return result;
}

/** The differences of a `rows` check, a line for each, in order. */
export function told(result: CheckResult): readonly string[] {
	return rowsOf(result).rows.map(row => {
		const key = row.key.map(({ value }) => String(value)).join(' ');
		switch (row.kind) {
			case 'changed':
				return `changed ${key}: ${row.columns.map(({ name, source, target }) => `${name} ${source}→${target}`).join(', ')}`;
			case 'rejected':
				return `rejected ${key}: ${row.column} ${row.value}`;
			case 'duplicate':
				return `duplicate ${key}: ${row.source}/${row.target}`;
			default:
				return `${row.kind} ${key}${row.rows === undefined ? '' : ` ×${row.rows}`}`;
		}
	});
}

export function rowsOf(result: CheckResult): RowsFound {
	if (result.found?.kind !== 'rows') throw new Error(`Not a rows check: ${JSON.stringify(result)}`);
	return result.found;
}
