/** `crosswalk report`: the document in every format and language, hostile specs, and what changed since a commit. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { runCli } from '../support/cliInMemory';
import { copyOfExample, folderWith, runCliIn } from '../support/cliOnDisk';
import { faultsOf } from '../support/judge';

beforeAll(loadSqlParser);

const spec = 'shop-split.migration.yaml';

test('the same files give the same bytes, whatever the environment and the clock are', async () => {
	const folder = copyOfExample('shop-split');
	const first = await runCliIn(folder, ['report', spec, '--format', 'html']);
	const second = await runCliIn(folder, ['report', spec, '--format', 'html'], { env: { MONOLITH_URL: 'postgres://x' }, isTerminal: true });
	expect(first.code).toBe(0);
	expect(second.stdout).toBe(first.stdout);
});

test('the hash is what sha256sum prints over the files', async () => {
	const folder = copyOfExample('legacy-erp-to-cloud');
	const { stdout } = await runCliIn(folder, ['report', 'legacy-erp.migration.yaml', '--format', 'json']);
	const { signOff } = JSON.parse(stdout) as { signOff: { hash: string; files: readonly { name: string }[] } };
	const sums = execFileSync(
		'sha256sum',
		signOff.files.map(({ name }) => name),
		{ cwd: folder },
	);
	expect(signOff.hash).toBe(execFileSync('sha256sum', { input: sums, encoding: 'utf8' }).slice(0, 64));
	expect(signOff.files.map(({ name }) => name)).toContain('lookups/country.csv');
});

test('the file is written as it is named, and JSON has the published shape', async () => {
	const folder = copyOfExample('shop-split');
	const { code, stdout } = await runCliIn(folder, ['report', spec, '-o', 'out/strategy.html', '--language', 'de']);
	expect([code, stdout]).toEqual([0, '']);
	expect(readFileSync(path.join(folder, 'out/strategy.html'), 'utf8')).toContain('<html lang="de">');
	await runCliIn(folder, ['report', spec, '-o', 'strategy.json']);
	expect(faultsOf('report#', JSON.parse(readFileSync(path.join(folder, 'strategy.json'), 'utf8')))).toBe('');
});

test('a file whose name does not say how it is to be written is not written', async () => {
	const folder = copyOfExample('shop-split');
	const { code, stderr } = await runCliIn(folder, ['report', spec, '-o', 'strategy.pdf']);
	expect(code).toBe(2);
	expect(stderr).toContain(
		'"strategy.pdf" does not say how it is to be written; end it with .html, .md or .json, or give --format. For a PDF',
	);
	expect(existsSync(path.join(folder, 'strategy.pdf'))).toBe(false);
	expect((await runCliIn(folder, ['report', spec, '-o', 'strategy.txt', '--format', 'markdown'])).code).toBe(0);
});

const hostile = '<script>alert(1)</script><img src=x onerror=alert(1)>|](http://evil)`@all';
const hostileSpec = `
#- /a.catalog
t(id bigint pk, name text)
#- /b.catalog
u(id bigint pk, name text)
#- /.crosswalk/connections.yaml
a: { engine: postgres, host: h }
b: { engine: postgres, host: h }
#- /x.migration.yaml
crosswalk: 1
name: ${JSON.stringify(hostile)}
description: ${JSON.stringify(hostile)}
source: { connection: a }
target: { connection: b }
strategy: { pattern: big-bang, justification: ${JSON.stringify(hostile)} }
mappings:
  ${JSON.stringify(hostile)}:
    description: ${JSON.stringify(hostile)}
    source: t
    target: u
    columns: { id: id, name: { source: "name || '<b>'", transform: [{ prefix: ${JSON.stringify(hostile)} }] } }
cutover:
  roles: { r: ${JSON.stringify(hostile)} }
  steps: { ${JSON.stringify(hostile)}: { do: ${JSON.stringify(hostile)}, owner: r, duration: 1h } }
  communications: { c: { at: -1d, audience: ${JSON.stringify(hostile)}, message: ${JSON.stringify(hostile)} } }
risks: { ${JSON.stringify(hostile)}: { description: ${JSON.stringify(hostile)}, likelihood: high, impact: high, watch: { quality: ${JSON.stringify(hostile)} } } }
`;

test.each(['html', 'markdown'])('hostile values are text in %s', async format => {
	const { code, stdout } = await runCli(['report', 'x.migration.yaml', '--format', format], hostileSpec);
	expect(code).toBe(0);
	expect(stdout).toContain('alert(1)');
	expect(stdout).not.toMatch(/<script|<img|<b>/);
	if (format === 'markdown') expect(stdout).not.toMatch(/\]\(http:|@all/);
});

test('tables have captions and scopes, headings do not leap, ids are unique, and nothing comes from outside', async () => {
	const { stdout } = await runCliIn(copyOfExample('legacy-erp-to-cloud'), ['report', 'legacy-erp.migration.yaml', '--format', 'html']);
	expect(stdout.match(/<table/g)?.length).toBe(stdout.match(/<caption>/g)?.length);
	expect(stdout).not.toMatch(/<th(?![^>]*scope=)[ >]/);
	const levels = [...stdout.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
	expect(levels.filter((level, index) => level - (levels[index - 1] ?? 0) > 1)).toEqual([]);
	const ids = [...stdout.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
	expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
	const links = [...stdout.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
	expect(links.filter(link => !ids.includes(link))).toEqual([]);
	expect(stdout).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
	expect(stdout.match(/<svg[^>]*role="img"[^>]*aria-labelledby/g)).toHaveLength(2);
});

function git(folder: string, ...args: readonly string[]): void {
	execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false', ...args], {
		cwd: folder,
		stdio: 'pipe',
	});
}

function committedExample(name: string): string {
	const folder = copyOfExample(name);
	git(folder, 'init', '-q');
	git(folder, 'add', '.');
	git(folder, 'commit', '-qm', 'before');
	return folder;
}

function edit(file: string, ...changes: readonly (readonly [string, string])[]): void {
	const before = readFileSync(file, 'utf8');
	const after = changes.reduce((text, [old, fresh]) => {
		expect(text).toContain(old);
		return text.replace(old, fresh);
	}, before);
	writeFileSync(file, after);
}

test('what changed is told in words: mappings, fragments, catalogs, coverage, plan, cutover and risks', async () => {
	const folder = committedExample('legacy-erp-to-cloud');
	edit(
		path.join(folder, 'legacy-erp.migration.yaml'),
		['email: { source: c.email, transform: [trim, lower, empty_to_null] }', 'email: { source: c.email, transform: [trim] }'],
		['      city: a.city\n', ''],
		['duration: 3h', 'duration: 5h'],
		['likelihood: low', 'likelihood: medium'],
		['  synchronisation: delta', '  synchronisation: one-time-copy'],
	);
	edit(path.join(folder, 'mappings/stock.mapping.yaml'), ['reserved: s.qty_rsv', 'reserved: coalesce(s.qty_rsv, 0)']);
	const { stdout, code } = await runCliIn(folder, ['report', 'legacy-erp.migration.yaml', '--since', 'HEAD']);
	expect(code).toBe(0);
	for (const line of [
		'- **Mapping**: 0 added, 0 removed, 2 changed',
		'| Target column `email`: transformation | without blanks at its ends, in small letters, empty text as NULL | without blanks at its ends |',
		'| Target column `city`: state | `mapped` | `unmapped` |',
		'| Target column `reserved`: SQL | `s.qty_rsv` | `coalesce(s.qty_rsv, 0)` |',
		'| target: columns undecided | 0 | **1** |',
		'- **Undecided now**: `app.customers.city`',
		'| strategy: synchronisation | `delta` | `one-time-copy` |',
		'| cutover: takes | 6 h 15 min | 8 h 15 min |',
		'| step `final_sync`: duration | 3 h | 5 h |',
		'| risk `window_too_short`: likelihood | `low` | `medium` |',
	]) {
		expect(stdout).toContain(line);
	}
	const json = await runCliIn(folder, ['report', 'legacy-erp.migration.yaml', '--since', 'HEAD', '--format', 'json']);
	expect(faultsOf('report#', JSON.parse(json.stdout))).toBe('');
});

test('nothing has changed when nothing has, also below a folder of the repository', async () => {
	const folder = committedExample('shop-split');
	git(folder, 'mv', '-k', spec, 'moved.migration.yaml');
	git(folder, 'commit', '-qm', 'moved');
	const { stdout } = await runCliIn(path.join(folder, 'database'), [
		'report',
		'../moved.migration.yaml',
		'--since',
		'HEAD',
		'--language',
		'de',
	]);
	expect(stdout).toContain('hat sich nichts geändert');
});

test.each([
	[['--since', 'no-such-branch'], 'git knows no "no-such-branch"'],
	[['--since=--output=/tmp/x'], 'git knows no "--output=/tmp/x"'],
])('%j is refused with a sentence', async (args, sentence) => {
	const { stderr, code } = await runCliIn(committedExample('shop-split'), ['report', spec, ...args]);
	expect([stderr.includes(sentence), code]).toEqual([true, 3]);
});

test('without git, without a repository, and of a spec that was not there yet', async () => {
	const inMemory = await runCli(['report', 'x.migration.yaml', '--since', 'main'], hostileSpec);
	expect([inMemory.stderr.includes('git cannot be run'), inMemory.code]).toEqual([true, 3]);
	const folder = folderWith({ 'x.migration.yaml': 'crosswalk: 1\nname: x\nsource: { connection: a }\ntarget: { connection: b }\n' });
	const outside = await runCliIn(folder, ['report', 'x.migration.yaml', '--since', 'main']);
	expect([outside.stderr.includes('is in no git repository'), outside.code]).toEqual([true, 3]);
	git(folder, 'init', '-q');
	git(folder, 'commit', '-q', '--allow-empty', '-m', 'empty');
	const fresh = await runCliIn(folder, ['report', 'x.migration.yaml', '--since', 'HEAD']);
	expect([fresh.stderr.includes('was not there at "HEAD"'), fresh.code]).toEqual([true, 3]);
});
