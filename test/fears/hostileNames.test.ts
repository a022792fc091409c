/** Names that are hard to write, hard to print, or our own: of tables, columns, types and connections, in databases and in files. */

import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { freshDatabase, type TestDatabase } from '../support/postgres';
import { makeProject, type Project, type Ran } from './project';

const long = 'x'.repeat(56);
const columns = [
	'$rejected',
	'$rejected_value',
	'$rejected_code',
	'$member',
	'$dangling',
	'$accepted',
	'$accept1',
	'$where',
	'$by1',
	'$row',
	'$class',
	'once',
	's',
	'r',
	't',
	'value',
	'key',
	'k1',
	's1',
	'rejected',
	'select',
	'a.b',
	'q"q',
	"q'q",
	'back\\slash',
	'line\nbreak',
	'tab\t',
	'\u001b[31mred',
	'\u202eright to left',
	'größe',
	'🙂',
	'${p}',
	'--',
	'/*',
	'__proto__',
	'constructor',
	'toString',
	' ',
	'*',
	`${long}1`,
	`${long}2`,
	'ü'.repeat(31),
	'<b>html</b>',
];
const table = 'o\'dd "table".\n$x\u001b[2J';
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const tables = (schema: string) => `
	create schema ${quoted(schema)};
	create type ${quoted(schema)}."e'n""um" as enum ('a', E'b\\n''', 'c"');
	create table ${quoted(schema)}.${quoted(table)} (id int primary key, e ${quoted(schema)}."e'n""um", ${columns.map(name => `${quoted(name)} text`).join(', ')});
	insert into ${quoted(schema)}.${quoted(table)} select i, 'a', ${columns.map((_, n) => `'v' || ${n} || i`).join(', ')} from generate_series(1, 2) i;`;

let source: TestDatabase;
let target: TestDatabase;
let project: Project;

beforeAll(async () => {
	await loadSqlParser();
	source = await freshDatabase(tables('er p'));
	target = await freshDatabase(tables('ap"p'));
	project = makeProject({ ERP_URL: source.url, CLOUD_URL: target.url });
	project.write(
		'.crosswalk/connections.yaml',
		`${JSON.stringify(erp)}: { engine: postgres, url: "\${env:ERP_URL}", schemas: ["er p"] }\ncloud: { engine: postgres, url: "\${env:CLOUD_URL}" }\n`,
	);
	project.write(
		'spec.migration.yaml',
		`crosswalk: 1
name: names
source: { connection: ${JSON.stringify(erp)}, schemas: ["er p"] }
target: { connection: cloud, schemas: ['ap"p'] }
copy: { "er p.*": 'ap"p.*' }
`,
	);
});
const erp = 'er p \u001b[31m';

afterAll(() => project.remove());

/** What a terminal would obey, hide or turn around. */
const live = /[^\n\P{Cc}]|[\u202e\u2028]/u;

async function printed(argv: readonly string[]): Promise<Ran> {
	const ran = await project.run(argv);
	expect(`${ran.stdout}${ran.stderr}`).not.toMatch(live);
	return ran;
}

/** Names that the comparison gives to columns of its own. */
const taken = ['$rejected', '$rejected_value', '$rejected_code', '$member', '$dangling', '$accepted', '$accept1', '$where', '$by1'];

test('odd names are introspected, covered, compared and printed', async () => {
	expect(await printed(['introspect', '--all'])).toMatchObject({ code: 0, stderr: '' });
	for (const argv of [
		['validate', '.'],
		['validate', '.', '--live'],
		['coverage', '.'],
		['catalog', 'diff', erp],
	])
		expect({ argv, ...(await printed(argv)) }).toMatchObject({ code: 0, stderr: '' });
	expect((await printed(['coverage', '.'])).stdout).toContain('100 %');
	const equal = await printed(['reconcile', 'spec.migration.yaml']);
	expect(equal.stdout).toMatch(/rows +2 rows compared, no difference\n/);
	// A column that cannot be compared is told, and is never green.
	expect(equal.stdout.match(/not compared {2}\S+/g)).toEqual(taken.map(name => `not compared  ${name}:`));
	expect(equal.code).toBe(1);

	const set = columns.map(name => `${quoted(name)} = e'\\u001b[31m\\u202e' || ${quoted(name)}`).join(', ');
	await target.run(`update "ap""p".${quoted(table)} set ${set} where id = 1; alter table "ap""p".${quoted(table)} add "new\u001b[31m" int`);
	await printed(['reconcile', 'spec.migration.yaml']);
	const differs = await project.run(['reconcile', 'spec.migration.yaml', '--format', 'json', '--check', 'rows']);
	const [check] = JSON.parse(differs.stdout).checks;
	expect(check.rows.map((row: { columns: { name: string }[] }) => row.columns.map(column => column.name))).toEqual([
		columns.filter(name => !taken.includes(name)),
	]);
	expect((await printed(['catalog', 'diff', 'cloud'])).stdout).toContain('new\\u{1b}[31m added');
});

