import { beforeAll, expect, test } from 'vitest';
import { renderSnapshot } from '../../../server/src/core/catalog/snapshot';
import { openSpec } from '../../../server/src/core/mapping/openSpec';
import type { Answers, ReconcileJob } from '../../../server/src/core/reconcile/plan';
import { type PlanOptions, planReconciliation } from '../../../server/src/core/reconcile/planReconciliation';
import { loadSqlParser } from '../../../server/src/core/sql/parser';
import { catalogText } from '../../support/catalogText';
import { memorySources } from '../../support/memorySources';

beforeAll(loadSqlParser);

const source = 'a(id integer pk, k text)\nb(id integer pk, k text)\nl(k text, v text)';
const target = 't(id integer pk, k text) rows 1200\nu(id integer pk, k text)';

const spec = `crosswalk: 1
name: test
source: { connection: source, schemas: [public] }
target: { connection: target, schemas: [public] }
lookups:
  codes: { on: source, query: "select k, v from l" }
  unused: { on: source, query: "select v, k from l" }
mappings:
  first: { source: a, target: t, columns: { id: id, k: { source: k, map: codes } } }
  other: { source: a, target: u, columns: { id: id, k: k }, reconcile: { checks: [balance, { max: id }] } }
  second: { source: b, target: t, columns: { id: id, k: k }, reconcile: { checks: [rows, { sum: id }, { sum: id, by: k }] } }
reconciliation:
  totals: { source: select count(*) as n from a, target: select count(*) as n from t }
`;

function plan(options: PlanOptions = {}, catalogs = { source, target }, text = spec): readonly ReconcileJob[] {
	const files = new Map([['/spec.migration.yaml', text]]);
	files.set('/.crosswalk/connections.yaml', 'source: { engine: postgres, host: a }\ntarget: { engine: postgres, host: b }\n');
	for (const [name, text] of Object.entries(catalogs)) {
		if (text !== '') files.set(`/.crosswalk/catalogs/${name}.json`, renderSnapshot(catalogText(text)));
	}
	return planReconciliation(openSpec('/spec.migration.yaml', memorySources(files)).facts, options).jobs;
}

function told(jobs: readonly ReconcileJob[]): readonly string[] {
	return jobs.map(({ mapping, group, checks }) => {
		const names = checks.map(({ kind, name }) => (kind === 'not-run' ? `(${name})` : name)).join(' ');
		return `${(group ?? [mapping ?? 'pair']).join('+')}: ${names}`;
	});
}

test('mappings of one target are one job, at the place of the first; each check of any of them is asked once', () => {
	expect(told(plan())).toEqual(['first+second: count rows sum(id) sum(id) by k', 'other: balance max(id)', 'pair: totals']);
	expect(plan()[0]).toMatchObject({ mapping: 'first', group: ['first', 'second'], expectedRows: 1200 });
});

test('names choose mappings and pairs, with those that share a target; checks choose by kind or in full', () => {
	expect(told(plan({ mappings: ['second'] }))).toEqual(['first+second: count rows sum(id) sum(id) by k']);
	expect(told(plan({ mappings: ['totals'] }))).toEqual(['pair: totals']);
	expect(told(plan({ checks: ['count', 'max'] }))).toEqual(['first+second: count', 'other: max(id)']);
	expect(told(plan({ checks: ['sum(id)'] }))).toEqual(['first+second: sum(id) sum(id) by k']);
});

test('without a catalog nothing is run, and what to do is said', () => {
	const [first] = plan({}, { source, target: '' });
	expect(first?.checks[0]).toEqual({
		kind: 'not-run',
		name: 'count',
		reason: 'there is no catalog of the target; run crosswalk introspect target',
	});
});

test.each([
	[
		'child',
		'{ sorce: a, target: t, columns: { id: id } }',
		'of "parent", which it looks up: its source is not understood; run crosswalk validate to see where',
	],
	[
		'child',
		'{ source: a, target: s }',
		'of "parent", which it looks up: its target "s" is not in the catalog; run crosswalk validate to see where',
	],
	['child', '5', 'of "parent", which it looks up: it names no target; run crosswalk validate to see where'],
	['parent', '5', 'it names no target; run crosswalk validate to see why'],
	['orphan', '{ source: a, target: t }', 'it looks up "nobody", and there is no such mapping; run crosswalk validate to see where'],
])('"%s" is not run when what is wrong in a mapping hides its keys: %s', (name, parent, reason) => {
	const mappings = `mappings:
  parent: ${parent}
  child: { source: b, target: u, columns: { id: { lookup: parent, by: id }, k: k } }
  orphan: { source: b, target: v, columns: { id: { lookup: nobody, by: id }, k: k } }
`;
	const [job] = plan(
		{ mappings: [name] },
		{ source, target: `${target}\nv(id integer pk, k text)` },
		`${spec.split('mappings:')[0]}${mappings}`,
	);
	expect(job?.checks[0]).toMatchObject({ kind: 'not-run', reason });
});

test('only lookups that are used are asked for, and only so many rows of them are sent', () => {
	const [job] = plan();
	const answers = (rows: number): Answers => ({
		versions: { source: 180000, target: 180000 },
		now: '2026-01-01T00:00:00Z',
		columns: id =>
			id === 'columns of lookup codes'
				? [
						{ name: 'k', type: 'text' },
						{ name: 'v', type: 'text' },
					]
				: [],
		rows: id => (id === 'rows of lookup codes' ? Array.from({ length: rows }, (_, i) => [String(i), 'x']) : []),
	});
	const questions = job?.questions.flatMap(step => step(answers(0))).map(({ id, side, want }) => `${id}: ${want} of ${side}`);
	expect(questions).toEqual([
		'columns of lookup codes: columns of source',
		'rows of lookup codes: rows of source',
		'expressions of second: columns of source',
		'expressions of first: columns of source',
	]);
	expect(job?.compile(answers(3))).toHaveProperty('relation');
	expect(job?.compile(answers(1_000_001))).toEqual({
		notRun: 'the lookup "codes" has more than 1000000 rows; join its table in "source" instead',
	});
});
