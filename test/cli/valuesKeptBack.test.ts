/** What a server says of a value that it cannot take holds the value. Of a spec with personal data it reaches no output and no file. */

import { expect, test } from 'vitest';
import { filesIn, folderWith, runCliIn } from '../support/cliOnDisk';
import { freshDatabase } from '../support/postgres';

const secret = 'born in Atlantis';

const specOf = (kind: string) => `crosswalk: 1
name: people
source: { connection: erp, schemas: [erp] }
target: { connection: cloud, schemas: [app] }
scope: { data: { people: ${kind} } }
mappings:
  people:
    source: erp.people p
    target: app.people
    key: [no]
    columns:
      no: p.no
      born: erp.year_of(p.note)
      told: erp.told(p.note)
quality:
  notes are years: { on: source, query: "select no from erp.people where erp.year_of(note) > 3000" }
  nobody complains: { on: source, query: "select no from erp.people where erp.told(note) = 'x'" }
acceptance:
  notes are years: { query: "select count(*) filter (where note::int > 3000) = 0 from app.people" }
`;

test.each([
	['personal', false],
	['public', true],
])('of %s data', async (kind, isTold) => {
	const people = (schema: string, rest: string) =>
		`create schema ${schema}; create table ${schema}.people (no int primary key, born int, told text, note text);
		insert into ${schema}.people values (1, 1, '', '${secret}'); ${rest}`;
	const source = await freshDatabase(
		people(
			'erp',
			`create function erp.year_of(text) returns int language plpgsql immutable as 'begin return $1::int; end';
			create function erp.told(text) returns text language plpgsql immutable as $$begin raise exception 'no year: %', $1; end$$;`,
		),
	);
	const target = await freshDatabase(people('app', ''));
	const env = { ERP_URL: source.url, CLOUD_URL: target.url };
	const folder = folderWith({
		'people.migration.yaml': specOf(kind),
		'.crosswalk/connections.yaml': `erp: { engine: postgres, url: "\${env:ERP_URL}" }\ncloud: { engine: postgres, url: "\${env:CLOUD_URL}" }\n`,
	});
	await runCliIn(folder, ['introspect', '--all'], { env });
	const told: string[] = [];
	for (const command of [
		['validate', 'people.migration.yaml', '--live'],
		['reconcile', 'people.migration.yaml', '--check', 'rows'],
		['check', 'people.migration.yaml'],
		['check', 'people.migration.yaml', '--format', 'json'],
		['profile', 'people.migration.yaml'],
	]) {
		const { stdout, stderr } = await runCliIn(folder, command, { env });
		told.push(`${stdout}${stderr}`);
	}
	const runs = [...filesIn(folder)].filter(([name]) => name.startsWith('.crosswalk/runs/')).map(([, text]) => text);
	expect(runs.length).toBeGreaterThan(0);
	expect([...told.slice(0, 4), ...runs].some(text => text.includes(secret))).toBe(isTold);
	expect(told[2]?.includes("a value is not what it should be (22P02); the server's words are kept back")).toBe(!isTold);
	expect(told[2]?.includes('a value is not what it should be (P0001)')).toBe(!isTold);
});
