/** The result of `crosswalk plan` as one file for a browser: the page of the panel with a style of its own, without any script. */

import type { Coverage } from '../mapping/coverage';
import { html } from './html';
import { renderPlanHtml } from './planHtml';
import type { PlanReport } from './planModel';
import { pageStyle } from './reconcileHtmlFile';

export function renderPlanHtmlFile(report: PlanReport, coverage: Coverage): string {
	const page = { markup: renderPlanHtml(report, coverage, { styled: true }) };
	return `${
		html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plan of ${report.name ?? report.spec}</title>
<style>${{ markup: `${pageStyle}${ownStyle}` }}</style>
</head>
<body><main>
${page}
</main></body>
</html>`.markup
	}\n`;
}

const ownStyle = `
figure { margin: 1rem 0; overflow-x: auto; } figcaption { font-weight: 600; margin-bottom: .5rem; } svg { max-width: 100%; height: auto; }
@media print { section { break-inside: auto; } tr, figure { break-inside: avoid; } }
`;
