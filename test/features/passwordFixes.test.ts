/** The fixes of a password in `connections.yaml`: what they make of the file, and that none of them says the password. */

import { beforeAll, expect, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { codeActions } from '../../server/src/features/codeActions';
import { diagnosticsByFile } from '../../server/src/features/diagnostics';
import { passwordActions } from '../../server/src/features/passwordAction';
import type { KeepPassword } from '../../server/src/protocol';
import { readFixture } from '../support/fixture';
import { openFixture } from '../support/openFixture';

beforeAll(loadSqlParser);

const file = '/.crosswalk/connections.yaml';
const title = "Move the password to VS Code's secret storage";
const options = { uriOf: (name: string) => `file://${name}`, versionOf: () => 1, snippets: false };

/** What is offered on `s3cret` in the entry of `old-erp`, and everything that the server says of it. */
function offered(entry: string) {
	const text = `old-erp: ${entry}\n`;
	const spec = 'crosswalk: 1\nname: t\nsource: { connection: old-erp, schemas: [erp] }\ntarget: { connection: old-erp, schemas: [app] }\n';
	const { facts, problems } = openFixture(readFixture(`${spec}#- ${file}\n${text}`).files);
	const at = text.indexOf('s3cret');
	const fixes = codeActions(facts, problems, file, at, at, options).filter(one => one.title.startsWith('Read it'));
	const moves = passwordActions(facts, problems, file, at, at, options);
	const told = JSON.stringify([fixes, moves, [...diagnosticsByFile(facts, problems, options.uriOf)]]);
	return { text, fixes, moves, told };
}

const plain = '\n  engine: postgres\n  host: db\n  user: me\n  database: erp\n  password: s3cret';
const braces = '{ engine: postgres, host: db, user: me, database: erp, password: s3cret }';
const quoted = '\n  engine: postgres\n  host: db\n  password: "s3cret"';
const url = '\n  engine: postgres\n  url: postgres://me:s3cret@db/erp';
const parameter = '{ engine: postgres, url: "postgres://db/erp?user=me&password=s3cret" }';

test.each([plain, braces, quoted, url, parameter])('a variable takes the place of the password: %j', entry => {
	const { text, fixes, told } = offered(entry);
	expect(told).toContain('plaintext-password');
	expect(told).not.toContain('s3cret');
	const [fix] = fixes;
	expect(fix?.title).toBe('Read it from ${env:OLD_ERP_PASSWORD}');
	const edit = fix && 'changes' in fix.edit ? Object.values(fix.edit.changes).flat() : [];
	expect(edit).toHaveLength(1);
	const after = applied(text, edit[0]);
	expect(after).not.toContain('s3cret');
	const { facts, problems } = openFixture(
		readFixture(`crosswalk: 1\nname: t\nsource: { connection: old-erp, schemas: [erp] }\n#- ${file}\n${after}`).files,
	);
	expect(problems.filter(({ code }) => code === 'plaintext-password' || code === 'yaml-syntax')).toEqual([]);
	expect(JSON.stringify(facts.connections?.entries)).toContain('${env:OLD_ERP_PASSWORD}');
});

test.each([
	[braces, '{ engine: postgres, host: db, user: me, database: erp }'],
	[plain, '\n  engine: postgres\n  host: db\n  user: me\n  database: erp'],
])('the secret storage keeps it where the address is written out: %j', (entry, rest) => {
	const { text, moves } = offered(entry);
	const [move] = moves;
	expect(move).toMatchObject({ title, diagnostics: [{ code: 'plaintext-password' }] });
	const argument = move?.command.arguments?.[0] as KeepPassword;
	expect(argument).toMatchObject({ uri: `file://${file}`, version: 1, connection: 'old-erp', address: 'me@db:5432/erp' });
	const at = (place: KeepPassword['value']['start']) => text.split('\n')[place.line]?.slice(place.character);
	expect(at(argument.value.start)).toMatch(/^s3cret/);
	expect(applied(text, { range: argument.entry, newText: '' }).trimEnd()).toBe(`old-erp: ${rest}`);
});

test('a run alone knows what the others are kept under', () => {
	expect(offered(url).moves).toEqual([]);
	expect(offered(plain.replace('host: db', 'host: ${env:HOST}')).moves).toEqual([]);
});

function applied(
	text: string,
	edit: { readonly range: { readonly start: Place; readonly end: Place }; readonly newText: string } | undefined,
) {
	if (!edit) throw new Error('There must be an edit');
	const lines = text.split('\n');
	const at = ({ line, character }: Place) => lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
	return text.slice(0, at(edit.range.start)) + edit.newText + text.slice(at(edit.range.end));
}

interface Place {
	readonly line: number;
	readonly character: number;
}
