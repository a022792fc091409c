/** What gates are judged by, from runs that are kept: each result is of the spec as it is, or stale. */

import { beforeAll, expect, test } from 'vitest';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import type { CheckResult } from '../../server/src/core/reconcile/result';
import { renderRunResult, renderRunStart, runStart } from '../../server/src/core/report/runRecord';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import type { Files } from '../../server/src/files/files';
import { readLedger } from '../../server/src/files/ledger';
import { memoryRuns, memorySources } from '../support/memorySources';

beforeAll(loadSqlParser);

const file = '/shop.migration.yaml';
const spec = `crosswalk: 1
name: shop
source: { connection: erp }
target: { connection: cloud }
mappings:
  customers:
    source: cust c
    target: customers
    columns: { no: c.no }
    examples:
      one: { given: { c: { no: 1 } }, expect: { no: 1 } }
  orders: { source: ord o, target: orders, columns: { no: o.no } }
reconciliation:
  sums: { source: select 1 as n, target: select 1 as n }
quality:
  filled: { on: source, table: cust, rows: no is not null }
acceptance:
  there: { query: select true }
`;

const results: readonly CheckResult[] = [
	{ mapping: 'customers', check: 'rows' },
	{ mapping: 'orders', check: 'rows' },
	{ check: 'sums' },
	{ section: 'quality', check: 'filled' },
	{ section: 'acceptance', check: 'there' },
	{ section: 'examples', mapping: 'customers', check: 'one' },
].map(one => ({ ...one, verdict: 'identical', elapsedMs: 1 }) as CheckResult);

/** The names of what is stale in the ledger of `written`, after a run of the spec. */
function staleIn(written: string): readonly string[] {
	const files = new Map([
		[
			'/.crosswalk/connections.yaml',
			'erp: { engine: postgres, host: a, database: a }\ncloud: { engine: postgres, host: b, database: b }\n',
		],
		[file, spec],
	]);
	const opened = () => ({ ...openSpec(file, memorySources(files)), file });
	const start = runStart(opened().facts, file, '2026-12-05T23:10:00.000Z');
	files.set('/.crosswalk/runs/shop/2026-12-05T23-10-00-000Z.jsonl', renderRunStart(start) + results.map(renderRunResult).join(''));
	files.set(file, written);
	const disk = { ...memorySources(files), ...memoryRuns(files), shown: (_: string, name: string) => name.slice(1) } as unknown as Files;
	const { entries } = readLedger(disk, opened());
	expect(entries).toHaveLength(results.length);
	return entries.filter(one => one.isStale).map(({ result }) => [result.section, result.mapping, result.check].filter(Boolean).join(' '));
}

test('nothing is stale while the spec is as it was', () => {
	expect(staleIn(spec)).toEqual([]);
	expect(staleIn(`# A comment.\n${spec}`)).toEqual([]);
});

test('examples are stale with their mapping, entries with their own words', () => {
	expect(staleIn(spec.replace('c.no }', 'c.no + 1 }'))).toEqual(['customers rows', 'examples customers one']);
	expect(staleIn(spec.replace('o.no }', 'o.no + 1 }'))).toEqual(['orders rows']);
	expect(staleIn(spec.replace('no is not null', 'no > 0'))).toEqual(['quality filled']);
	expect(staleIn(spec.replace('select true', 'select false'))).toEqual(['acceptance there']);
	expect(staleIn(spec.replace('target: select 1', 'target: select 2'))).toEqual(['sums']);
	expect(staleIn(spec.replace('connection: cloud', 'connection: erp'))).toHaveLength(results.length);
});
