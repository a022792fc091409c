/** What a user may type, right or wrong, and how each ends. No database is needed for any of it. */

import { beforeAll, expect, test } from 'vitest';

import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import { catalogText } from '../support/catalogText';
import { type CliOptions, type CliResult, folderWith, runCliIn } from '../support/cliOnDisk';

const commands = [['validate'], ['coverage'], ['init'], ['introspect'], ['catalog', 'diff'], ['reconcile'], ['runs'], ['sql'], ['lsp']];
const colorStart = '\u001b[';

let folder: string;

beforeAll(() => {
	const erp = renderSnapshot(catalogText('customers(no bigint pk, name text, fax text)'));
	const cloud = renderSnapshot(catalogText('clients(no bigint pk, name text, note text)'));
	const connections = 'erp: { engine: postgres, host: erp, database: erp }\ncloud: { engine: postgres, host: cloud, database: cloud }\n';
	const spec = (name: string, column: string) => `crosswalk: 1
name: ${name}
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
mappings:
  clients: { source: customers c, target: clients, columns: { no: c.no, name: c.${column} } }
`;
	folder = folderWith({
		'.crosswalk/connections.yaml': connections,
		'.crosswalk/catalogs/erp.json': erp,
		'.crosswalk/catalogs/cloud.json': cloud,
		'good/shop.migration.yaml': spec('shop', 'name'),
		'bad/shop.migration.yaml': spec('shop', 'nam'),
		'empty/notes.yaml': 'nothing: here\n',
		'elsewhere/connections.yaml': connections,
	});
});

function run(command: string, options?: CliOptions): Promise<CliResult> {
	return runCliIn(folder, command.split(' '), options);
}

test.each(commands)('the help of %s %s shows an example first', async (...command) => {
	const { stdout, stderr, code } = await runCliIn(folder, [...command, '--help']);
	expect(stdout).toMatch(new RegExp(`^Example: crosswalk ${command.join(' ')} .+\n\nUsage: crosswalk ${command.join(' ')} `));
	expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
});

test('the version and the help of all are no faults', async () => {
	expect(await run('--version')).toEqual({ stdout: '1.2.3\n', stderr: '', code: 0 });
	const { stdout, code } = await run('--help');
	for (const [command] of commands) expect(stdout).toContain(`\n  ${command} `);
	expect(code).toBe(0);
});

test.each([
	['valdate good', 'Did you mean validate?'],
	['validate', "missing required argument 'spec'"],
	['validate good --liv', 'Did you mean --live?'],
	['validate good --format xml', "option '--format <format>' argument 'xml' is invalid"],
	['validate good --max-warnings few', 'It must be a whole number.'],
	['coverage good --min-target 101', 'It must be a percentage from 0 to 100.'],
	['coverage .', '"." holds 2 specs; name one of them'],
	['introspect', 'name a connection, or say --all'],
	['catalog diff', "missing required argument 'connection'"],
	['reconcile good --mapping client', 'there is no mapping "client"; did you mean "clients"?'],
	['reconcile good --time-budget soon', 'Write it like 90s, 10m or 1h30m.'],
	['reconcile good --resume --repair-sql mend.sql', "option '--repair-sql <file>' cannot be used with option '--resume'"],
	['reconcile good --recheck later', 'Write it like 90s, 10m or 1h30m.'],
	['reconcile good --parallel many', 'It must be a whole number from 1 on.'],
	['reconcile good --parallel 0', 'It must be a whole number from 1 on.'],
	['reconcile good --sample 0%', 'Write a number of rows, or a share like 10%, up to 100%.'],
	['reconcile good --sample 200%', 'Write a number of rows, or a share like 10%, up to 100%.'],
	['reconcile good --check rws', 'there is no check "rws"; did you mean "rows"?'],
	['reconcile good --check zzz', 'there is no check "zzz" of what is asked for; there are count, rows'],
	['sql good', '(run crosswalk sql --help to see its options)'],
	['sql good --mapping clients --what everything', "'everything' is invalid"],
])('crosswalk %s is wrong usage', async (command, said) => {
	const { stdout, stderr, code } = await run(command);
	expect(stderr).toContain(said);
	expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
});

