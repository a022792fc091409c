import { expect, test } from 'vitest';
import type { CheckResult, RowDifference, RowsFound } from '../../../server/src/core/reconcile/result';
import { countVerdicts, overallVerdict } from '../../../server/src/core/reconcile/verdict';
import { html } from '../../../server/src/core/report/html';
import { renderReconcileHtml } from '../../../server/src/core/report/reconcileHtml';
import { renderReconcileLine } from '../../../server/src/core/report/reconcileLine';
import { differingHtml } from '../../../server/src/core/report/valueHtml';

const hostile = `</td><script>alert(1)</script><img src=x onerror="alert(2)">' & \u202e`;

function rowsCheck(rows: readonly RowDifference[], more: Partial<RowsFound> = {}): CheckResult {
	const count = (kind: RowDifference['kind']) => rows.filter(row => row.kind === kind).length;
	const differences = {
		missing: count('missing'),
		extra: count('extra'),
		changed: count('changed'),
		rejected: count('rejected'),
		duplicate: count('duplicate'),
		accepted: 0,
		exact: true,
	};
	const found: RowsFound = {
		kind: 'rows',
		compared: { source: 9, target: 9 },
		differences,
		rows,
		truncated: false,
		patterns: [],
		notCompared: [],
		...more,
	};
	return { mapping: 'customers', check: 'rows', verdict: 'different', elapsedMs: 1200, found };
}

function render(...checks: readonly CheckResult[]): string {
	const verdict = overallVerdict(checks.map(check => check.verdict));
	const sides = { source: { connection: 'erp', snapshot: '2026-12-05T23:10:00.123Z' }, target: { connection: 'cloud' } };
	const about = { spec: 'erp.migration.yaml', startedAt: '2026-12-05T23:10:00Z', elapsedMs: 5312 };
	return renderReconcileHtml(
		{ ...about, verdict, sides, checks, summary: countVerdicts(checks) },
		{ placeOf: ({ block, start }) => ({ file: block, uri: `file:///${block}`, line: start }) },
	);
}

/** What a reader sees of a row of a table, cells divided by a bar. */
function rowsOf(page: string): readonly string[] {
	const text = (cell: string) => cell.replace(/<[^>]*>/g, '').trim();
	return [...page.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) =>
		[...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) => text(cell)).join(' | '),
	);
}

