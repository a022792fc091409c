import { expect, test } from 'vitest';
import type { CheckResult, RowDifference, RowsFound } from '../../../server/src/core/reconcile/result';
import { countVerdicts, overallVerdict } from '../../../server/src/core/reconcile/verdict';
import type { PlaceOf, ReconcileReport } from '../../../server/src/core/report/model';
import { renderReconcileJson } from '../../../server/src/core/report/reconcileJson';
import { renderReconcileText } from '../../../server/src/core/report/reconcileText';

const placeOf: PlaceOf = ({ block, start }) => ({ file: block, line: start });
const span = (line: number) => ({ block: 'legacy.migration.yaml', start: line, end: line });

function reportOf(...checks: readonly CheckResult[]): ReconcileReport {
	return {
		spec: 'legacy.migration.yaml',
		startedAt: '2026-12-05T23:10:00.000Z',
		elapsedMs: 5312,
		verdict: overallVerdict(checks.map(check => check.verdict)),
		sides: { source: { connection: 'legacy_erp', snapshot: '2026-12-05T23:10:00.1Z' }, target: { connection: 'cloud' } },
		checks,
		summary: countVerdicts(checks),
	};
}

const rows: RowsFound = {
	kind: 'rows',
	compared: { source: 91004, target: 91003 },
	differences: { missing: 15, extra: 0, changed: 2, rejected: 1, duplicate: 1, accepted: 0, exact: true },
	rows: [
		{
			kind: 'changed',
			pattern: 1,
			key: [{ name: 'legacy_no', value: 17 }],
			columns: [
				{ name: 'email', source: 'a@b.c ', target: 'A@b.c', span: span(26) },
				{ name: 'employer_id', source: 'x', target: null, dangling: 4711 },
			],
		},
		{
			kind: 'changed',
			pattern: 2,
			key: [{ name: 'legacy_no', value: 18 }],
			columns: [{ name: 'email', source: 'b', target: 'B', span: span(26) }],
		},
		{ kind: 'missing', pattern: 0, key: [{ name: 'legacy_no', value: 99 }] },
		{ kind: 'rejected', pattern: 4, key: [{ name: 'legacy_no', value: null }], column: 'status', value: 'Z', span: span(27) },
		{
			kind: 'duplicate',
			pattern: 3,
			key: [{ name: 'legacy_no', value: '12345678901234567890' }],
			source: 2,
			target: 1,
			mappings: ['a', 'b'],
		},
	],
	truncated: true,
	patterns: [
		{ text: 'missing in the target', kind: 'missing', count: 15 },
		{ text: 'email and employer_id differ', kind: 'changed', count: 1 },
		{
			text: 'email differs only in case: upper case in the target',
			kind: 'changed',
			count: 1,
			explanation: 'letter-case',
			columns: ['email'],
			shared: [{ name: 'country', value: 'DK' }],
			span: span(26),
			suggestion: { text: 'Let the mapping make it.', yaml: 'email: { transform: [upper] }' },
		},
		{ text: 'keys that stand for several rows', kind: 'duplicate', count: 1 },
		{ text: "rejected: status cannot take the value 'Z'", kind: 'rejected', count: 1, suggestion: { text: 'Decide.' } },
	],
	notCompared: [{ column: 'region_id', reason: 'its table keeps no natural key' }],
};

const report = reportOf(
	{ mapping: 'customers', check: 'count', verdict: 'different', elapsedMs: 40, found: { kind: 'count', source: 91004, target: 91003 } },
	{ mapping: 'customers', check: 'rows', verdict: 'different', elapsedMs: 900, found: rows },
	{
		mapping: 'orders',
		group: ['orders', 'old_orders'],
		check: 'balance',
		verdict: 'identical',
		elapsedMs: 12,
		found: {
			kind: 'balance',
			table: 'erp.ord_hdr',
			rows: 1200,
			mapped: 1000,
			rejected: 0,
			ignored: [{ reason: 'Deleted partners stay', rows: 150 }],
			filtered: 0,
			notJoined: 50,
			mappedRows: 1000,
			target: 1000,
		},
	},
	{ mapping: 'stock', check: 'sum(qty)', verdict: 'not-run', elapsedMs: 0, reason: 'sums are not compared yet' },
	{ mapping: 'stock', check: 'rows', verdict: 'failed', elapsedMs: 0, reason: '"cloud" is not as its catalog says', span: span(40) },
);

