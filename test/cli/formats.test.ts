/** Formats of `validate` and `coverage` through the whole command line, against goldens and against names that want to break out. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { runCli } from '../support/cliInMemory';
import { faultsOf } from '../support/judge';

beforeAll(loadSqlParser);

const project = `
#- /.crosswalk/connections.yaml
erp: { engine: postgres, host: erp, database: erp }
cloud: { engine: postgres, host: cloud, database: cloud }
#- /erp.catalog
customers(no bigint pk, email text, "fax|*no*" text, phone text)
orders(no bigint pk, total bigint not null)
scratch(a int)
#- /cloud.catalog
clients(no bigint pk, email text not null, note text)
invoices(no bigint pk, total bigint not null)
#- /specs/shop.migration.yaml
crosswalk: 1
name: shop
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
ignore:
  source: { public.scratch: "Nobody | @needs <it>" }
mappings:
  clients:
    source: customers c
    target: clients
    columns:
      no: c.no
      email: c.emial
    ignore:
      source: { "c.fax|*no*": Nobody faxes }
  orders:
    source: orders o
    target: invoices
    columns: { no: o.no, total: o.total }
#- /specs/empty.migration.yaml
crosswalk: 1
name: empty
source: { connection: erp }
target: { connection: cloud }
ignore: { source: { public.*: Later }, target: { public.*: Later } }
`;

const golden = (name: string) => path.join(import.meta.dirname, 'goldens', name);

function checkGolden(name: string, text: string): void {
	if (process.env.UPDATE_GOLDEN) writeFileSync(golden(name), text);
	expect(text).toBe(readFileSync(golden(name), 'utf8'));
}

test.each([
	['sarif', 'validate.golden.sarif'],
	['github', 'validate.golden.txt'],
	['junit', 'validate.golden.xml'],
	['markdown', 'validate.golden.md'],
])('validate as %s', async (format, name) => {
	const { stdout, stderr, code } = await runCli(['validate', 'specs', '--format', format], project);
	expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
	checkGolden(name, stdout);
});

test('coverage as Markdown', async () => {
	const { stdout, code } = await runCli(['coverage', 'specs/shop.migration.yaml', '--format', 'markdown'], project);
	expect(code).toBe(0);
	checkGolden('coverage.golden.md', stdout);
});

test('the JSON of both commands has the published shape', async () => {
	for (const argv of [
		['validate', 'specs'],
		['coverage', 'specs/shop.migration.yaml'],
	]) {
		const { stdout } = await runCli([...argv, '--format', 'json'], project);
		expect(faultsOf(`report#/$defs/${argv[0]}`, JSON.parse(stdout))).toBe('');
	}
});

const warned = `${project}#- /.crosswalk/settings.yaml
rules: { unknown-column: warning, unmapped-required-column: information, unmapped-target-column: off, unmapped-source-column: off }
`;

test.each([
	[warned, [], 0],
	[warned, ['--fail-on', 'warning'], 1],
	[warned, ['--fail-on', 'information'], 1],
	[warned, ['--max-warnings', '0'], 1],
	[warned, ['--max-warnings', '1'], 0],
	[warned.replace('unknown-column: warning', 'unknown-column: information'), ['--fail-on', 'warning'], 0],
	[warned.replace('unknown-column: warning', 'unknown-column: hint'), ['--fail-on', 'information'], 0],
	[project, [], 1],
])('severities from settings.yaml decide the exit code (%#)', async (files, options, code) => {
	const outcome = await runCli(['validate', 'specs', ...options], files);
	expect(outcome).toMatchObject({ code, stderr: '' });
});

test('severities from settings.yaml stand in every format', async () => {
	const textOf = async (format: string) => (await runCli(['validate', 'specs', '--format', format], warned)).stdout;
	expect(JSON.parse(await textOf('json')).summary).toEqual({ errors: 0, warnings: 1, informations: 0 });
	expect(await textOf('github')).toMatch(/^::warning file=specs\/shop\.migration\.yaml,.*title=unknown-column::/);
	expect(JSON.parse(await textOf('sarif')).runs[0].results).toMatchObject([{ ruleId: 'unknown-column', level: 'warning' }]);
	expect(await textOf('junit')).toMatch(/<testsuites name="crosswalk" tests="4" failures="0"/);
	expect(await textOf('junit')).toContain('<system-out>specs/shop.migration.yaml:13:16 warning unknown-column: ');
	expect(await textOf('markdown')).toContain('| warning | `specs/shop.migration.yaml:13:16` |');
});

test('a test fails in JUnit exactly when the command fails on it', async () => {
	const { stdout, code } = await runCli(['validate', 'specs', '--format', 'junit', '--fail-on', 'warning'], warned);
	expect(code).toBe(1);
	expect(stdout).toMatch(/<testcase classname="specs\/shop.migration.yaml" name="mapping clients">\n\t*<failure message="&quot;/);
});

/** Tries every format at once: XML, a workflow command, a table, a link, a mention, a terminal. */
const hostile = `a"<b>&]]>|\`x\`[y](https://evil.example)@team%0A::error::z,file=q\u001b[31m\u202e`;

