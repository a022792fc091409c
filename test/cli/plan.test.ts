/** `crosswalk plan` in every format, against goldens that people read; and what results, thresholds and rules make of it. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

import { identityOf } from '../../server/src/core/mapping/identity';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { cliSession, runCli } from '../support/cliInMemory';
import { faultsOf } from '../support/judge';
import { memorySources } from '../support/memorySources';

beforeAll(loadSqlParser);

const project = `
#- /.crosswalk/connections.yaml
erp: { engine: postgres, host: erp, database: erp }
cloud: { engine: postgres, host: cloud, database: cloud }
#- /erp.catalog
cust(no bigint pk, name varchar(80) not null, note text) rows 90000 bytes 20000000
ord(no bigint pk, cust_no bigint references public.cust(no), total integer not null, day date not null, body json) rows 4000000 bytes 900000000
view open_orders(no bigint)
scratch(a int)
#- /cloud.catalog
client(id bigint pk, legacy_no bigint unique not null, name varchar(40) not null)
invoice(no bigint pk, client_id bigint references public.client(id), total numeric(12,2) not null, day date not null)
trigger invoice audit: EXECUTE FUNCTION log()
#- /shop.migration.yaml
crosswalk: 1
name: shop
description: Customers & <orders> move
source: { connection: erp, schemas: [public] }
target: { connection: cloud, schemas: [public] }
ignore: { source: { public.scratch: "Nobody needs <it>" } }
scope:
  criticality: { orders: critical }
  volumes: { growth_per_day: { orders: 2000 } }
  continuity: { downtime_allowed: 4h, data_loss_allowed: 0s, reversible_for: 7d }
strategy:
  pattern: phased
  availability: maintenance-window
  synchronisation: delta
  transfer: database-copy
  justification: "\${plan:rows} rows in \${plan:duration}, of \${plan:downtime_allowed}; nobody knows \${plan:rehearsal}"
  phases:
    base: { mappings: [clients], owner: dba, starts: 2026-12-01 }
    old: { mappings: [orders], where: { orders: "day < '2024-01-01'" }, after: [base], gate: { reconcile: [orders] } }
    young: { mappings: [orders], after: [old] }
  rehearsals:
    first: { on: staging, when: 2026-11-20, gate: { reconcile: all } }
  fallback: { until: 7d, trigger: Errors, decide: lead, how: Point back, new_data: replay }
mappings:
  clients:
    source: cust c
    target: client
    key: [legacy_no]
    columns: { legacy_no: c.no, name: c.name }
    ignore: { target: { id: Made by the shop } }
  orders:
    source: ord o
    target: invoice
    high_water: o.day
    deletes: compare
    columns:
      no: o.no
      client_id: { lookup: clients, by: o.cust_no }
      total: o.total / 100.0
      day: o.day
cutover:
  steps:
    copy: { do: Copy, owner: dba, gate: { reconcile: all } }
risks:
  narrow: { description: Names are cut, likelihood: high, impact: high, owner: dba, mitigation: Widen, contingency: Cut, watch: { rules: [narrowing-length] } }
  late: { likelihood: low, impact: high, owner: dba, mitigation: Rehearse, contingency: Call off, review: 2026-11-01, watch: { facts: { headroom: { below: 1h }, rows: { above: 100 } } } }
  calm: { likelihood: low, impact: low, owner: dba, mitigation: None, watch: { facts: { rows: { above: 100000000 } } } }
  seen: { likelihood: medium, impact: medium, owner: dba, mitigation: Compare, watch: { reconcile: [orders] } }
`;

async function plan(...options: readonly string[]): Promise<string> {
	const { code, stdout, stderr } = await runCli(['plan', 'shop.migration.yaml', ...options], project);
	expect([code, stderr]).toEqual([0, '']);
	return stdout;
}

/** With a profile of the source and a look at its rows; `stale`: of a mapping as it was before. */
async function withData(options: readonly string[] = [], stale = false): Promise<string> {
	const risk = '  cut: { likelihood: high, impact: low, owner: dba, mitigation: Widen, watch: { facts: { unfit_rows: { above: 0 } } } }\n';
	const session = cliSession(project + risk);
	const { facts } = openSpec('/shop.migration.yaml', memorySources(session.files));
	const clients = facts.mapping('clients');
	const finding = { kind: 'length', code: 'narrowing-length', at: { part: 'value', column: 'name' }, about: 'public.client.name' };
	const result = {
		mapping: 'clients',
		identity: stale || !clients ? 'another' : identityOf(facts, clients),
		measuredAt: '2026-11-20T10:00:00Z',
		connection: 'erp',
		rows: 90_000,
		rejected: 0,
		findings: [
			{ ...finding, rows: 12, of: 90_000, message: '12 rows are too long' },
			{ ...finding, kind: 'replaced', rows: 7, of: 90_000, message: '7 rows are replaced' },
		],
		skipped: [],
	};
	session.files.set('/.crosswalk/runs/shop/fit.json', JSON.stringify({ format: 1, results: [result] }));
	const profile = {
		...{
			format: 1,
			connection: 'erp',
			table: 'public.cust',
			fingerprint: 'x',
			profiledAt: '2026-11-20T10:00:00Z',
			elapsedMs: 1,
			atLeast: 5,
		},
		read: { kind: 'whole', rows: 90_000 },
		withValues: false,
		columns: [{ name: 'name', type: 'text', nulls: 0, text: { empty: 0, leadingBlanks: 1, trailingBlanks: 3 } }],
	};
	session.files.set('/.crosswalk/profiles/erp/public.cust.json', JSON.stringify(profile));
	const { code, stdout, stderr } = await session.run(['plan', 'shop.migration.yaml', ...options]);
	expect([code, stderr]).toEqual([0, '']);
	return stdout;
}

