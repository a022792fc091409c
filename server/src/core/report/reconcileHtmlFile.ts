/** The result of `crosswalk reconcile` as one file for a browser: the page of the panel with a style of its own, without any script. */

import { html } from './html';
import type { PlaceOf, ReconcileReport } from './model';
import { renderReconcileHtml } from './reconcileHtml';
import { reportKind, reportWord } from './verdictWord';

export function renderReconcileHtmlFile(report: ReconcileReport, placeOf: PlaceOf): string {
	const page = { markup: renderReconcileHtml(report, { placeOf }) };
	return `${
		html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${reportKind(report)} of ${report.spec}: ${reportWord(report)}</title>
<style>${{ markup: pageStyle }}</style>
</head>
<body><main>
${page}
<footer>${report.startedAt}</footer>
</main></body>
</html>`.markup
	}\n`;
}

/** The look of a page that stands alone, for light and dark. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: light-dark(#1c2529, #e4e9eb); --paper: light-dark(#fff, #16191b); --quiet: light-dark(#5b6b73, #9aa8ae);
--line: light-dark(#d7dee1, #353d41); --good: light-dark(#17693a, #6fce97); --bad: light-dark(#a3262a, #ff9492); --unsure: light-dark(#7d5700, #e3b755);
--mark: light-dark(#ffe08a, #6b5210); }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 0; }
main { max-width: 72rem; margin: 0 auto; padding: 2rem 1.5rem; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0 1.5rem; }
caption { text-align: start; font-weight: 600; padding: .25rem 0; }
th, td { text-align: start; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid var(--line); font-weight: normal; }
thead th, th[scope="rowgroup"] { font-weight: 600; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
.value { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; white-space: pre-wrap; }
.note, .about, .null, .name, footer { color: var(--quiet); }
.identical, .accepted { color: var(--good); } .different, .failed { color: var(--bad); } .partial, .not-run { color: var(--unsure); }
mark { background: var(--mark); color: inherit; }
code.place { font: inherit; border-bottom: 1px dotted var(--quiet); }
`;