test('conditions, groups and the ledger stand over odd names as over others', async () => {
	const free = columns.filter(name => !taken.includes(name));
	const where = free.map(name => `${quoted(name)} <> ''`).join(' and ');
	const sums = ['s', 'r', 't', 'x', '*', 'q"q', '\u202eright to left', '--'].filter(name => free.includes(name));
	const checks = ['count', 'rows', ...sums.map(name => ({ max: name, by: quoted(name) }))];
	const accept = { 'o\u001b[31mdd': { reason: 'W\u202ehy', where: `${quoted(table)}.id = 1 and ${quoted('größe')} like '%'` } };
	project.write(
		'part.migration.yaml',
		`crosswalk: 1
name: part
source: { connection: ${JSON.stringify(erp)}, schemas: ["er p"] }
target: { connection: cloud, schemas: ['ap"p'] }
mappings:
  m:
    source: ${JSON.stringify(`"er p".${quoted(table)}`)}
    target: ${JSON.stringify(`"ap""p".${quoted(table)}`)}
    key: [id]
    copy: { all: true, except: ${JSON.stringify(taken)} }
    reconcile: ${JSON.stringify({ checks, where, accept })}
`,
	);
	await printed(['reconcile', 'part.migration.yaml']);
	const ran = await project.run(['reconcile', 'part.migration.yaml', '--format', 'json']);
	const told = JSON.parse(ran.stdout).checks.map(({ check, verdict, reason }: Record<string, string>) => ({ check, verdict, reason }));
	expect(told.filter(({ verdict }: { verdict: string }) => !['accepted', 'identical'].includes(verdict))).toEqual([]);
	expect(told).toHaveLength(checks.length);
});

test('a catalog that somebody wrote by hand cannot bring SQL', async () => {
	const hostile = ['text || pg_sleep(1)::text', 'text), pg_sleep(1', '"text), pg_sleep(1"', 't($$)', "t(')"];
	const wanted = columns.filter(name => !taken.includes(name));
	for (const name of ['erp', 'cloud']) {
		const file = [...project.texts().keys()].find(one => one.endsWith(name === 'erp' ? '%1b[31m.json' : 'cloud.json')) ?? '';
		const catalog = JSON.parse(project.texts().get(file) ?? '');
		for (const one of catalog.schemas.flatMap((schema: { tables: { columns: { name: string; type: string }[] }[] }) =>
			schema.tables.flatMap(each => each.columns),
		))
			if (wanted.includes(one.name)) one.type = hostile[wanted.indexOf(one.name) % hostile.length];
		project.write(file, JSON.stringify(catalog));
	}
	const ran = await project.run(['reconcile', 'spec.migration.yaml', '--check', 'rows']);
	const shown = await project.run(['sql', 'spec.migration.yaml', '--mapping', '\n$x\u001b[2J', '--what', 'insert']);
	expect(ran.stdout).toContain('2 rows compared');
	// The one that is a name, if an odd one, is quoted.
	const statements = [...ran.sent, shown.stdout].map(sql => sql.replaceAll('"text), pg_sleep(1"', ''));
	expect(statements.filter(sql => /pg_sleep|\$\$|\('\)/.test(sql))).toEqual([]);
});

test('a connection whose name is a path keeps its catalog in the folder', async () => {
	const outside = ['../../outside', '/tmp/crosswalk-outside', '..\\..\\outside', '..', 'a/../../b', 'c\u202e'];
	const before = [...project.texts().keys()];
	project.write(
		'inner/.crosswalk/connections.yaml',
		outside.map(name => `${JSON.stringify(name)}: { engine: postgres, url: "\${env:ERP_URL}", schemas: ["er p"] }\n`).join(''),
	);
	expect((await project.run(['introspect', '--all', '--config', 'inner/.crosswalk'])).code).toBe(0);
	const written = [...project.texts().keys()].filter(name => !before.includes(name) && name.endsWith('.json'));
	expect(written.sort()).toEqual(
		['%2e.%2f..%2foutside', '%2e.%5c..%5coutside', '%2e.', '%2ftmp%2fcrosswalk-outside', 'a%2f..%2f..%2fb', 'c%202e']
			.map(name => `inner/.crosswalk/catalogs/${name}.json`)
			.sort(),
	);
	expect(existsSync('/tmp/crosswalk-outside.json')).toBe(false);
	expect((await project.run(['catalog', 'diff', '../../outside', '--config', 'inner/.crosswalk'])).code).toBe(0);
});

test('what is no fragment is not included, so that a spec cannot show any file of the machine', async () => {
	project.write('other/.pgpass', 'db:5432:*:me:hunter2 "\n');
	for (const pattern of ['.pgpass', '.*', `${project.folder}/other/.pgpass`, '../other/.pg*']) {
		project.write(
			'other/spec.migration.yaml',
			`crosswalk: 1\nname: x\nsource: { connection: cloud }\ntarget: { connection: cloud }\ninclude: [${JSON.stringify(pattern)}]\n`,
		);
		const ran = await project.run(['validate', 'other/spec.migration.yaml']);
		expect(ran.code).toBe(1);
		expect(ran.stdout).toContain('include-not-found');
		expect(`${ran.stdout}${ran.stderr}`).not.toContain('hunter2');
	}
});
