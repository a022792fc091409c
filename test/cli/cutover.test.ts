/** A cutover through the command line: what is shown before, and a night of which each command is typed at its own time. */

import { beforeAll, describe, expect, test } from 'vitest';

import { openSpec } from '../../server/src/core/mapping/openSpec';
import type { CheckResult } from '../../server/src/core/reconcile/result';
import { renderRunResult, renderRunStart, runStart } from '../../server/src/core/report/runRecord';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { type CliSession, cliSession } from '../support/cliInMemory';
import { memorySources } from '../support/memorySources';

beforeAll(loadSqlParser);

const night = `
#- /.crosswalk/connections.yaml
source: { engine: postgres, host: db, database: source }
target: { engine: postgres, host: db, database: target }
#- /source.catalog
erp.cust(no bigint pk, name text not null)
#- /target.catalog
app.customer(no bigint pk, name text not null)
#- /shop.migration.yaml
crosswalk: 1
name: shop
source: { connection: source, schemas: [erp] }
target: { connection: target, schemas: [app] }
mappings:
  customers:
    source: erp.cust c
    target: app.customer
    columns: { no: c.no, name: c.name }
quality:
  names are there: { on: source, table: erp.cust, rows: name <> '' }
scope: { continuity: { downtime_allowed: 8h } }
cutover:
  starts: 2026-10-24T22:00:00+02:00
  zone: Europe/Berlin
  window: 8h
  roles: { ops: Operations, dba: { name: Database team, contact: dba@example.com } }
  freeze: { systems: [ERP], schema: true, starts: stop, ends: open }
  steps:
    stop: { do: Put the ERP into read-only mode, owner: ops, duration: 30m, rollback: { do: Open it again, duration: 10m } }
    mail: { do: "Warn users; twice", owner: ops, duration: 5m, rollback: { do: Tell them otherwise, duration: 5m } }
    sync: { do: Run the last delta, run: sync, owner: dba, duration: 3h, after: [stop], rollback: { do: Undo it, run: rollback, duration: 1h } }
    look: { do: Reconcile, run: reconcile, owner: dba, duration: 2h, after: [sync], gate: { reconcile: all, quality: all } }
    open: { do: Let users in, owner: ops, duration: 15m, after: [look, mail], point_of_no_return: true }
  communications:
    early: { at: -7d, audience: All users, owner: ops, channel: e-mail, message: We close on Saturday. }
    opening: { at: open, audience: All users, owner: ops }
  support: { for: 14d, owner: ops, contact: "#shop", ends_when: Nothing is open }
  retire: { systems: [ERP], after: 90d, owner: ops, keep: A copy }
`;

/** Keeps a run of the checks as of the spec as it is. */
function keepRun({ files }: CliSession, at: string, results: readonly Partial<CheckResult>[]): void {
	const { facts } = openSpec('/shop.migration.yaml', memorySources(files));
	const lines = results.map(result => renderRunResult({ check: '', verdict: 'identical', elapsedMs: 1, ...result }));
	const start = renderRunStart(runStart(facts, 'shop.migration.yaml', at));
	files.set(`/.crosswalk/runs/shop/${at.replace(/[:.]/g, '-')}.jsonl`, start + lines.join(''));
}

const green = [
	{ mapping: 'customers', check: 'count' },
	{ mapping: 'customers', check: 'rows' },
	{ section: 'quality', check: 'names are there' },
] as const;

/** A command at a time of the night, with what it says first or why it refuses. */
function typed(session: CliSession) {
	return async (time: string, command: string): Promise<string> => {
		const [words = '', note] = command.split(' -- ');
		const argv = ['cutover', 'shop.migration.yaml', ...words.split(' ').filter(Boolean), '--by', 'ada', ...(note ? ['--note', note] : [])];
		const { code, stdout, stderr } = await session.run(argv, { now: time });
		const line = stdout.split('\n').find(one => one.startsWith('At ')) ?? stdout.trim();
		return `${code}: ${stderr.replace('crosswalk: ', '').trim() || line}`;
	};
}

