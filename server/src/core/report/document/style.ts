/** The look of documents that stand alone: light, dark, and on paper. Colours are variables; a verdict is told by its word as well. */

import { cutoverSvgStyle } from '../cutoverSvg';
import { riskSvgStyle } from '../riskSvg';

const screen = `
:root { color-scheme: light dark; --ink: light-dark(#1c2529, #e4e9eb); --paper: light-dark(#fff, #16191b); --quiet: light-dark(#55646b, #9fadb3);
--line: light-dark(#d7dee1, #353d41); --soft: light-dark(#f4f7f8, #1e2326); --accent: light-dark(#12505d, #7fc4d2);
--good: light-dark(#17693a, #6fce97); --bad: light-dark(#a3262a, #ff9492); --unsure: light-dark(#7d5700, #e3b755); }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', sans-serif; color: var(--ink); background: var(--paper); margin: 0 auto; max-width: 78rem; padding: 2.5rem 2rem 4rem; }
.skip { position: absolute; left: -999rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem 1rem; border: 2px solid var(--accent); }
a { color: var(--accent); text-underline-offset: .15em; }
header { border-bottom: 3px solid var(--accent); padding-bottom: 1rem; }
h1 { font-size: 2rem; line-height: 1.2; margin: 0; } .subtitle { color: var(--quiet); margin: .4rem 0 0; }
h2 { font-size: 1.5rem; margin: 3.5rem 0 1rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); color: var(--accent); }
h3 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; } h4 { font-size: 1rem; margin: 1.5rem 0 .25rem; } h3 code { font-size: .95em; background: none; padding: 0; }
p, ul { max-width: 62rem; } p { margin: .6rem 0; } li { margin: .2rem 0; }
nav { background: var(--soft); border-radius: .5rem; padding: 1rem 1.5rem; margin-top: 1.5rem; }
nav h2 { font-size: 1rem; margin: 0 0 .5rem; border: 0; padding: 0; } nav ol { margin: 0; padding-inline-start: 1.4rem; }
nav > ol { columns: 2; column-gap: 3rem; } nav ol { list-style: none; padding-inline-start: 0; } nav > ol > li { break-inside: avoid; margin-bottom: .4rem; } nav ol ol { padding-inline-start: 1rem; font-size: .92em; }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; } nav code { background: none; padding: 0; }
dl { margin: .75rem 0 1.25rem; } dl > div { display: grid; grid-template-columns: 14rem 1fr; gap: .25rem 1.5rem; padding: .3rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--quiet); } dd { margin: 0; max-width: 58rem; }
.scroll { overflow-x: auto; margin: .75rem 0 1.75rem; } .scroll:focus-visible { outline: 2px solid var(--accent); }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 600; padding: .4rem 0; }
th, td { text-align: start; vertical-align: top; padding: .4rem .9rem .4rem 0; border-bottom: 1px solid var(--line); font-weight: normal; overflow-wrap: break-word; }
thead th { font-weight: 600; color: var(--quiet); border-bottom: 2px solid var(--line); vertical-align: bottom; }
th[scope='row'] { min-width: 8rem; } td { min-width: 4.5rem; } .columns-7 td:nth-child(4) { min-width: 15rem; } .columns-7 td:nth-child(5) { min-width: 10rem; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font: .87em/1.5 ui-monospace, 'SF Mono', Consolas, monospace; background: var(--soft); padding: .08em .3em; border-radius: .2em; white-space: pre-wrap; overflow-wrap: break-word; } .when { white-space: nowrap; }
pre { background: var(--soft); padding: .75rem 1rem; border-radius: .4rem; overflow-x: auto; margin: .25rem 0 1rem; } pre code { background: none; padding: 0; }
figure { margin: 1.25rem 0 1.75rem; overflow-x: auto; } figure svg { max-width: 100%; height: auto; display: block; } figcaption { color: var(--quiet); font-size: .92em; margin-top: .4rem; }
.quiet { color: var(--quiet); } .state { font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); } .unsure { color: var(--unsure); }
@media (max-width: 50rem) { body { padding: 1.25rem 1rem; } nav > ol { columns: 1; } dl > div { grid-template-columns: 1fr; } }
`;

/** Table heads come again on each page, rows are not torn, and a part begins a page. */
const paper = `
@page { size: A4 landscape; margin: 14mm 12mm 16mm; @bottom-right { content: counter(page) ' / ' counter(pages); font: 8pt system-ui, sans-serif; color: #55646b; } }
@media print {
:root { color-scheme: light; }
body { font-size: 9pt; line-height: 1.4; max-width: none; padding: 0; }
h1 { font-size: 20pt; } h2 { font-size: 14pt; margin-top: 0; } h3 { font-size: 11pt; margin-top: 1.2rem; }
h2, h3, h4, caption, figcaption, dt { break-after: avoid; } main > section { break-before: page; }
thead { display: table-header-group; } tr, figure, dl > div, li { break-inside: avoid; } pre { white-space: pre-wrap; }
.scroll, figure { overflow: visible; } table { font-size: 8pt; } th, td { padding: .2rem .5rem .2rem 0; min-width: 0; } th[scope='row'] { min-width: 0; }
td:nth-child(n) { min-width: 0; } .columns-7 td:nth-child(4) { min-width: 50mm; } nav { background: none; padding: 0; } nav a { color: inherit; } .skip { display: none; } a { text-decoration: none; }
code { background: none; padding: 0; font-size: 7.5pt; } h3 code { font-size: inherit; } .columns-7 td:nth-child(7) { min-width: 30mm; }
}
`;

export const documentStyle = `${screen}${cutoverSvgStyle}\n${riskSvgStyle}.risks rect{fill-opacity:1}${paper}`;
