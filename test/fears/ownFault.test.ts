/** A statement that Crosswalk itself wrote wrongly is a bug, and must not pass for a failure of the outside world. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { DatabaseFailure, type Session } from '../../server/src/engines/engine';
import { postgresEngine } from '../../server/src/engines/postgres/postgres';
import { freshDatabase, type TestDatabase } from '../support/postgres';
import { makeProject, type Project } from './project';

let database: TestDatabase;
let project: Project;

beforeAll(async () => {
	database = await freshDatabase('create schema s; create table s.t (id integer primary key, n integer);');
	project = makeProject({ DB_URL: database.url });
	project.write('.crosswalk/connections.yaml', 'db: { engine: postgres, url: "${env:DB_URL}", schemas: [s] }\n');
	project.write(
		'spec.migration.yaml',
		'crosswalk: 1\nname: t\nsource: { connection: db, schemas: [s] }\ntarget: { connection: db, schemas: [s] }\nmappings:\n  m: { source: s.t, target: s.t, key: [id], columns: { id: id, n: n + 1 } }\n',
	);
	expect((await project.run(['introspect', '--all'])).code).toBe(0);
});

afterAll(() => project.remove());

/** Fails every count with `code` at the place where `at` stands in it. */
async function failing(code: string, at: string) {
	const refuse = (sql: string): never => {
		throw new DatabaseFailure('query', 'db', 'it refuses the statement', { code, position: sql.indexOf(at) });
	};
	const connect: typeof postgresEngine.connect = async (...given) => {
		const session: Session = await postgresEngine.connect(...given);
		return { ...session, query: (sql, signal) => (sql.includes('count(*)') ? refuse(sql) : session.query(sql, signal)) };
	};
	return project.run(['reconcile', 'spec.migration.yaml', '--check', 'count', '--format', 'json'], { engine: { connect } });
}

test.each([
	['a syntax error in our own text', '42601', 'count(*)', 4, true],
	["a syntax error in the user's text", '42601', 'n + 1', 3, undefined],
	['a type that something has', '42883', 'count(*)', 3, undefined],
])('%s', async (_, code, at, exitCode, isBug) => {
	const ran = await failing(code, at);
	expect(ran).toMatchObject({ code: exitCode, stderr: '' });
	const [check] = JSON.parse(ran.stdout).checks;
	expect(check.isBug).toBe(isBug);
	expect(check.reason.includes('this is a bug of Crosswalk')).toBe(isBug === true);
});