test('hostile values, names, reasons and places are text', () => {
	const key = [{ name: hostile, value: hostile }];
	const span = { block: hostile, start: 3, end: 4 };
	const page = render(
		rowsCheck(
			[
				{ kind: 'changed', pattern: 0, key, columns: [{ name: hostile, source: hostile, target: null, dangling: hostile, span }] },
				{ kind: 'changed', key, columns: [{ name: hostile, source: hostile, target: `${hostile}!`, span }] },
				{ kind: 'rejected', key, column: hostile, value: hostile, span },
				{ kind: 'missing', key, mapping: hostile },
				{ kind: 'duplicate', key, source: 2, target: 1, mappings: [hostile] },
			],
			{
				patterns: [{ text: hostile, kind: 'changed', count: 1, span, suggestion: { text: hostile, yaml: hostile } }],
				notCompared: [{ column: hostile, reason: hostile }],
			},
		),
		{ mapping: hostile, check: hostile, verdict: 'failed', elapsedMs: 1, reason: hostile, span, notes: [hostile] },
	);
	const tags = new Set([...page.matchAll(/<\/?([a-z0-9]+)/gi)].map(match => match[1]));
	expect([...tags].sort()).toEqual(
		['button', 'caption', 'code', 'h1', 'h2', 'header', 'mark', 'p', 'section', 'span', 'table', 'tbody', 'td', 'th', 'thead', 'tr'].sort(),
	);
	expect(page).not.toMatch(/\son\w+="|\u202e|alert\(1\)<\/script/);
	const attributes = new Set(
		[...page.replaceAll('&quot;', '').matchAll(/<[a-z][^>]*>/g)].flatMap(([tag]) => tag.match(/\s[\w-]+(?==")/g) ?? []),
	);
	expect([...attributes].map(name => name.trim()).sort()).toEqual(
		['aria-hidden', 'class', 'colspan', 'data-line', 'data-uri', 'rowspan', 'scope', 'title', 'type'].sort(),
	);
	expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
	expect(page).toContain('\\u{202e}');
});

test('checks, patterns, and differences side by side', () => {
	const page = render(
		{ mapping: 'customers', check: 'count', verdict: 'identical', elapsedMs: 40, found: { kind: 'count', source: 91004, target: 91004 } },
		rowsCheck(
			[
				{
					kind: 'changed',
					pattern: 0,
					key: [{ name: 'no', value: 17 }],
					columns: [
						{ name: 'email', source: 'a@b.c ', target: 'A@b.c', span: { block: 'erp.yaml', start: 26, end: 27 } },
						{ name: 'phone', source: null, target: '1' },
					],
				},
				{ kind: 'missing', key: [{ name: 'no', value: 99 }] },
				{ kind: 'extra', key: [{ name: 'no', value: 100 }], rows: 3 },
			],
			{ patterns: [{ text: 'email and phone differ', kind: 'changed', count: 1, suggestion: { text: 'Look.', yaml: 'a: b\nc: d' } }] },
		),
		{ mapping: 'orders', check: 'rows', verdict: 'not-run', elapsedMs: 0, reason: 'its target "app.order" is not in the catalog' },
	);
	expect(rowsOf(page)).toEqual([
		'Check | Verdict | Result | Time',
		'customers',
		'count | ✓ identical | 91,004 rows on both sides | 0.0 s',
		'rows | ✗ different | 9 rows compared: 1 missing, 1 extra, 1 changed | 1.2 s',
		'orders',
		'rows | ! not run | its target &quot;app.order&quot; is not in the catalog | 0.0 s',
		'Rows | What happened | Spec | What to do',
		'1 | email and phone differ |  | Look. a: b c: d',
		'Key | Column | Source | Target',
		'1 email and phone differ',
		"no 17 | email | 'a@b.c ' | 'A@b.c'",
		"phone | null | '1'",
		'1 missing',
		'no 99 |  | row | no row',
		'1 extra',
		'no 100 |  | no row | 3 rows',
	]);
	expect(page).toContain(
		'<button type="button" class="place" title="erp.yaml:27" data-uri="file:///erp.yaml" data-line="26">email</button>',
	);
	expect(page).toContain('erp as of 2026-12-05 23:10:00 UTC → cloud');
});

test('of a pattern at most 50 differences are drawn, so that no other one is hidden, and the others are counted', () => {
	const missing = Array.from({ length: 70 }, (_, index) => ({ kind: 'missing' as const, key: [{ name: 'no', value: index }] }));
	const page = render(rowsCheck([...missing, { kind: 'extra', key: [{ name: 'no', value: 71 }] }]));
	expect(rowsOf(page).filter(row => row.endsWith('| row | no row'))).toHaveLength(50);
	expect(rowsOf(page)).toContain('no 71 |  | no row | row');
	expect(page).toContain('20 more are counted and not shown.');
});

test('what differs within a value is marked', () => {
	const marked = (source: string, target: string) => {
		const both = differingHtml(source, target);
		return `${both.source.markup} ${both.target.markup}`.replaceAll("'", '');
	};
	expect(marked('GmbH & Co', 'Gmbh & Co')).toBe('Gmb<mark>H</mark> &amp; Co Gmb<mark>h</mark> &amp; Co');
	expect(marked('a', 'a ')).toBe('a a<mark> </mark>');
	expect(marked('aba', 'ababa')).toBe('aba aba<mark>ba</mark>');
	expect(marked('😀', '😁')).toBe('<mark>😀</mark> <mark>😁</mark>');
	expect(marked(`${'x'.repeat(300)}1`, `${'x'.repeat(300)}2`)).toBe(`…${'x'.repeat(40)}<mark>1</mark> …${'x'.repeat(40)}<mark>2</mark>`);
});

test('the template escapes whatever is not its own', () => {
	expect(html`<b>${'<b>'}${[html`<i>${1}</i>`]}${undefined}</b>`.markup).toBe('<b>&lt;b&gt;<i>1</i></b>');
});

test.each<[string, readonly CheckResult[]]>([
	['✓ 91,004 = 91,004', [{ check: 'count', verdict: 'identical', elapsedMs: 1, found: { kind: 'count', source: 91004, target: 91004 } }]],
	['✗ 91,004 ≠ 3', [{ check: 'count', verdict: 'different', elapsedMs: 1, found: { kind: 'count', source: 91004, target: 3 } }]],
	[
		'✗ 2 missing, 1 changed',
		[
			{ check: 'count', verdict: 'different', elapsedMs: 1, found: { kind: 'count', source: 5, target: 3 } },
			rowsCheck([
				{ kind: 'missing', key: [] },
				{ kind: 'missing', key: [] },
				{ kind: 'changed', key: [], columns: [] },
			]),
		],
	],
	['✗ failed', [{ check: 'rows', verdict: 'failed', elapsedMs: 1, reason: 'the server went away' }]],
	['! not run', [{ check: 'rows', verdict: 'not-run', elapsedMs: 1, reason: 'no catalog' }]],
])('in a lens: %s', (line, checks) => {
	expect(renderReconcileLine(checks)).toBe(line);
});
