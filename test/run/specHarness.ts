/** Reconciles whole specs on real servers: catalogs are introspected, results are checked against the report's schema and rendered. */

import { expect } from 'vitest';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import type { NarrowingLimits } from '../../server/src/core/reconcile/narrow/limits';
import type { PlanOptions } from '../../server/src/core/reconcile/planReconciliation';
import { planReconciliation } from '../../server/src/core/reconcile/planReconciliation';
import type { CheckResult } from '../../server/src/core/reconcile/result';
import { placeFinder } from '../../server/src/core/report/located';
import type { ReconcileReport } from '../../server/src/core/report/model';
import { renderReconcileJson } from '../../server/src/core/report/reconcileJson';
import { renderReconcileText } from '../../server/src/core/report/reconcileText';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import type { ConnectionSettings, Session } from '../../server/src/engines/engine';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { runReconcile } from '../../server/src/run/reconcile';
import { faultsOf, readSchema } from '../support/judge';
import { memorySources } from '../support/memorySources';
import type { Databases } from './reconcileHarness';
import { narrowed, streamed } from './reconcileHarness';

export interface Reconciled {
	readonly report: ReconcileReport;
	readonly checks: readonly CheckResult[];
	/** Without the lines about the run itself. */
	readonly text: string;
	/** Queries and streams of a run that streams all rows, in order. */
	readonly sent: readonly { readonly connection: string; readonly sql: string }[];
}

/** A function that reconciles a spec: `head` comes before every text that it is given. */
export async function specsOn(databases: Databases, head: string): Promise<(yaml: string, options?: PlanOptions) => Promise<Reconciled>> {
	await loadSqlParser();
	const [erp, cloud] = await Promise.all([databases.source, databases.target].map(one => postgresEngine.introspect(one.settings)));
	if (!erp || !cloud) throw new Error('no catalogs');
	const files = [
		['/.crosswalk/catalogs/erp.json', renderSnapshot(erp)],
		['/.crosswalk/catalogs/cloud.json', renderSnapshot(cloud)],
		[
			'/.crosswalk/connections.yaml',
			'erp: { engine: postgres, host: db, database: erp }\ncloud: { engine: postgres, host: db, database: cloud }\n',
		],
	] as const;
	return (yaml, options = {}) => reconcileSpec(databases, new Map([...files, ['/spec.migration.yaml', head + yaml]]), options);
}

function recorded(session: Session, sent: { connection: string; sql: string }[]): Session {
	const { connection } = session;
	return {
		...session,
		query(sql, signal) {
			sent.push({ connection, sql });
			return session.query(sql, signal);
		},
		stream(sql, options) {
			sent.push({ connection, sql });
			return session.stream(sql, options);
		},
	};
}

async function reconcileSpec(databases: Databases, files: ReadonlyMap<string, string>, options: PlanOptions): Promise<Reconciled> {
	const { facts } = openSpec('/spec.migration.yaml', memorySources(files));
	let sent: { connection: string; sql: string }[] = [];
	const engine = { connect: async (settings: ConnectionSettings) => recorded(await postgresEngine.connect(settings), sent) };
	// Of two servers that refuse the same, the first to say so is told.
	const eitherServer = /^"(erp|cloud)" \(\S+\) /;
	const run = async (narrowing: NarrowingLimits | { readonly fromRows: number }) => {
		sent = [];
		const running = runReconcile(
			planReconciliation(facts, options),
			{
				source: { engine, settings: { ...databases.source.settings, name: 'erp' } },
				target: { engine, settings: { ...databases.target.settings, name: 'cloud' } },
			},
			{ narrowing },
		);
		let step = await running.next();
		while (!step.done) step = await running.next();
		return step.value;
	};
	const resultsOf = ({ checks }: ReconcileReport) =>
		checks.map(check => ({ ...check, elapsedMs: 0, reason: check.reason?.replace(eitherServer, '') }));
	const byNarrowing = resultsOf(await run(narrowed));
	const report = await run(streamed);
	expect(byNarrowing).toEqual(resultsOf(report));
	const find = placeFinder(facts, one => one.slice(1));
	const placeOf = (span: Parameters<typeof find>[0]) => ({ file: find(span).file, line: find(span).range.start.line });
	const json = JSON.parse(renderReconcileJson(report, placeOf));
	expect(faultsOf('report#/$defs/reconcile', json)).toBe('');
	// What the schema does not speak of it lets pass.
	for (const side of [json.sides.source, json.sides.target]) expect(Object.keys(side).filter(key => !(key in describedOfSide))).toEqual([]);
	const text = renderReconcileText({ ...report, elapsedMs: 100 }, { color: false, width: 120, placeOf });
	return { report, checks: report.checks, text: `\n${text.split('\n').slice(2, -3).join('\n')}\n`, sent };
}

const describedOfSide = (readSchema('report').$defs as Record<string, { readonly properties: object }>).side?.properties ?? {};
