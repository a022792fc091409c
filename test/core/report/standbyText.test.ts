import { expect, test } from 'vitest';
import type { ReconcileReport, SideReport } from '../../../server/src/core/report/model';
import { renderReconcileHtml } from '../../../server/src/core/report/reconcileHtml';
import { renderReconcileMarkdown } from '../../../server/src/core/report/reconcileMarkdown';
import { renderReconcileText } from '../../../server/src/core/report/reconcileText';

/** What the report says in every form for people, or nothing. */
function told(side: Partial<SideReport>): string | undefined {
	const report: ReconcileReport = {
		spec: 's.migration.yaml',
		startedAt: '2026-12-05T23:10:00.000Z',
		elapsedMs: 10,
		verdict: 'identical',
		sides: { source: { connection: 'erp', standby: false }, target: { connection: 'cloud', ...side } },
		checks: [],
		summary: { identical: 1, different: 0, accepted: 0, partial: 0, failed: 0, notRun: 0 },
	};
	const text = renderReconcileText(report, { color: false, width: 120, placeOf: () => undefined });
	const line = /^".*standby.*$/m.exec(text)?.[0];
	const others = [
		renderReconcileMarkdown(report, { width: 120, placeOf: () => undefined }),
		renderReconcileHtml(report, { placeOf: () => undefined })
			.replaceAll('&quot;', '"')
			.replaceAll('&#34;', '"'),
	];
	for (const other of others) expect(other.includes(line ?? 'standby')).toBe(line !== undefined);
	return line;
}

test('a standby is named, with how far it is behind', () => {
	expect(told({ standby: true, lagMs: 12_340 })).toBe('"cloud" is a standby, 12.3 s behind its primary');
	expect(told({ standby: true, lagMs: 0 })).toBe('"cloud" is a standby, which had replayed all that it had received');
	expect(told({ standby: true })).toBe('"cloud" is a standby: how far it is behind its primary is not known');
});

test('of a primary there is nothing to say', () => {
	expect(told({ standby: false })).toBeUndefined();
	expect(told({})).toBeUndefined();
});
