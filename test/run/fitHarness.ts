/** Runs the data fit of specs on real servers, with catalogs that are introspected. */

import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import type { FitFinding, FitResult } from '../../server/src/core/fit/fit';
import type { SpecFacts } from '../../server/src/core/mapping/facts';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { type FitRun, type FitRunOptions, runFit } from '../../server/src/run/fit';
import { memorySources } from '../support/memorySources';
import type { TestDatabase } from '../support/postgres';

export interface FitDatabases {
	readonly source: TestDatabase;
	readonly target: TestDatabase;
}

const head = `crosswalk: 1
name: fit
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
`;

export async function factsOf({ source, target }: FitDatabases, yaml: string): Promise<SpecFacts> {
	await loadSqlParser();
	const [erp, cloud] = await Promise.all([source, target].map(one => postgresEngine.introspect(one.settings)));
	if (!erp || !cloud) throw new Error('no catalogs');
	const files = new Map([
		['/.crosswalk/catalogs/erp.json', renderSnapshot(erp)],
		['/.crosswalk/catalogs/cloud.json', renderSnapshot(cloud)],
		[
			'/.crosswalk/connections.yaml',
			'erp: { engine: postgres, host: db, database: erp }\ncloud: { engine: postgres, host: db, database: cloud }\n',
		],
		['/spec.migration.yaml', head + yaml],
	]);
	return openSpec('/spec.migration.yaml', memorySources(files)).facts;
}

export async function fitOn(databases: FitDatabases, facts: SpecFacts, options: FitRunOptions = {}): Promise<FitRun> {
	const source = await postgresEngine.connect({ ...databases.source.settings, name: 'erp' });
	const target = await postgresEngine.connect({ ...databases.target.settings, name: 'cloud' });
	try {
		return await runFit(facts, { source, target }, options);
	} finally {
		await source.close();
		await target.close();
	}
}

/** The finding of a kind, about something whose name ends so. */
export function findingOf(result: FitResult | undefined, kind: FitFinding['kind'], about: string, reject?: string): FitFinding {
	const found =
		result?.findings.filter(one => one.kind === kind && one.about.endsWith(about) && (reject === undefined || one.reject === reject)) ?? [];
	const [one] = found;
	if (!one || found.length > 1)
		throw new Error(`${found.length} findings "${kind}" about "${about}" among ${JSON.stringify(result, null, 1)}`);
	return one;
}
