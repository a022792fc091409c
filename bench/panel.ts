/**
 * Measures the page of the result panel in a browser: what the user feels with a hundred thousand differences. Takes the bundle as users get it.
 * Times are the browser's own, from a message or a key to the next frame.
 */

import path from 'node:path';
import { chromium, type Page } from 'playwright-core';

import type { ToPanel } from '../client/src/panel/messages';
import type { RowDifference } from '../server/src/core/reconcile/result';
import type { PanelModel } from '../server/src/core/report/panelModel';
import { prepareBrowser } from '../test/e2e/browser';
import { median } from './median';

const portion = 10_000;
const first = 500;

/** Prints a table. */
export async function benchPanel(count: number, rounds: number): Promise<void> {
	const browser = await chromium.launch({ executablePath: await prepareBrowser(process.execPath, console.log), args: ['--no-sandbox'] });
	const times = new Map<string, number[]>();
	const note = (what: string, ms: number) => times.set(what, [...(times.get(what) ?? []), ms]);
	try {
		for (let round = 0; round < rounds; round++) {
			const page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
			await page.setContent('<!DOCTYPE html><html><body><div id="root" data-spec="file:///bench"></div></body></html>');
			await page.evaluate('globalThis.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} })');
			await page.addStyleTag({ path: path.resolve('dist/panel.css') });
			const started = performance.now();
			await page.addScriptTag({ path: path.resolve('dist/panel.js') });
			note('Loading its script', performance.now() - started);
			await measureRound(page, count, note);
			await page.close();
		}
	} finally {
		await browser.close();
	}
	console.log(`| ${count.toLocaleString('en-US')} differences, to the next frame | Median of ${rounds} |\n|---|---|`);
	for (const [what, all] of times) console.log(`| ${what} | ${median(all).toFixed(0)} ms |`);
}

async function measureRound(page: Page, count: number, note: (what: string, ms: number) => void): Promise<void> {
	const rows = differences(count);
	note('First results', await untilDrawn(page, { kind: 'results', model: modelOf(rows), isNew: true }));
	let sum = 0;
	for (let offset = first; offset < count; offset += portion) {
		sum += await untilDrawn(page, { kind: 'rows', rows: { id: '/customers/rows', offset, rows: rows.slice(offset, offset + portion) } });
	}
	note('All portions together', sum);
	note('End key', await acted(page, 'table.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }))'));
	note('A leap by scrolling', await acted(page, 'grid.scrollTop = grid.scrollHeight / 3'));
	note('Search', await acted(page, 'field.value = "77"; field.dispatchEvent(new Event("input"))'));
	note('Search again', await acted(page, 'field.value = "778"; field.dispatchEvent(new Event("input"))'));
	note('No search', await acted(page, 'field.value = ""; field.dispatchEvent(new Event("input"))'));
	note('Sorting', await acted(page, 'document.querySelector(".of-source .sort").click()'));
	note('A row', await acted(page, 'document.querySelector("tr.line").click()'));
}

/** Milliseconds from the message to the frame that shows it. */
async function untilDrawn(page: Page, message: ToPanel): Promise<number> {
	return page.evaluate(`new Promise(resolve => {
		const message = ${JSON.stringify(JSON.stringify(message))};
		const data = JSON.parse(message);
		addEventListener('message', () => requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - started))), { once: true });
		const started = performance.now();
		postMessage(data, '*');
	})`);
}

async function acted(page: Page, action: string): Promise<number> {
	return page.evaluate(`new Promise(resolve => {
		const grid = document.querySelector('.grid');
		const table = grid.querySelector('table');
		const field = document.querySelector('vscode-textfield');
		const started = performance.now();
		${action};
		requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - started)));
	})`);
}

function differences(count: number): readonly RowDifference[] {
	return Array.from({ length: count }, (_, no) => ({
		kind: 'changed',
		key: [{ name: 'customer_no', value: no }],
		columns: [{ name: no % 2 === 0 ? 'name' : 'city', source: `Zimmermann Elektro & Co. KG ${no}`, target: `Zimmermann Elektro & ${no}` }],
		pattern: no % 3,
	}));
}

function modelOf(rows: readonly RowDifference[]): PanelModel {
	const found = {
		kind: 'rows',
		compared: { source: rows.length, target: rows.length },
		differences: { missing: 0, extra: 0, changed: rows.length, rejected: 0, duplicate: 0, accepted: 0, exact: true },
		rows: rows.slice(0, first),
		truncated: false,
		patterns: [0, 1, 2].map(n => ({ text: `explanation ${n}`, kind: 'changed' as const, count: Math.floor(rows.length / 3) })),
		notCompared: [],
	} as const;
	const ranAt = '2026-12-05T23:10:00.000Z';
	const check = { id: '/customers/rows', heading: 'customers', mapping: 'customers', check: 'rows', summary: '', columns: {} };
	const result = { mapping: 'customers', check: 'rows', verdict: 'different', elapsedMs: 1, found } as const;
	return {
		spec: 'bench.migration.yaml',
		uri: 'file:///bench',
		connections: { source: 'erp', target: 'cloud' },
		run: { startedAt: ranAt, elapsedMs: 1, sides: { source: { connection: 'erp' }, target: { connection: 'cloud' } } },
		checks: [{ ...check, result, kept: rows.length, ranAt }],
	};
}