describe('the plan', () => {
	test('is a timeline across the night in which the clocks change', async () => {
		const { stdout, code } = await cliSession(night).run(['cutover', 'shop.migration.yaml']);
		expect(code).toBe(0);
		expect(stdout).toMatchInlineSnapshot(`
			"Cutover of shop
			Sat 2026-10-24 22:00 to Sun 2026-10-25 02:45 (Europe/Berlin, the clocks change from +02:00 to +01:00): 5 h 45 min of 8 h, 2 h 15 min to spare

			   start               end                 step    owner  takes   slack       way back
			*  22:00               22:30               stop    ops    30 min  critical    15 min      ███
			   22:00               22:05               mail    ops    5 min   5 h 25 min  15 min      █░░░░░░░░░░░░░░░░░░░░░░░░░░░░
			*  22:30               Sun 01:30           sync    dba    3 h     critical    1 h 15 min     ███████████████
			*  Sun 01:30           Sun 02:30 (+01:00)  look    dba    2 h     critical    1 h 15 min                    ███████████
			*  Sun 02:30 (+01:00)  Sun 02:45 (+01:00)  open !  ops    15 min  critical    none                                     █
			* critical  ! point of no return  ░ slack

			Critical path: stop → sync → look → open.
			Point of no return: open at Sun 2026-10-25 02:30 (+01:00). Until then the way back takes at most 1 h 15 min.
			Freeze: ERP, both schemas, Sat 2026-10-24 22:00 to Sun 02:45 (+01:00) (5 h 45 min of 8 h allowed).

			Gates
			  look at Sun 02:30 (+01:00): not run: reconcile "customers" has not been run; quality "names are there" has not been run

			Communications
			  Sat 2026-10-17 22:00  early (All users, by e-mail, from ops): We close on Saturday.
			  Sun 2026-10-25 02:45 (+01:00)  opening (All users, from ops)

			Workload
			  ops: 45 min in 3 steps; "stop" and "mail" at once at 22:00 (their slack lets one follow the other)
			  dba: 5 h in 2 steps

			Afterwards
			  Support until Sun 2026-11-08 02:45: by ops, at #shop; ends when: Nothing is open.
			  Retire ERP at Sat 2027-01-23 02:45 by ops; kept: A copy.
			"
		`);
	});

	test('is a runbook to tick off', async () => {
		const { stdout } = await cliSession(night).run(['cutover', 'shop.migration.yaml', '--format', 'markdown']);
		expect(stdout).toMatchInlineSnapshot(`
			"# Cutover of shop

			Sat 2026-10-24 22:00 to Sun 2026-10-25 02:45 (Europe/Berlin, the clocks change from +02:00 to +01:00): 5 h 45 min of 8 h, 2 h 15 min to spare.

			- Critical path: stop → sync → look → open.
			- Point of no return: open at Sun 2026-10-25 02:30 (+01:00). Until then the way back takes at most 1 h 15 min.
			- Freeze: ERP, both schemas, Sat 2026-10-24 22:00 to Sun 02:45 (+01:00) (5 h 45 min of 8 h allowed).

			## People

			| Role | Who | Contact | Deputy |
			| --- | --- | --- | --- |
			| \`ops\` | Operations |  |  |
			| \`dba\` | Database team | dba@<!-- -->example.com |  |

			## Steps

			- [ ] **Sat 2026-10-24 22:00 to 22:30** \`stop\`: Put the ERP into read-only mode
			  - Owner: \`ops\` (Operations)
			  - Takes 30 min, slack: critical
			  - Expected: done, and said so
			  - Way back: Open it again (10 min)
			  - From its end back takes 15 min
			- [ ] **22:00 to 22:05** \`mail\`: Warn users; twice
			  - Owner: \`ops\` (Operations)
			  - Takes 5 min, slack: 5 h 25 min
			  - Expected: done, and said so
			  - Way back: Tell them otherwise (5 min)
			  - From its end back takes 15 min
			- [ ] **22:30 to Sun 01:30** \`sync\`: Run the last delta
			  - Owner: \`dba\` (Database team)
			  - Takes 3 h, slack: critical
			  - After \`stop\`
			  - Run \`sync\`
			  - Expected: \`sync\` ends without an error
			  - Way back: Undo it (rollback, 1 h)
			  - From its end back takes 1 h 15 min
			- [ ] **Sun 01:30 to 02:30 (+01:00)** \`look\`: Reconcile
			  - Owner: \`dba\` (Database team)
			  - Takes 2 h, slack: critical
			  - After \`sync\`
			  - Run \`crosswalk reconcile shop.migration.yaml\`
			  - Expected: green are reconcile all, quality all
			  - From its end back takes 1 h 15 min
			- [ ] **Sun 02:30 (+01:00) to 02:45 (+01:00)** \`open\`: Let users in
			  - Owner: \`ops\` (Operations)
			  - Takes 15 min, slack: critical
			  - After \`look\`, \`mail\`
			  - Expected: done, and said so
			  - **Point of no return**: once it has begun, no step can be undone

			## The way back

			1. \`sync\`: Undo it (rollback, 1 h)
			2. \`mail\`: Tell them otherwise (5 min)
			3. \`stop\`: Open it again (10 min)

			## Communications

			- [ ] Sat 2026-10-17 22:00  early (All users, by e-mail, from ops): We close on Saturday.
			- [ ] Sun 2026-10-25 02:45 (+01:00)  opening (All users, from ops)

			## Workload

			- ops: 45 min in 3 steps; "stop" and "mail" at once at 22:00 (their slack lets one follow the other)
			- dba: 5 h in 2 steps

			## Afterwards

			- Support until Sun 2026-11-08 02:45: by ops, at \\#shop; ends when: Nothing is open.
			- Retire ERP at Sat 2027-01-23 02:45 by ops; kept: A copy.
			"
		`);
	});

	test('is a calendar, the same each time', async () => {
		const session = cliSession(night);
		const { stdout } = await session.run(['cutover', 'shop.migration.yaml', '--format', 'ics']);
		expect(stdout.split('END:VEVENT')[1]).toMatchInlineSnapshot(`
			"
			BEGIN:VEVENT
			UID:step.mail@shop.crosswalk
			DTSTAMP:20261024T200000Z
			DTSTART:20261024T200000Z
			DTEND:20261024T200500Z
			SUMMARY:mail: Warn users\\; twice
			DESCRIPTION:Owner: ops\\nSlack: 5 h 25 min\\nWay back: Tell them otherwise (5
			  min)
			"
		`);
		expect(stdout.split('\r\n').every(line => Buffer.byteLength(line) <= 75)).toBe(true);
		expect((await session.run(['cutover', 'shop.migration.yaml', '--format', 'ics'], { now: '2027-01-01T00:00:00Z' })).stdout).toBe(stdout);
	});

	test('is data', async () => {
		const { stdout } = await cliSession(night).run(['cutover', 'shop.migration.yaml', '--format', 'json']);
		const { starts, ends, criticalPath, steps, freeze } = JSON.parse(stdout);
		expect({ starts, ends, criticalPath, freeze, mail: steps[1] }).toEqual({
			starts: '2026-10-24T22:00:00+02:00',
			ends: '2026-10-25T02:45:00+01:00',
			criticalPath: ['stop', 'sync', 'look', 'open'],
			freeze: { starts: '2026-10-24T22:00:00+02:00', ends: '2026-10-25T02:45:00+01:00' },
			mail: expect.objectContaining({ name: 'mail', slackMs: 325 * 60_000, critical: false }),
		});
	});

	test('of a spec without a cutover is told to be missing', async () => {
		const { stderr, code } = await cliSession(night.replace(/^cutover:[\s\S]*/m, '')).run(['cutover', 'shop.migration.yaml']);
		expect([code, stderr]).toEqual([3, 'crosswalk: "shop.migration.yaml" has no cutover; write its steps under cutover: { steps: … }\n']);
	});
});

