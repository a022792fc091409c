import { afterEach, expect, test } from 'vitest';

import { type RunResult, requests } from '../../server/src/protocol';
import { type Editor, openEditor, uriOf } from '../support/editor';

let editor: Editor | undefined;

afterEach(async () => editor?.close());

const spec = '/shop.migration.yaml';
const text = `crosswalk: 1
name: shop
source: { connection: erp }
target: { connection: cloud }
cutover:
  starts: 2026-12-05T22:00:00+01:00
  window: 6h
  steps:
    stop: { do: "Stop <b>it</b>", owner: ops, duration: 30m, rollback: { do: Start it, duration: 10m } }
    open: { do: Let users in, owner: ops, duration: 15m, after: [stop], gate: { coverage: 100 }, point_of_no_return: true }
`;

/** The events of a log that another process keeps. */
const log = [
	{ format: 1, cutover: 'shop.migration.yaml', startedAt: '2026-12-05T21:00:00.000Z' },
	{ event: { action: 'start', step: 'stop', at: '2026-12-05T21:00:00.000Z', by: 'ada' } },
	{ event: { action: 'finish', step: 'stop', at: '2026-12-05T21:40:00.000Z', by: 'ada' } },
];

async function show(files: Map<string, string>): Promise<string> {
	editor = await openEditor(files);
	await editor.open(spec);
	const { html } = (await editor.client.sendRequest(requests.cutover, { uri: uriOf(spec) })) as RunResult;
	return html;
}

test('the timeline is a chart and tables, in which everything of the spec is text', async () => {
	const html = await show(new Map([[spec, text]]));
	expect(html).toContain('<svg xmlns="http://www.w3.org/2000/svg" class="cutover"');
	expect(html).toContain('Stop &lt;b&gt;it&lt;/b&gt;');
	expect(html).toContain('45 min of 6 h, 5 h 15 min to spare');
	expect(html).toContain('coverage of the source and target is unknown without the catalog');
	// The page of the panel allows neither.
	expect(html).not.toMatch(/<style|style=|<script/);
	expect(await editor?.lenses(spec)).toEqual([
		'Timeline · 45 min of 6 h · ends 22:45',
		'22:00 to 22:30 · critical · back 10 min',
		'22:30 to 22:45 · critical · point of no return',
	]);
});

test('what happened so far is in it', async () => {
	const lines = log.map(line => `${JSON.stringify(line)}\n`).join('');
	const html = await show(
		new Map([
			[spec, text],
			['/.crosswalk/connections.yaml', ''],
			['/.crosswalk/runs/shop/cutover/2026-12-05T21-00-00-000Z.jsonl', lines],
		]),
	);
	expect(html).toContain('<td>finished, by ada</td>');
	expect(html).toContain('1 of 2 steps are over.');
});

test('a spec without a cutover says so', async () => {
	const html = await show(new Map([[spec, text.replace(/^cutover:[\s\S]*/m, '')]]));
	expect(html).toContain('This spec has no cutover.');
});