describe('a plan', () => {
	test.each([
		['plan.txt', ['--format', 'text']],
		['plan.json', ['--format', 'json']],
		['plan.md', ['--format', 'markdown']],
		['plan.html', ['--format', 'html']],
		['plan-source.svg', ['--format', 'svg']],
		['plan-risks.svg', ['--format', 'svg', '--draw', 'risks']],
	])('as %s', async (name, options) => {
		const golden = path.join(import.meta.dirname, 'goldens', name);
		const found = await plan(...options);
		if (process.env.UPDATE_GOLDEN) writeFileSync(golden, found);
		expect(found).toBe(readFileSync(golden, 'utf8'));
	});

	test('names of the spec are text in every drawing and page', async () => {
		for (const format of ['html', 'svg']) expect(await plan('--format', format)).not.toContain('<it>');
	});

	test('has the published shape as JSON', async () => {
		expect(faultsOf('report#', JSON.parse(await plan('--format', 'json')))).toBe('');
	});

	test('is the same for the same spec', async () => {
		expect(await plan('--format', 'html')).toBe(await plan('--format', 'html'));
	});

	test('of a spec without any plan says what there is', async () => {
		const bare = project.replace(/scope:\n[\s\S]*?mappings:\n {2}clients/, 'mappings:\n  clients').replace(/cutover:[\s\S]*$/, '');
		const { code, stdout } = await runCli(['plan', 'shop.migration.yaml'], bare);
		expect(code).toBe(0);
		expect(stdout).toContain('big-bang, maintenance-window, one-time-copy, database-copy (nothing is declared)');
		expect(stdout).not.toContain('Risks');
	});

	test('tells what the data is like, and raises and suggests risks by it', async () => {
		const read = await withData(['--format', 'json']);
		const { mappings, risks, suggestedRisks, facts } = JSON.parse(read);
		const clients = mappings.find((one: { name: string }) => one.name === 'clients');
		expect(clients.quality).toEqual([
			'public.client.name: 12 rows are too long (validated 2026-11-20 10:00 UTC on erp)',
			'public.cust: blanks around values in name (3 rows)',
		]);
		expect(facts.find((one: { name: string }) => one.name === 'unfit_rows').text).toBe('12');
		expect(risks.filter((one: { state: string }) => one.state === 'raised').map((one: { name: string }) => one.name)).toContain('cut');
		expect(suggestedRisks.map((one: { name: string }) => one.name)).not.toContain('values_that_do_not_fit');
		expect(await withData()).toContain('clients  public.client.name: 12 rows are too long');
	});

	test('of a look at the data before the mapping changed says nothing', async () => {
		expect(await withData(['--format', 'json'], true)).not.toContain('12 rows are too long');
	});

	test('needs a catalog to draw', async () => {
		const { code, stderr } = await runCli(
			['plan', 'shop.migration.yaml', '--format', 'svg'],
			project.replace('/erp.catalog', '/other.catalog'),
		);
		expect([code, stderr]).toEqual([3, 'crosswalk: there is no catalog of the source to draw; run crosswalk introspect first\n']);
	});
});
