/** Runs quality rules, acceptance tests and examples of whole specs on real servers; results are checked against the report's schema. */

import { expect } from 'vitest';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import type { CheckResult } from '../../server/src/core/reconcile/result';
import { placeFinder } from '../../server/src/core/report/located';
import type { ReconcileReport } from '../../server/src/core/report/model';
import { renderReconcileHtml } from '../../server/src/core/report/reconcileHtml';
import { renderReconcileJson } from '../../server/src/core/report/reconcileJson';
import { renderReconcileText } from '../../server/src/core/report/reconcileText';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { planTrials, type TrialOptions } from '../../server/src/core/trials/planTrials';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { runTrials, sidesOfTrials, type TrialRunOptions } from '../../server/src/run/trials';
import { faultsOf } from '../support/judge';
import { memorySources } from '../support/memorySources';
import type { Databases } from './reconcileHarness';

export interface Tried {
	readonly report: ReconcileReport;
	/** By name; of examples by mapping and name. */
	result(name: string): CheckResult;
	/** Without the lines about the run itself. */
	readonly text: string;
	readonly html: string;
	/** The sides that were connected to. */
	readonly sides: readonly string[];
}

/** A function that runs what is in a spec: `head` comes before every text that it is given. */
export async function trialsOn(databases: Databases, head: string) {
	await loadSqlParser();
	const [erp, cloud] = await Promise.all([databases.source, databases.target].map(one => postgresEngine.introspect(one.settings)));
	if (!erp || !cloud) throw new Error('no catalogs');
	const files = [
		['/.crosswalk/catalogs/erp.json', renderSnapshot(erp)],
		['/.crosswalk/catalogs/cloud.json', renderSnapshot(cloud)],
		['/.crosswalk/connections.yaml', 'erp: { engine: postgres, host: db }\ncloud: { engine: postgres, host: db }\n'],
	] as const;
	return (yaml: string, options: TrialOptions = {}, run: TrialRunOptions = {}) =>
		trySpec(databases, new Map([...files, ['/spec.migration.yaml', head + yaml]]), options, run);
}

async function trySpec(
	databases: Databases,
	files: ReadonlyMap<string, string>,
	options: TrialOptions,
	run: TrialRunOptions,
): Promise<Tried> {
	const { facts } = openSpec('/spec.migration.yaml', memorySources(new Map(files)));
	const plan = planTrials(facts, options);
	const sides = sidesOfTrials(plan);
	const side = (name: 'source' | 'target') =>
		sides.includes(name) ? { [name]: { engine: postgresEngine, settings: databases[name].settings } } : {};
	const events = runTrials(plan, { ...side('source'), ...side('target') }, { source: 'erp', target: 'cloud' }, run);
	let next = await events.next();
	while (!next.done) next = await events.next();
	const report = next.value;
	const find = placeFinder(facts, name => name);
	const placeOf: Parameters<typeof renderReconcileJson>[1] = span => {
		const { file, range } = find(span);
		return { file: file.slice(1), line: range.start.line };
	};
	expect(faultsOf('report#/$defs/reconcile', JSON.parse(renderReconcileJson(report, placeOf)))).toBe('');
	const lines = renderReconcileText(report, { color: false, width: 100, placeOf }).split('\n');
	return {
		report,
		result(name) {
			const found = report.checks.find(one => one.check === name);
			if (!found) throw new Error(`Nothing is called "${name}"`);
			return found;
		},
		text: lines.slice(2, -3).join('\n'),
		html: renderReconcileHtml(report, { placeOf }),
		sides,
	};
}
