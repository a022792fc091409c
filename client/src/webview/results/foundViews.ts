/** What checks found that are not a comparison of rows: counts, balances, aggregates, violations, acceptance tests and examples. */

import { html, nothing, type TemplateResult } from 'lit';

import type {
	AcceptanceFound,
	AggregateFound,
	BalanceFound,
	CheckResult,
	CountFound,
	ExampleFound,
	NamedValue,
	ViolationsFound,
} from '../../../../server/src/core/reconcile/result';
import { sideText } from '../../../../server/src/core/report/aggregateText';
import { thousands } from '../../../../server/src/core/report/numbers';
import { visibleText } from '../../../../server/src/core/report/visibleText';
import { durationText } from '../words';
import { cellViews, valueView } from './valueView';

export function foundView(found: CheckResult['found']): TemplateResult | typeof nothing {
	switch (found?.kind) {
		case 'count':
			return countView(found);
		case 'aggregate':
			return aggregateView(found);
		case 'balance':
			return balanceView(found);
		case 'violations':
			return violationsView(found);
		case 'acceptance':
			return acceptanceView(found);
		case 'example':
			return exampleView(found);
		default:
			return nothing;
	}
}

function countView({ source, target }: CountFound): TemplateResult {
	const apart = target - source;
	const most = Math.max(source, target, 1);
	const line = (side: string, count: number) =>
		html`<tr><th scope="row">${side}</th><td class="number">${thousands(count)}</td><td class="bars">${bar(count / most, side.toLowerCase())}</td></tr>`;
	return html`<table class="counts"><caption>Rows${apart === 0 ? '' : html`: the target has ${thousands(Math.abs(apart))} ${apart > 0 ? 'more' : 'fewer'}`}</caption>
		<thead class="unseen"><tr><th scope="col">Side</th><th scope="col">Rows</th><th scope="col">Share</th></tr></thead>
		<tbody>${line('Source', source)}${line('Target', target)}</tbody></table>`;
}

/** Says nothing that is not in the number beside it. */
function bar(share: number, side: string): TemplateResult {
	const width = `${(Math.max(0, Math.min(1, share)) * 100).toFixed(1)}%`;
	return html`<span class="bar ${side}" aria-hidden="true" .style=${`width: ${width}`}></span>`;
}

function aggregateView({ type, source = null, target = null, groups, notCompared = [] }: AggregateFound): TemplateResult {
	const left = notComparedView(notCompared);
	if (!groups) {
		const views = cellViews({ value: source }, { value: target }, false);
		return html`<table class="counts"><caption>Values</caption><thead class="unseen"><tr><th scope="col">Side</th><th scope="col">Value</th></tr></thead>
			<tbody><tr><th scope="row">Source</th><td class="value source">${views.source}</td></tr><tr><th scope="row">Target</th><td class="value target">${views.target}</td></tr></tbody></table>${left}`;
	}
	if (groups.rows.length === 0) return html`${left}`;
	const size = (value: unknown) => Math.abs(Number(value ?? 0)) || 0;
	const most = Math.max(1e-9, ...groups.rows.flatMap(row => [size(row.source), size(row.target)]));
	const rows = groups.rows.map(
		row => html`<tr><th scope="row">${valueView(row.group)}</th>
			<td class="value number">${sideText(row, 'source', type)}</td><td class="value number">${sideText(row, 'target', type)}</td>
			<td class="bars">${bar(size(row.source) / most, 'source')}${bar(size(row.target) / most, 'target')}</td></tr>`,
	);
	const more = groups.differing - groups.rows.length;
	return html`<table class="groups"><caption>Groups that differ: ${thousands(groups.differing)} of ${thousands(groups.compared)}</caption>
		<thead><tr><th scope="col">${visibleText(groups.by)}</th><th scope="col" class="number">Source</th><th scope="col" class="number">Target</th><th scope="col"><span class="unseen">Bars</span></th></tr></thead>
		<tbody>${rows}</tbody></table>${more > 0 ? html`<p class="note">${thousands(more)} more differ and are not kept.</p>` : nothing}${left}`;
}

export function notComparedView(columns: readonly { readonly column: string; readonly reason: string }[]): TemplateResult | typeof nothing {
	if (columns.length === 0) return nothing;
	const rows = columns.map(
		({ column, reason }) => html`<tr><th scope="row">${visibleText(column)}</th><td>${visibleText(reason)}</td></tr>`,
	);
	return html`<details class="not-compared"><summary>Not compared: ${columns.length === 1 ? '1 column' : `${columns.length} columns`}</summary>
		<table><thead><tr><th scope="col">Column</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table></details>`;
}

function balanceView(found: BalanceFound): TemplateResult {
	const parts: readonly (readonly [string, number])[] = [
		['mapped', found.mapped],
		['rejected', found.rejected],
		...found.ignored.map(({ reason, rows }) => [`ignored: ${reason}`, rows] as const),
		['left out by where', found.filtered],
		['not joined', found.notJoined],
	];
	const rows = parts
		.filter(([name, count]) => count !== 0 || name === 'mapped')
		.map(
			([name, count]) =>
				html`<tr><th scope="row">${visibleText(name)}</th><td class="number">${thousands(count)}</td><td class="bars">${bar(found.rows === 0 ? 0 : count / found.rows, 'source')}</td></tr>`,
		);
	const multiplied =
		found.mappedRows === found.mapped ? nothing : html`<p class="note">Joins make ${thousands(found.mappedRows)} rows of them.</p>`;
	return html`<table class="counts"><caption>What became of the ${thousands(found.rows)} rows of ${visibleText(found.table)}</caption>
		<thead><tr><th scope="col">Rows</th><th scope="col" class="number">Number</th><th scope="col"><span class="unseen">Share</span></th></tr></thead>
		<tbody>${rows}</tbody></table>${multiplied}<p class="note">${thousands(found.target)} rows are in the target.</p>`;
}