test.each([
	['validate nowhere.migration.yaml', 'there is no file "nowhere.migration.yaml"; name a *.migration.yaml file'],
	['validate empty', 'there is no *.migration.yaml below "empty"; name a spec or another folder'],
	['coverage nowhere.migration.yaml', 'there is no file "nowhere.migration.yaml"; name a *.migration.yaml file'],
	['reconcile nowhere.migration.yaml', 'there is no file "nowhere.migration.yaml"; name a *.migration.yaml file'],
	['introspect erb', 'connections.yaml has no connection "erb"; did you mean "erp"?'],
	['catalog diff cloude', 'connections.yaml has no connection "cloude"; did you mean "cloud"?'],
	['coverage good --config elsewhere --min-source 1', 'a threshold needs the catalog of its side; run crosswalk introspect first'],
])('crosswalk %s fails with one sentence', async (command, sentence) => {
	expect(await run(command)).toEqual({ stdout: '', stderr: `crosswalk: ${sentence}\n`, code: 3 });
});

test('a folder stands for every spec below it', async () => {
	const { stdout, code } = await run('validate . --format json');
	expect(JSON.parse(stdout).specs.map(({ spec }: { spec: string }) => spec)).toEqual([
		'bad/shop.migration.yaml',
		'good/shop.migration.yaml',
	]);
	expect(code).toBe(1);
});

test('an error is a problem; a warning is one when there are more than allowed', async () => {
	expect(await run('validate bad')).toMatchObject({ stdout: expect.stringContaining('1 error, '), code: 1 });
	expect(await run('validate good')).toMatchObject({ stdout: expect.stringContaining('0 errors, 2 warnings'), code: 0 });
	expect(await run('validate good --max-warnings 2')).toMatchObject({ code: 0 });
	expect(await run('validate good --max-warnings 1')).toMatchObject({ code: 1 });
});

test('a threshold of coverage that is missed is a problem', async () => {
	expect(await run('coverage good --min-source 66 --min-target 66')).toMatchObject({ code: 0 });
	expect(await run('coverage good --min-source 67')).toMatchObject({ code: 1 });
	expect(await run('coverage good --min-target 67%')).toMatchObject({ code: 1 });
});

test('--config names the folder of connections and catalogs', async () => {
	const { stdout } = await run('validate good --config elsewhere');
	expect(stdout).toContain('catalog-missing');
});

test('colours show on a terminal or when they are forced, and never against NO_COLOR or --no-color', async () => {
	const isColored = async (command: string, options?: CliOptions) => (await run(command, options)).stdout.includes(colorStart);
	expect(await isColored('validate bad')).toBe(false);
	expect(await isColored('validate bad', { isTerminal: true })).toBe(true);
	expect(await isColored('validate bad', { env: { FORCE_COLOR: '1' } })).toBe(true);
	expect(await isColored('validate bad', { isTerminal: true, env: { NO_COLOR: '1' } })).toBe(false);
	expect(await isColored('validate bad', { env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).toBe(false);
	expect(await isColored('--no-color validate bad', { isTerminal: true })).toBe(false);
});

test('what cannot be kept is told as what cannot be written', async () => {
	const steps = 'cutover: { steps: { stop: { do: Stop it, owner: ops, duration: 1h } } }';
	const folder = folderWith({
		'shop.migration.yaml': `crosswalk: 1\nname: shop\n${steps}\n`,
		'.crosswalk/connections.yaml': '',
		'.crosswalk/runs': 'a file stands here',
	});
	const { stderr, code } = await runCliIn(folder, ['cutover', 'shop.migration.yaml', 'start', 'stop', '--by', 'ada']);
	expect(stderr).toMatch(/^crosswalk: ".crosswalk.runs" cannot be written: a file stands where its folder should be\n$/);
	expect(code).toBe(3);
});