const hostileProject = project
	.replace('  clients:\n', `  ${JSON.stringify(hostile)}:\n`)
	.replace('c.emial', JSON.stringify(`"${hostile.replaceAll('"', '')}"`));

test.each(['text', 'sarif', 'github', 'junit', 'markdown'])('%s holds hostile names', async format => {
	const { stdout, code } = await runCli(['validate', 'specs', '--format', format], hostileProject);
	expect(code).toBe(1);
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
	expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e]/);
	expect(breakoutsOf[format]?.(stdout)).toEqual([]);
});

/** What of the output the hostile name would have made its own. */
const breakoutsOf: Readonly<Record<string, (text: string) => readonly string[]>> = {
	text: () => [],
	sarif: text =>
		JSON.parse(text).runs[0].results.flatMap((result: { message: { text: string } }) => /[^\\]\[y\]\(/.exec(result.message.text) ?? []),
	github: text =>
		text
			.trimEnd()
			.split('\n')
			.slice(0, -1)
			.filter(line => !/^::(error|warning|notice) file=[^,:]+,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=[a-z-]+::/.test(line)),
	junit: text => text.match(/<b>|]]>|&(?!(amp|lt|gt|quot|apos);)/g) ?? [],
	markdown: text => text.match(/<b>|[^\\]\[y\]|https:\/\/evil|@team|^::/gm) ?? [],
};

test('a percent sign of a message cannot become a line break', async () => {
	const { stdout } = await runCli(['validate', 'specs', '--format', 'github'], hostileProject);
	expect(stdout).toContain('%250A::error::z');
	expect(stdout).not.toMatch(/%0A/);
});

test('fingerprints stay when lines move, and differ for equal problems', async () => {
	const prints = async (files: string): Promise<readonly string[]> => {
		const { stdout } = await runCli(['validate', 'specs', '--format', 'sarif'], files);
		const { results } = JSON.parse(stdout).runs[0];
		return results.map((result: { partialFingerprints: Record<string, string> }) => result.partialFingerprints['crosswalkProblem/v1']);
	};
	const before = await prints(project);
	expect(await prints(project.replace('crosswalk: 1\nname: shop', '# a line\n# another\ncrosswalk: 1\nname: shop'))).toEqual(before);
	const twice = await prints(project.replace('email: c.emial', 'email: c.emial || c.emial'));
	expect(new Set(twice).size).toBe(twice.length);
	expect(twice.length).toBeGreaterThan(before.length);
});

test('a spec that nothing is wrong with passes in every format', async () => {
	for (const format of ['text', 'json', 'sarif', 'github', 'junit', 'markdown']) {
		const { code, stderr } = await runCli(['validate', 'specs/empty.migration.yaml', '--format', format], project);
		expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
	}
});

test('a format or a severity that is none is wrong usage, which names what there is', async () => {
	for (const argv of [
		['validate', 'specs', '--format', 'html'],
		['validate', 'specs', '--fail-on', 'hint'],
	]) {
		const { code, stdout, stderr } = await runCli(argv, project);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toContain('Allowed choices are');
	}
});
