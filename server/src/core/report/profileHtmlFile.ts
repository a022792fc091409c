/** The result of `crosswalk profile` as one file for a browser: the page of the panel with a style of its own, without any script. */

import { html } from './html';
import { renderProfileHtml } from './profileHtml';
import type { ProfileReport } from './profileModel';
import { pageStyle } from './reconcileHtmlFile';

export function renderProfileHtmlFile(report: ProfileReport): string {
	const page = { markup: renderProfileHtml(report) };
	return `${
		html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Profile of ${report.connection}</title>
<style>${{ markup: `${pageStyle}${ownStyle}` }}</style>
</head>
<body><main>
${page}
</main></body>
</html>`.markup
	}\n`;
}

const ownStyle = `
main { max-width: 84rem; } .note { margin: .2rem 0; } .number { text-align: start; }
svg { display: block; } svg rect { fill: light-dark(#2f6f9f, #79b8e8); } svg .back { fill: var(--line); } .bar { width: 60px; height: 4px; } .histogram { width: 120px; height: 33px; }
.ends { display: flex; justify-content: space-between; gap: .5rem; width: 120px; color: var(--quiet); font-size: .8em; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; } li { display: inline-block; margin-inline-end: .75rem; overflow-wrap: anywhere; } code { font-family: ui-monospace, monospace; font-size: .9em; }
`;
