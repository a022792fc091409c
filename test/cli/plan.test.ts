/** `crosswalk plan` in every format, against goldens that people read; and what results, thresholds and rules make of it. */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { runCli } from '../support/cliInMemory';
import { faultsOf } from '../support/judge';

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

	test('needs a catalog to draw', async () => {
		const { code, stderr } = await runCli(
			['plan', 'shop.migration.yaml', '--format', 'svg'],
			project.replace('/erp.catalog', '/other.catalog'),
		);
		expect([code, stderr]).toEqual([3, 'crosswalk: there is no catalog of the source to draw; run crosswalk introspect first\n']);
	});
});
