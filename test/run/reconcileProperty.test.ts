import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { freshDatabase, secondCluster } from '../support/postgres';
import type { Databases, TestJob } from './reconcileHarness';
import { narrowed, reconcile, rowsOf, streamed } from './reconcileHarness';

const second = secondCluster();
let databases: Databases;

beforeAll(async () => {
	databases = { source: await freshDatabase(), target: await second.freshDatabase() };
});

/** A type with a few values that are hard to order or to tell apart; no two of them are equal. */
const types: readonly { readonly type: string; readonly values: readonly string[] }[] = [
	{ type: 'text', values: ['', ' ', 'a', 'B', 'ä', 'Z', 'aa', 'a ', 'null', '\u{1f600}', '\ufffd', "'", '\\', 'a\nb'] },
	{ type: 'integer', values: ['0', '-1', '1', '10', '9', '2147483647', '-2147483648'] },
	{ type: 'bigint', values: ['0', '5', '21474836480', '9223372036854775807', '9223372036854775806'] },
	{ type: 'numeric', values: ['0', '1', '1.5', '-1.5', '10', 'NaN', '1e30', '1e-30'] },
	{ type: 'numeric(8,2)', values: ['0', '0.01', '-0.01', '100'] },
	{ type: 'double precision', values: ['0', '0.1', '0.30000000000000004', '0.3', 'NaN', 'Infinity', '-Infinity'] },
	{ type: 'boolean', values: ['t', 'f'] },
	{ type: 'date', values: ['2000-01-01', '0001-01-01 BC', 'infinity'] },
	{ type: 'timestamptz', values: ['2000-01-01 00:00:00+00', '2000-01-01 00:00:00.000001+00', '-infinity'] },
	{ type: 'uuid', values: ['00000000-0000-0000-0000-000000000001', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] },
	{ type: 'jsonb', values: ['[[1],2]', '[[1,2]]', 'null', '{"a": 1}', '"a"'] },
	{ type: 'text[]', values: ['{}', '{NULL}', '{"NULL"}', '{a,b}', '{{a,b}}', '{"a,b"}'] },
	{ type: 'bytea', values: ['\\x', '\\x00', '\\x0000', '\\xff'] },
];

type Cells = readonly (string | null)[];

interface Case {
	/** Column types, and how many of the first are the key. */
	readonly types: readonly string[];
	readonly keys: number;
	readonly source: readonly Cells[];
	readonly target: readonly Cells[];
	readonly mode: 'by-key' | 'multiset';
}

const cases: fc.Arbitrary<Case> = fc
	.tuple(fc.integer({ min: 1, max: 2 }), fc.array(fc.constantFrom(...types), { minLength: 2, maxLength: 4 }), fc.boolean())
	.chain(([keys, columns, byKey]) => {
		const row = fc.tuple(...columns.map(({ values }) => fc.option(fc.constantFrom(...values), { nil: null, freq: 6 })));
		// Most rows are on both sides, as in life.
		const both = fc.array(row, { maxLength: 8 });
		return fc.tuple(both, fc.array(row, { maxLength: 3 }), fc.array(row, { maxLength: 3 })).map(
			([common, more, others]): Case => ({
				types: columns.map(({ type }) => type),
				keys,
				source: [...common, ...more],
				target: [...others, ...[...common].reverse()],
				mode: byKey ? 'by-key' : 'multiset',
			}),
		);
	});

/** The slow way: counts of rows by their text. */
function expected({ source, target, keys, mode }: Case) {
	const counts = { missing: 0, extra: 0, changed: 0, duplicate: 0 };
	const width = mode === 'by-key' ? keys : undefined;
	const keyOf = (row: Cells) => JSON.stringify(row.slice(0, width));
	for (const key of new Set([...source, ...target].map(keyOf))) {
		const sources = source.filter(row => keyOf(row) === key);
		const targets = target.filter(row => keyOf(row) === key);
		if (mode === 'multiset') {
			counts.missing += Math.max(0, sources.length - targets.length);
			counts.extra += Math.max(0, targets.length - sources.length);
		} else if (sources.length > 1 || targets.length > 1) counts.duplicate++;
		else if (targets.length === 0) counts.missing++;
		else if (sources.length === 0) counts.extra++;
		else if (JSON.stringify(sources[0]) !== JSON.stringify(targets[0])) counts.changed++;
	}
	return counts;
}

function jobOf(one: Case, index: number): TestJob {
	const select = (rows: readonly Cells[]) => {
		const cell = (value: string | null, i: number) =>
			`${value === null ? 'null' : `E'${value.replace(/[\\']/g, '\\$&')}'`}::${one.types[i] ?? 'text'}`;
		const names = one.types.map((_, i) => `c${i}`);
		const empty = `select ${one.types.map((type, i) => `null::${type} as c${i}`).join(', ')} where false`;
		const values = rows.map(row => `select ${row.map(cell).join(', ')}`);
		return `select ${names.join(', ')} from (${[empty, ...values].join(' union all ')}) as t`;
	};
	const columns = Object.fromEntries(
		one.types.map((type, i) => [`c${i}`, type.replace('timestamptz', 'timestamp with time zone') + (i < one.keys ? ' key' : '')]),
	);
	const key = one.mode === 'multiset' ? { key: 'none' as const } : {};
	return { mapping: `case ${index}`, columns, source: select(one.source), target: select(one.target), ...key };
}

test('random tables: the servers find what a comparison in memory finds', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(cases, { minLength: 20, maxLength: 20 }), async many => {
			for (const narrowing of [streamed, narrowed]) {
				const { report } = await reconcile(databases, many.map(jobOf), { narrowing });
				const found = report.checks.map(check => (check.verdict === 'failed' ? check.reason : rowsOf(check).differences));
				expect(found).toMatchObject(many.map(expected));
				expect(report.checks.map(check => check.verdict === 'identical')).toEqual(
					many.map(one => Object.values(expected(one)).every(count => count === 0)),
				);
			}
		}),
		{ numRuns: 25, endOnFailure: true },
	);
});
