/**
 * Whoever writes a spec must not be able to change anything with it, even when the connection may do everything. Every place that takes SQL
 * gets SQL that would do something; nothing of it may reach a server, whatever comments and settings say.
 */

import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { openSession } from '../../server/src/engines/postgres/session';
import { type HostileDatabases, hostileDatabases } from './hostileDatabases';
import { type HostilePlace, hostilePlaces } from './hostilePlaces';
import { type HostileSql, hostileExpressions, hostileFroms, hostileQueries } from './hostileSql';
import { makeProject, type Project, type Ran } from './project';

let databases: HostileDatabases;
let project: Project;
let before: string;

beforeAll(async () => {
	await loadSqlParser();
	const env: Record<string, string> = {};
	project = makeProject(env);
	databases = await hostileDatabases(project.folder);
	Object.assign(env, { ERP_URL: databases.source.url, CLOUD_URL: databases.target.url });
	project.write(
		'.crosswalk/connections.yaml',
		'erp: { engine: postgres, url: "${env:ERP_URL}", schemas: [erp], statement_timeout: 20s }\ncloud: { engine: postgres, url: "${env:CLOUD_URL}", schemas: [app], statement_timeout: 20s }\n',
	);
	expect((await project.run(['introspect', '--all'])).code).toBe(0);
	before = await databases.state();
});

afterAll(async () => {
	await databases.close();
	project.remove();
});

/** What was left by functions with effects, and by COPY. */
function hostileFiles(): readonly string[] {
	return readdirSync(project.folder).filter(name => name.startsWith('hostile'));
}

/** Nothing was written, nothing is left behind, and no function with effects has run. */
async function expectUntouched(): Promise<void> {
	expect(hostileFiles()).toEqual([]);
	expect(await databases.state()).toBe(before);
}

const head = `crosswalk: 1
name: hostile
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
ignore:
  source: { "*.*.*": Not of interest, "erp.*": Not of interest }
  target: { "*.*.*": Not of interest, "app.*": Not of interest }
`;

function hostileFor({ kind, adapt = sql => sql }: HostilePlace): readonly HostileSql[] {
	const make = { expression: hostileExpressions, from: hostileFroms, query: hostileQueries }[kind];
	return make(project.folder, databases.witnessPid).map(one => ({ ...one, sql: adapt(one.sql) }));
}

function specOf({ first = '', mapping, top }: HostilePlace, all: readonly HostileSql[]): string {
	const sections = top ? [`${top.section}:\n`, ...all.map(({ sql }, n) => top.entry(sql, n))] : [];
	const mappings = mapping ? ['mappings:\n', first, ...all.map(({ sql }, n) => mapping(sql, n))] : [];
	return [head, ...sections, ...mappings].join('');
}

function problemsOf({ stdout }: Ran): readonly { readonly code: string; readonly range: { readonly start: { readonly line: number } } }[] {
	return JSON.parse(stdout).specs[0].problems;
}

/** Those whose line has no problem of their codes, with the codes that it has. */
function notRefused(spec: string, all: readonly HostileSql[], validated: Ran): readonly string[] {
	const lines = spec.split('\n');
	const problems = problemsOf(validated);
	return all.flatMap(({ sql, codes }) => {
		const line = lines.findIndex(one => one.includes(JSON.stringify(sql)));
		const found = problems.filter(problem => problem.range.start.line === line).map(problem => problem.code);
		return found.some(code => codes.test(code)) ? [] : [`${sql.slice(0, 100)} => ${found}`];
	});
}

const silenced = ['unsafe-function', 'writes-data', 'sql-syntax', 'not-an-expression', 'not-a-query', 'unknown-function'];

/** Every line says that it wants to hear nothing of what is wrong with it. */
function silencedSpec(spec: string): string {
	return spec.replaceAll(/^ .*hostile.*$/gm, line => `${line} # crosswalk-ignore ${silenced.join(', ')}: We trust it`);
}

test.each(Object.keys(hostilePlaces))('hostile SQL as %s is refused, and never sent', async name => {
	const place = hostilePlaces[name];
	if (!place) throw new Error(name);
	const all = hostileFor(place);
	const spec = specOf(place, all);
	project.write('.crosswalk/settings.yaml', '');
	project.write('spec.migration.yaml', spec);
	const validated = await project.run(['validate', 'spec.migration.yaml', '--format', 'json']);
	expect({ stderr: validated.stderr, notRefused: notRefused(spec, all, validated) }).toEqual({
		stderr: '',
		notRefused: [],
	});

	project.write('spec.migration.yaml', silencedSpec(spec));
	project.write('.crosswalk/settings.yaml', `rules: { ${silenced.map(code => `${code}: off`).join(', ')} }\n`);
	const live = await project.run(['validate', 'spec.migration.yaml', '--live', '--format', 'json']);
	const reconciled = await project.run(['reconcile', 'spec.migration.yaml', '--format', 'json']);
	expect({ live: live.stderr, reconciled: reconciled.stderr }).toEqual({ live: '', reconciled: reconciled.code === 2 ? nothingToDo : '' });
	expect(problemsOf(live).filter(problem => silenced.includes(problem.code))).toEqual([]);
	expect([...live.sent, ...reconciled.sent].filter(sql => sql.includes('hostile'))).toEqual([]);
	await expectUntouched();
});

/** Of a spec that has no mapping and no pair. */
const nothingToDo = 'crosswalk: there is nothing to compare: the spec has no mapping\n';

/** Some that the static check cannot know: it is the server that stops them, as the transaction only reads. */
test.each([
	['a function that is declared stable, and writes', 'note: erp.lies()', 'erp.cust c'],
	['a view of the database that counts up a sequence', 'note: v.note', 'erp.cust c cross join erp.counting v'],
])('%s is stopped by the server', async (_, column, source) => {
	project.write(
		'spec.migration.yaml',
		`${head}mappings:\n  m: { source: ${source}, target: app.t0, key: [id], columns: { id: c.id, ${column} } }\n`,
	);
	const ran = await project.run(['reconcile', 'spec.migration.yaml', '--check', 'rows']);
	expect(ran).toMatchObject({ code: 3, stderr: '' });
	expect(ran.stdout).toMatch(
		/refuses the statement, as Crosswalk only reads: cannot execute (INSERT|nextval\(\)) in a read-only transaction/,
	);
	await expectUntouched();
});

test('a function with effects that does run would be noticed', async () => {
	const session = await openSession(databases.source.settings);
	await session.query('select erp.effect()');
	await session.close();
	expect(hostileFiles()).toEqual(['hostile-effect']);
	rmSync(path.join(project.folder, 'hostile-effect'));
});