test('text: a line for each check, then what differs and where the spec makes it', () => {
	expect(renderReconcileText(report, { color: false, width: 120, placeOf })).toBe(`\
legacy.migration.yaml  legacy_erp → cloud

✗ customers            count     91,004 rows in the source, 91,003 in the target
✗                      rows      91,004 rows compared with 91,003: 15 missing, 2 changed, 1 rejected, 1 duplicate key
    not compared  region_id: its table keeps no natural key
    15  missing in the target
        legacy_no 99
     1  email and employer_id differ
        legacy_no 17
          email        'a@b.c ' → 'A@b.c'  legacy.migration.yaml:27
          employer_id  'x' → (dangling 4711)
     1  email differs only in case: upper case in the target  legacy.migration.yaml:27
        legacy_no 18  'b' → 'B'
        → Let the mapping make it: email: { transform: [upper] }
     1  keys that stand for several rows
        legacy_no '12345678901234567890'  2 in the source, 1 in the target, made by a and b
     1  rejected: status cannot take the value 'Z'  legacy.migration.yaml:28
        legacy_no null  'Z'
        → Decide.
✓ orders + old_orders  balance   1,200 rows of erp.ord_hdr: 1,000 mapped, 150 ignored (Deleted partners stay), 50 not joined, 1,000 in the target
! stock                sum(qty)  not run: sums are not compared yet
✗                      rows      failed: "cloud" is not as its catalog says
    legacy.migration.yaml:41

1 identical, 2 different, 1 failed, 1 not run  5.3 s
`);
});

test('text: colours only when asked for', () => {
	const colored = renderReconcileText(report, { color: true, width: 80, placeOf });
	expect(colored).toContain('\u001b[31m✗\u001b[39m');
	expect(renderReconcileText(report, { color: false, width: 80, placeOf })).not.toContain('\u001b');
});

test('text: no value reaches the terminal as anything but characters', () => {
	const hostile = '\u001b[2J\u0007\n\r\u202e\u200b\u00a0\u{e0041}\ud800\u009b1m';
	const found: RowsFound = {
		...rows,
		notCompared: [{ column: hostile, reason: hostile }],
		patterns: [{ text: hostile, kind: 'changed', count: 1, suggestion: { text: hostile, yaml: `${hostile}\n${hostile}` } }],
		rows: [
			{
				kind: 'changed',
				pattern: 0,
				key: [{ name: hostile, value: hostile }],
				columns: [{ name: hostile, source: hostile, target: `it's \\ ${hostile}` }],
			},
			{ kind: 'rejected', key: [], column: hostile, value: hostile },
			{ kind: 'duplicate', key: [], source: 1, target: 2, mappings: [hostile] },
			{ kind: 'missing', key: [], mapping: hostile },
		],
	};
	const check = { mapping: hostile, check: hostile, elapsedMs: 0, reason: hostile, notes: [hostile] };
	const hostileReport = reportOf({ ...check, verdict: 'different', found }, { ...check, verdict: 'failed' });
	const text = renderReconcileText({ ...hostileReport, spec: hostile }, { color: false, width: 120, placeOf });
	expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u00a0]/u);
	expect(text.split('\n').length).toBe(19);
	expect(text).toContain(`'it\\'s \\\\ \\u{1b}[2J\\u{7}\\n\\r\\u{202e}\\u{200b}\\u{a0}\\u{e0041}\\u{d800}\\u{9b}1m'`);
});

/** The differences of one check as text. */
function differences(...found: readonly RowDifference[]): string {
	const result = { ...rows, notCompared: [], patterns: [], rows: found };
	const check: CheckResult = { mapping: 'm', check: 'rows', verdict: 'different', elapsedMs: 0, found: result };
	const lines = renderReconcileText(reportOf(check), { color: false, width: 120, placeOf }).split('\n');
	return `\n${lines.slice(3, -3).join('\n')}\n`;
}

test('text: what has no key is not given an empty one, and rows without a listed pattern are not lost', () => {
	const column = { name: 'n', source: 4, target: 3, span: span(28) };
	const other = { name: 'sum', source: null, target: '0' };
	expect(
		differences(
			{ kind: 'changed', key: [], columns: [column] },
			{ kind: 'changed', key: [], columns: [column, other] },
			{ kind: 'missing', key: [] },
			{ kind: 'extra', key: [], rows: 1200 },
			{ kind: 'duplicate', key: [], source: 2, target: 0 },
			{ kind: 'rejected', key: [], column: 'n', value: null },
		),
	).toBe(`
    2  changed  legacy.migration.yaml:29
       4 → 3
       n    4 → 3  legacy.migration.yaml:29
       sum  null → '0'
    1  missing
    1  extra
       1,200 times
    1  duplicate
       2 in the source, 0 in the target
    1  rejected
       null
`);
});

