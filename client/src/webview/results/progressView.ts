/** How far a run is: what runs, how fast, how long still, and the button that ends it. */

import { html, nothing, type TemplateResult } from 'lit';

import { thousands } from '../../../../server/src/core/report/numbers';
import type { RunningCheck } from '../../../../server/src/core/report/panelModel';
import type { Page } from '../state';
import { durationText } from '../words';

export function progressView(page: Page): TemplateResult | typeof nothing {
	const { progress, nowMs } = page.state;
	if (!progress) return nothing;
	const { text, rows, startedAtMs, done, running = [], isCancelling } = progress;
	const value = done && done.total > 0 ? doneShare(done, running) : undefined;
	const speed = speedText(running);
	const numbers = [done ? `${done.checks} of ${done.total} checks` : '', rows ?? '', speed, durationText(Math.max(0, nowMs - startedAtMs))];
	return html`<div class="progress">
		<progress max="1" .value=${value ?? 0} ?data-unknown=${value === undefined} aria-label="Checks that are done"></progress>
		<span class="what">${isCancelling ? 'Cancelling: waiting for the databases' : text}</span>
		<span class="numbers">${numbers.filter(Boolean).join(' · ')}</span>
		<vscode-button secondary id="cancel" ?disabled=${isCancelling === true} @click=${() => page.send({ kind: 'cancel' })}>Cancel</vscode-button>
	</div>`;
}

/** A check that runs counts as far as it is. */
function doneShare({ checks, total }: { readonly checks: number; readonly total: number }, running: readonly RunningCheck[]): number {
	const parts = running.reduce((sum, { rows, expectedRows }) => {
		const share = rows && expectedRows ? Math.max(rows.source, rows.target) / expectedRows : 0;
		return sum + Math.min(share, 0.99);
	}, 0);
	return Math.min(1, (checks + parts) / total);
}

function speedText(running: readonly RunningCheck[]): string {
	const perSecond = running.reduce((sum, { rows, elapsedMs }) => {
		return rows && elapsedMs > 0 ? sum + (Math.max(rows.source, rows.target) * 1000) / elapsedMs : sum;
	}, 0);
	return perSecond < 1 ? '' : `${thousands(Math.round(perSecond))} rows/s`;
}