describe('the night', () => {
	test('with a gate that is red, and the way back', async () => {
		const session = cliSession(night);
		const at = typed(session);
		const said = [
			await at('2026-10-24T20:00:00Z', 'start sync'),
			await at('2026-10-24T20:00:00Z', 'finish stop'),
			await at('2026-10-24T20:00:00Z', 'start stop'),
			await at('2026-10-24T20:00:00Z', 'start stop'),
			await at('2026-10-24T20:45:00Z', 'finish stop'),
			await at('2026-10-24T20:50:00Z', 'skip mail'),
			await at('2026-10-24T20:50:00Z', 'skip mail -- they know'),
			await at('2026-10-24T20:50:00Z', 'start sync'),
			await at('2026-10-24T23:55:00Z', 'finish sync --at 01:50'),
			await at('2026-10-25T00:00:00Z', 'start look'),
			await at('2026-10-25T00:30:00Z', 'finish look'),
		];
		expect(said).toMatchInlineSnapshot(`
			[
			  "1: "sync" waits for "stop", which has not begun",
			  "1: "stop" has not begun, so it cannot finish; start it first",
			  "0: At Sat 2026-10-24 22:00: 0 of 5 steps are over.",
			  "1: "stop" is under way already",
			  "0: At Sat 2026-10-24 22:45: 1 of 5 steps are over.",
			  "1: say with --note why "mail" is skipped: it stays in the log",
			  "0: At Sat 2026-10-24 22:50: 2 of 5 steps are over.",
			  "0: At Sat 2026-10-24 22:50: 2 of 5 steps are over.",
			  "0: At Sun 2026-10-25 01:55: 3 of 5 steps are over.",
			  "0: At Sun 2026-10-25 02:00: 3 of 5 steps are over.",
			  "1: the gate of "look" is not green: reconcile "customers" has not been run; quality "names are there" has not been run",
			]
		`);
		keepRun(session, '2026-10-24T12:00:00.000Z', green);
		expect(await at('2026-10-25T00:40:00Z', 'finish look')).toMatchInlineSnapshot(
			`"1: the gate of "look" is not green: reconcile "customers" was run before the last step that it depends on was finished; run it again; quality "names are there" was run before the last step that it depends on was finished; run it again"`,
		);
		const differences = { missing: 2, extra: 0, changed: 1, rejected: 0, duplicate: 0, accepted: 0, exact: true };
		const found = {
			kind: 'rows',
			compared: { source: 9, target: 7 },
			differences,
			rows: [],
			truncated: false,
			patterns: [],
			notCompared: [],
		} as const;
		keepRun(session, '2026-10-25T00:45:00.000Z', [green[0], { ...green[1], verdict: 'different', found }, green[2]]);
		expect(await at('2026-10-25T00:50:00Z', 'finish look')).toMatchInlineSnapshot(
			`"1: the gate of "look" is not green: reconcile "customers" rows differs in 3 rows"`,
		);
		expect(await at('2026-10-25T00:50:00Z', 'go')).toMatchInlineSnapshot(`
			"1: Go or no-go for "open" of shop at Sun 2026-10-25 02:50

			✓ yes   Is everything done that comes before?
			        "mail" was skipped by ada: they know
			        "look" is under way
			✗ no    Is the gate of "look" green?
			        reconcile "customers" rows differs in 3 rows
			✓ yes   Is it over within the window of 8 h?
			        it ends at Sun 2026-10-25 03:15, 1 h 45 min before the window does
			✓ yes   Could we still go back?
			        from here back takes 1 h 10 min, so it has to begin by Sun 2026-10-25 03:50

			NO-GO
			To be asked: ops, dba"
		`);
		expect(await at('2026-10-25T00:55:00Z', 'fail look -- three rows differ')).toMatchInlineSnapshot(
			`"0: At Sun 2026-10-25 02:55: 3 of 5 steps are over."`,
		);
		expect(await at('2026-10-25T00:56:00Z', 'rollback')).toMatchInlineSnapshot(`
			"0: The way back of shop
			From here back takes 1 h 10 min, so it has to begin by Sun 2026-10-25 03:50 (+01:00): sync → stop.

			 1. sync  dba  1 h     Undo it (rollback)
			 2. stop  ops  10 min  Open it again

			First say that its result is void: crosswalk cutover shop.migration.yaml undo look"
		`);
		const back = [
			await at('2026-10-25T01:00:00Z', 'undo stop'),
			await at('2026-10-25T01:00:00Z', 'undo look'),
			await at('2026-10-25T02:00:00Z', 'undo sync'),
			await at('2026-10-25T02:10:00Z', 'undo stop'),
			await at('2026-10-25T02:10:00Z', 'rollback'),
		];
		expect(back).toMatchInlineSnapshot(`
			[
			  "1: undo "sync" first: it was built on "stop"",
			  "0: At Sun 2026-10-25 02:00 (+01:00): 3 of 5 steps are over.",
			  "0: At Sun 2026-10-25 03:00 (+01:00): 2 of 5 steps are over.",
			  "0: At Sun 2026-10-25 03:10 (+01:00): 1 of 5 steps are over.",
			  "0: The way back of shop
			There is nothing to go back from.",
			]
		`);
	});

	test('that goes well ends, keeps what the gate was, and can begin anew', async () => {
		const session = cliSession(night);
		const at = typed(session);
		await at('2026-10-24T20:00:00Z', 'start stop');
		await at('2026-10-24T20:20:00Z', 'finish stop');
		await at('2026-10-24T20:20:00Z', 'start sync');
		await at('2026-10-24T22:20:00Z', 'finish sync');
		await at('2026-10-24T22:20:00Z', 'start mail');
		await at('2026-10-24T22:25:00Z', 'finish mail');
		await at('2026-10-24T22:25:00Z', 'start look');
		keepRun(session, '2026-10-24T22:30:00.000Z', green);
		expect(await at('2026-10-24T22:50:00Z', 'finish look')).toBe('0: At Sun 2026-10-25 00:50: 4 of 5 steps are over.');
		expect(await at('2026-10-24T22:50:00Z', 'go')).toMatchInlineSnapshot(`
			"0: Go or no-go for "open" of shop at Sun 2026-10-25 00:50

			✓ yes   Is everything done that comes before?
			✓ yes   Is the gate of "look" green?
			✓ yes   Is it over within the window of 8 h?
			        it ends at Sun 2026-10-25 01:05, 4 h 55 min before the window does
			✓ yes   Could we still go back?
			        from here back takes 1 h 15 min, so it has to begin by Sun 2026-10-25 03:45

			GO
			To be asked: ops, dba"
		`);
		await at('2026-10-24T23:00:00Z', 'start open');
		expect(await at('2026-10-24T23:05:00Z', 'undo sync')).toBe(
			'1: there is no way back by steps: "open", the point of no return, is under way',
		);
		await at('2026-10-24T23:10:00Z', 'finish open');
		const logs = () => [...session.files.keys()].filter(file => file.includes('/cutover/'));
		expect(
			session.files
				.get(logs()[0] ?? '')
				?.split('\n')
				.find(line => line.includes('"finish","step":"look"')),
		).toBe(
			'{"event":{"action":"finish","step":"look","at":"2026-10-24T22:50:00.000Z","by":"ada","gate":["reconcile customers count","reconcile customers rows","quality names are there"]}}',
		);
		await at('2026-11-01T20:00:00Z', 'start stop');
		expect(logs()).toHaveLength(2);
	});

	test('of which no start is written begins with its first step', async () => {
		const session = cliSession(night.replace('  starts: 2026-10-24T22:00:00+02:00\n', ''));
		await typed(session)('2026-10-24T20:00:00Z', 'start stop');
		const { stdout } = await session.run(['cutover', 'shop.migration.yaml'], { now: '2026-10-24T20:40:00Z' });
		expect(stdout).toContain('It ends at Sun 2026-10-25 02:55 (+01:00), 10 min later than planned, 2 h 5 min before the window does.');
	});

	test('begins when it was to begin, whatever was done before', async () => {
		const session = cliSession(night);
		await typed(session)('2026-10-23T08:00:00Z', 'start mail');
		await typed(session)('2026-10-23T08:10:00Z', 'finish mail');
		const { stdout } = await session.run(['cutover', 'shop.migration.yaml', '--format', 'json'], { now: '2026-10-23T09:00:00Z' });
		expect(JSON.parse(stdout)).toMatchObject({ ends: '2026-10-25T02:45:00+01:00', live: { lateMs: 0 } });
	});

	test('is told when it is gone through before its day, as a rehearsal is', async () => {
		const session = cliSession(night);
		await typed(session)('2026-10-10T20:00:00Z', 'start stop');
		await typed(session)('2026-10-10T20:05:00Z', 'start mail');
		const now = '2026-10-10T20:10:00Z';
		const { stdout, code } = await session.run(['cutover', 'shop.migration.yaml'], { now });
		expect(code).toBe(0);
		expect(stdout.split('\n').slice(0, 5).join('\n')).toMatchInlineSnapshot(`
			"Cutover of shop
			Sat 2026-10-10 22:00 to Sun 2026-10-11 03:45 (Europe/Berlin): 5 h 45 min of 8 h, 14 days 2 h 15 min to spare

			   start                 end                   step    owner  takes   slack       way back
			▶  Sat 2026-10-10 22:00  Sat 2026-10-10 22:30  stop    ops    30 min  critical    15 min      ██"
		`);
		expect(stdout).toContain('It ends at Sun 2026-10-11 03:45, 14 days earlier than planned');
		const json = JSON.parse((await session.run(['cutover', 'shop.migration.yaml', '--format', 'json'], { now })).stdout);
		expect(json).toMatchObject({ starts: '2026-10-10T22:00:00+02:00', ends: '2026-10-11T03:45:00+02:00', lengthMs: 20_700_000 });
	});

	test('the way back says which step can be undone next', async () => {
		const session = cliSession(night);
		const at = typed(session);
		await at('2026-10-24T20:00:00Z', 'start stop');
		await at('2026-10-24T20:30:00Z', 'finish stop');
		await at('2026-10-24T20:30:00Z', 'start sync');
		await at('2026-10-24T23:30:00Z', 'finish sync');
		await at('2026-10-24T23:30:00Z', 'start look');
		await at('2026-10-25T00:30:00Z', 'fail look -- 12 rows differ');
		const told = async () => (await session.run(['cutover', 'shop.migration.yaml', 'rollback'], { now: '2026-10-25T00:40:00Z' })).stdout;
		for (const [name, sentence] of [
			['look', 'First say that its result is void'],
			['sync', 'Then say so'],
			['stop', 'Then say so'],
		]) {
			expect(await told()).toContain(`${sentence}: crosswalk cutover shop.migration.yaml undo ${name}\n`);
			expect(
				(await session.run(['cutover', 'shop.migration.yaml', 'undo', name ?? '', '--by', 'ada'], { now: '2026-10-25T00:45:00Z' })).code,
			).toBe(0);
		}
	});

	test('shows what was done before it began', async () => {
		const session = cliSession(night);
		await typed(session)('2026-10-24T10:00:00Z', 'start mail');
		const { stdout, code } = await session.run(['cutover', 'shop.migration.yaml'], { now: '2026-10-24T11:00:00Z' });
		expect(code).toBe(0);
		expect(stdout).toMatch(/\n▶ .*mail +ops .* █+░+\n/);
	});

	test('a result of before the spec was changed opens nothing', async () => {
		const session = cliSession(night);
		const at = typed(session);
		for (const step of ['stop', 'sync']) {
			await at('2026-10-24T20:00:00Z', `start ${step}`);
			await at('2026-10-24T20:00:00Z', `finish ${step}`);
		}
		await at('2026-10-24T20:10:00Z', 'start look');
		keepRun(session, '2026-10-24T20:20:00.000Z', green);
		session.files.set(
			'/shop.migration.yaml',
			(session.files.get('/shop.migration.yaml') ?? '').replace('name: c.name', 'name: trim(c.name)'),
		);
		expect(await at('2026-10-24T20:30:00Z', 'finish look')).toBe(
			'1: the gate of "look" is not green: reconcile "customers" was run before the spec or a catalog changed; run it again',
		);
	});

	test.each([
		['start nothing', '2: there is no step "nothing"'],
		['start sinc', '2: there is no step "sinc"; did you mean "sync"?'],
		['start stop --at tomorrow', '2: "tomorrow" is no time; write it like 22:05 or 2026-12-05T22:05:00+01:00'],
		['start stop --at 2026-10-25T22:05:00+01:00', '1: Sun 2026-10-25 22:05 is still to come; it is Sat 2026-10-24 22:00'],
		['start', '2: name the step to start'],
		['go stop', '2: "go" takes no step'],
	])('%s', async (command, said) => {
		expect(await typed(cliSession(night))('2026-10-24T20:00:00Z', command)).toBe(said);
	});
});

test('nothing passes by what is left of a broken spec, and the way back is still found', async () => {
	const session = cliSession(night.replace('name: shop', 'name: shop\nmapings: {}'));
	for (const action of [['start', 'stop'], ['finish', 'stop'], ['go']]) {
		const { code, stdout, stderr } = await session.run(['cutover', 'shop.migration.yaml', ...action]);
		expect([code, stdout]).toEqual([1, '']);
		expect(stderr).toMatch(/^crosswalk: "shop.migration.yaml" cannot be read whole.*"mapings"/);
	}
	expect((await session.run(['cutover', 'shop.migration.yaml', 'rollback'])).code).toBe(0);
});