test('text: three samples of a pattern, and every line of the spec that made it', () => {
	const changed = (value: number, line: number): RowDifference => ({
		kind: 'changed',
		key: [{ name: 'id', value }],
		columns: [{ name: 'n', source: value, target: null, span: span(line) }],
	});
	expect(differences(changed(1, 4), changed(2, 9), changed(3, 4), changed(4, 4))).toBe(`
    4  changed  legacy.migration.yaml:5, legacy.migration.yaml:10
       id 1  1 → null
       id 2  2 → null
       id 3  3 → null
`);
});

test('text: a long value is cut to the width', () => {
	const long = { kind: 'missing' as const, key: [{ name: 'k', value: '\u{1f600}'.repeat(500) }] };
	const cut = {
		mapping: 'm',
		check: 'rows',
		verdict: 'different' as const,
		elapsedMs: 0,
		found: { ...rows, notCompared: [], patterns: [], rows: [long] },
	};
	const text = renderReconcileText(reportOf(cut), { color: false, width: 80, placeOf });
	expect(text).toContain(`  k '${'\u{1f600}'.repeat(16)}'…\n`);
});

test('json: the stable shape', () => {
	const json = JSON.parse(renderReconcileJson(report, placeOf));
	expect(Object.keys(json)).toEqual(['format', 'spec', 'startedAt', 'elapsedMs', 'verdict', 'sides', 'checks', 'summary']);
	expect(json).toMatchObject({
		format: 1,
		verdict: 'failed',
		summary: { identical: 1, different: 2, accepted: 0, partial: 0, failed: 1, notRun: 1 },
	});
	expect(json.checks[0]).toEqual({
		mapping: 'customers',
		check: 'count',
		verdict: 'different',
		source: 91004,
		target: 91003,
		elapsedMs: 40,
	});
	expect(json.checks[1]).toEqual({
		mapping: 'customers',
		check: 'rows',
		verdict: 'different',
		elapsedMs: 900,
		compared: { source: 91004, target: 91003 },
		differences: { missing: 15, extra: 0, changed: 2, rejected: 1, duplicate: 1, accepted: 0, exact: true },
		rows: [
			{
				kind: 'changed',
				pattern: 1,
				key: { legacy_no: 17 },
				columns: [
					{ name: 'email', source: 'a@b.c ', target: 'A@b.c', file: 'legacy.migration.yaml', line: 26 },
					{ name: 'employer_id', source: 'x', target: null, dangling: 4711 },
				],
			},
			{
				kind: 'changed',
				pattern: 2,
				key: { legacy_no: 18 },
				columns: [{ name: 'email', source: 'b', target: 'B', file: 'legacy.migration.yaml', line: 26 }],
			},
			{ kind: 'missing', pattern: 0, key: { legacy_no: 99 } },
			{
				kind: 'rejected',
				pattern: 4,
				key: { legacy_no: null },
				columns: [{ name: 'status', source: 'Z', target: null, file: 'legacy.migration.yaml', line: 27 }],
			},
			{ kind: 'duplicate', pattern: 3, key: { legacy_no: '12345678901234567890' }, source: 2, target: 1, mappings: ['a', 'b'] },
		],
		truncated: true,
		patterns: [
			{ text: 'missing in the target', kind: 'missing', count: 15 },
			{ text: 'email and employer_id differ', kind: 'changed', count: 1 },
			{
				text: 'email differs only in case: upper case in the target',
				kind: 'changed',
				count: 1,
				explanation: 'letter-case',
				columns: ['email'],
				shared: { country: 'DK' },
				suggestion: { text: 'Let the mapping make it.', yaml: 'email: { transform: [upper] }' },
				file: 'legacy.migration.yaml',
				line: 26,
			},
			{ text: 'keys that stand for several rows', kind: 'duplicate', count: 1 },
			{ text: "rejected: status cannot take the value 'Z'", kind: 'rejected', count: 1, suggestion: { text: 'Decide.' } },
		],
		notCompared: [{ column: 'region_id', reason: 'its table keeps no natural key' }],
	});
	expect(json.checks[4]).toMatchObject({ verdict: 'failed', file: 'legacy.migration.yaml', line: 40 });
});
