import { expect, test } from 'vitest';

import type { CheckResult } from '../../../server/src/core/reconcile/result';
import { countVerdicts, overallVerdict } from '../../../server/src/core/reconcile/verdict';
import type { ReconcileReport } from '../../../server/src/core/report/model';
import { renderReconcileJunit } from '../../../server/src/core/report/reconcileJunit';
import { renderReconcileMarkdown } from '../../../server/src/core/report/reconcileMarkdown';

const options = { width: 120, placeOf: ({ start }: { readonly start: number }) => ({ file: 'erp.migration.yaml', line: start }) };
const noDifference = { missing: 0, extra: 0, changed: 0, rejected: 0, duplicate: 0, accepted: 0, exact: true };

function reportOf(checks: readonly CheckResult[]): ReconcileReport {
	return {
		spec: 'erp.migration.yaml',
		startedAt: '2026-12-05T23:10:00.000Z',
		elapsedMs: 5312,
		verdict: overallVerdict(checks.map(check => check.verdict)),
		sides: { source: { connection: 'legacy_erp' }, target: { connection: 'cloud' } },
		checks,
		summary: countVerdicts(checks),
	};
}

const report = reportOf([
	{ mapping: 'customers', check: 'count', verdict: 'identical', elapsedMs: 40, found: { kind: 'count', source: 1200, target: 1200 } },
	{
		mapping: 'customers',
		check: 'rows',
		verdict: 'different',
		elapsedMs: 900,
		found: {
			kind: 'rows',
			compared: { source: 1200, target: 1200 },
			differences: { ...noDifference, changed: 1 },
			rows: [
				{
					kind: 'changed',
					pattern: 0,
					key: [{ name: 'no', value: 17 }],
					columns: [{ name: 'email', source: '`a|b`', target: '<b>', span: { block: 'b', start: 26, end: 30 } }],
				},
			],
			truncated: false,
			patterns: [{ text: 'email differs', kind: 'changed', count: 1, suggestion: { text: 'Look <here>.' } }],
			notCompared: [{ column: 'region_id', reason: 'its table keeps no natural key' }],
		},
	},
	{ mapping: 'orders', group: ['orders', 'old_orders'], check: 'rows', verdict: 'partial', elapsedMs: 1, reason: 'the time was over' },
	{ mapping: 'stock', check: 'sum(qty)', verdict: 'not-run', elapsedMs: 0, reason: 'it has no rows' },
	{
		mapping: 'stock',
		check: 'rows',
		verdict: 'failed',
		elapsedMs: 0,
		reason: 'the server is gone',
		span: { block: 'b', start: 40, end: 44 },
	},
	{ mapping: 'stock', check: 'count', verdict: 'accepted', elapsedMs: 2, found: { kind: 'count', source: 1, target: 2 } },
	{ check: 'totals per year', verdict: 'identical', elapsedMs: 3, notes: ['Read twice.'], found: { kind: 'count', source: 3, target: 3 } },
]);

test('JUnit: a test for each check, and nothing green that is not', () => {
	expect(renderReconcileJunit(report, options)).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="crosswalk" tests="7" failures="2" errors="1" skipped="1">
	<testsuite name="erp.migration.yaml" tests="7" failures="2" errors="1" skipped="1" time="5.312">
		<testcase classname="customers" name="count" time="0.040">
			<system-out>1,200 rows on both sides</system-out>
		</testcase>
		<testcase classname="customers" name="rows" time="0.900">
			<failure message="1,200 rows compared: 1 changed">    not compared  region_id: its table keeps no natural key
    1  email differs  erp.migration.yaml:27
       no 17  &apos;\`a|b\`&apos; → &apos;&lt;b&gt;&apos;
       → Look &lt;here&gt;.</failure>
		</testcase>
		<testcase classname="orders + old_orders" name="rows" time="0.001">
			<failure message="partial: the time was over"/>
		</testcase>
		<testcase classname="stock" name="sum(qty)" time="0.000">
			<skipped message="not run: it has no rows"/>
		</testcase>
		<testcase classname="stock" name="rows" time="0.000">
			<error message="failed: the server is gone">    erp.migration.yaml:41</error>
		</testcase>
		<testcase classname="stock" name="count" time="0.002">
			<system-out>1 row in the source, 2 in the target</system-out>
		</testcase>
		<testcase classname="totals per year" name="queries" time="0.003">
			<system-out>3 rows on both sides
    Read twice.</system-out>
		</testcase>
	</testsuite>
</testsuites>
`);
});

test('Markdown: a table of the checks, then what differs, as it is', () => {
	expect(renderReconcileMarkdown(report, options)).toBe(`\
# Reconciliation of \`erp.migration.yaml\`: failed

\`legacy_erp\` → \`cloud\`, 2026-12-05T23:10:00.000Z: 2 identical, 1 different, 1 accepted, 1 partial, 1 failed, 1 not run.

| Verdict | Mapping | Check | Result |
| --- | --- | --- | --- |
| identical | \`customers\` | \`count\` | 1,200 rows on both sides |
| **different** | \`customers\` | \`rows\` | 1,200 rows compared: 1 changed |
| **partial** | \`orders + old_orders\` | \`rows\` | partial: the time was over |
| **not run** | \`stock\` | \`sum(qty)\` | not run: it has no rows |
| **failed** | \`stock\` | \`rows\` | failed: the server is gone |
| accepted | \`stock\` | \`count\` | 1 row in the source, 2 in the target |
| identical | \`totals per year\` | \`queries\` | 3 rows on both sides |

## \`customers\`, \`rows\`

\`\`\`text
    not compared  region_id: its table keeps no natural key
    1  email differs  erp.migration.yaml:27
       no 17  '\`a|b\`' → '<b>'
       → Look <here>.
\`\`\`

## \`stock\`, \`rows\`

\`\`\`text
    erp.migration.yaml:41
\`\`\`

## \`totals per year\`, \`queries\`

\`\`\`text
    Read twice.
\`\`\`
`);
});

test('names and values stay text', () => {
	const hostile = 'a"<b>&]]>|`x`\n```\n::error::z[y](https://evil.example)@team\u001b[31m\u202e\u0000\uffff';
	const found = {
		kind: 'rows' as const,
		compared: { source: 1, target: 1 },
		differences: { ...noDifference, missing: 1 },
		rows: [{ kind: 'missing' as const, key: [{ name: hostile, value: hostile }] }],
		truncated: false,
		patterns: [],
		notCompared: [{ column: hostile, reason: hostile }],
	};
	const check = { mapping: hostile, check: hostile, elapsedMs: 0, reason: hostile, notes: [hostile] };
	const all = reportOf([
		{ ...check, verdict: 'different', found },
		{ ...check, verdict: 'failed' },
	]);
	const junit = renderReconcileJunit(all, options);
	expect(junit.match(/<b>|]]>|&(?!(amp|lt|gt|quot|apos);)|[^\n\t\u0020-\ufffd]/g)).toBeNull();
	const markdown = renderReconcileMarkdown(all, options);
	const outside = markdown.replace(/^(`{3,})text\n[\s\S]*?^\1$/gm, '');
	expect(outside.match(/<b>|[^\\]\[y\]|https:\/\/evil|@team|^::|[^\n\u0020-\uffff]/gm)).toBeNull();
	// Both checks' blocks are closed by their own fence only.
	expect(markdown.match(/^`{4,}(text)?$/gm)).toHaveLength(4);
});