function violationsView({ side, count, of, atMost, rows, masked, severity, owner, due }: ViolationsFound): TemplateResult {
	const total = of === undefined ? '' : ` of ${thousands(of)}`;
	const who = [owner && `owner: ${owner}`, due && `due: ${due}`].filter(Boolean).join(', ');
	return html`<p>${thousands(count)}${total} rows of the ${side} break the rule (${severity}); at most ${atMost} may.${who ? html` <span class="note">${visibleText(who)}</span>` : nothing}</p>
		${masked === undefined ? nothing : html`<p class="note">Values are not shown: ${visibleText(masked)}</p>`}
		${rowsView('The first of them', rows)}`;
}

/** Rows of one shape, or of several. */
function rowsView(caption: string, rows: readonly (readonly NamedValue[])[]): TemplateResult | typeof nothing {
	const names = [...new Set(rows.flatMap(row => row.map(({ name }) => name)))];
	if (names.length === 0) return nothing;
	const lines = rows.map(row => {
		const values = new Map(row.map(({ name, value }) => [name, value]));
		return html`<tr>${names.map(name => html`<td class="value">${values.has(name) ? valueView(values.get(name) ?? null) : nothing}</td>`)}</tr>`;
	});
	return html`<table><caption>${caption}</caption><thead><tr>${names.map(name => html`<th scope="col">${visibleText(name)}</th>`)}</tr></thead><tbody>${lines}</tbody></table>`;
}

function acceptanceView({ owner, rows, notTrue, timing, manual }: AcceptanceFound): TemplateResult {
	const lines = [
		owner === undefined ? nothing : html`<p class="note">Owner: ${visibleText(owner)}</p>`,
		rows === undefined || rows === 1 ? nothing : html`<p>The query gave ${thousands(rows)} rows, and one counts.</p>`,
		rowsView('Not true', notTrue.length > 0 ? [notTrue] : []),
		manual
			? html`<p>${manual.passed ? 'Passed' : 'Failed'}, says ${visibleText(manual.by)} on ${manual.at.slice(0, 10)}${manual.note === undefined ? '' : `: ${visibleText(manual.note)}`}</p>`
			: nothing,
	];
	if (!timing) return html`${lines}`;
	const { medianMs, maxMs, baseline } = timing;
	const most = Math.max(medianMs, maxMs ?? 0, baseline?.medianMs ?? 0, 1e-9);
	const line = (name: string, ms: number | undefined, side: string) =>
		ms === undefined
			? nothing
			: html`<tr><th scope="row">${name}</th><td class="number">${durationText(ms)}</td><td class="bars">${bar(ms / most, side)}</td></tr>`;
	return html`${lines}<table class="counts"><caption>Times of warm runs</caption><thead class="unseen"><tr><th scope="col">What</th><th scope="col">Time</th><th scope="col">Share</th></tr></thead>
		<tbody>${line('Median', medianMs, 'target')}${line('On the source', baseline?.medianMs, 'source')}${line('At most', maxMs, 'limit')}</tbody></table>`;
}

function exampleView({ rows, rejected }: ExampleFound): TemplateResult {
	const lines = rows.flatMap(({ expected, actual, differing }, index) => {
		const names = [...new Set([...(expected ?? []), ...(actual ?? [])].map(({ name }) => name))];
		const namedIn = (values: readonly NamedValue[] | undefined, name: string) => values?.find(one => one.name === name);
		return names.map(name => {
			const [wanted, found] = [namedIn(expected, name), namedIn(actual, name)];
			const views = cellViews(wanted ?? { about: 'no row' }, found ?? { about: 'no row' }, false);
			return html`<tr><td class="number">${index + 1}</td><th scope="row" class=${differing.includes(name) ? 'different' : ''}>${visibleText(name)}</th><td class="value source">${views.source}</td><td class="value target">${views.target}</td></tr>`;
		});
	});
	const table =
		lines.length === 0
			? nothing
			: html`<table><caption>Rows of the example</caption><thead><tr><th scope="col" class="number">Row</th><th scope="col">Column</th><th scope="col">Expected</th><th scope="col">Actual</th></tr></thead><tbody>${lines}</tbody></table>`;
	if (!rejected) return html`${table}`;
	const actual = rejected.actual.map(
		({ column, value, code }) => html`<li>${visibleText(column)} refused ${valueView(value)} (${code})</li>`,
	);
	const wanted =
		rejected.expected === undefined
			? 'No column was expected to refuse it.'
			: `"${visibleText(rejected.expected)}" was expected to refuse it.`;
	return html`${table}<p>${wanted}</p>${actual.length > 0 ? html`<ul>${actual}</ul>` : html`<p>No column refused it.</p>`}`;
}
