import { afterEach, expect, test } from 'vitest';

import { type CutoverStepsResult, type RunResult, requests, type StepAction } from '../../server/src/protocol';
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

test('a step is started and finished from the editor, with the refusals of the command line', async () => {
	const files = new Map([
		[spec, text.replace('starts: 2026-12-05T22:00:00+01:00', 'starts: 2020-12-05T22:00:00+01:00')],
		['/.crosswalk/connections.yaml', ''],
	]);
	editor = await openEditor(files);
	await editor.open(spec);
	const { client } = editor;
	const say = async (step: string, action: StepAction, note?: string) =>
		((await client.sendRequest(requests.cutoverStep, { uri: uriOf(spec), step, action, by: 'ada', note })) as RunResult).failure;
	const told = async () => {
		const { steps } = (await client.sendRequest(requests.cutoverSteps, { uri: uriOf(spec) })) as CutoverStepsResult;
		return steps.map(({ name, state, actions }) => [name, state, ...actions].join(' '));
	};
	expect(await told()).toEqual(['stop waiting start skip', 'open waiting skip']);
	expect(await say('open', 'start')).toBe('"open" is as it was: "open" waits for "stop", which has not begun');
	expect(await say('stop', 'start')).toBeUndefined();
	expect(await told()).toEqual(['stop running finish fail undo', 'open waiting skip']);
	const [timeline, first, second] = await editor.lenses(spec);
	expect(timeline).toMatch(/^Timeline · .* late$/);
	expect(first).toMatch(/^started .* by ada · .* late \| ✓ Finish \| ✗ Fail$/);
	expect(second).toMatch(/late \| Skip$/);
	expect(await say('stop', 'fail')).toContain('what went wrong with "stop"');
	expect(await say('stop', 'finish')).toBeUndefined();
	expect(await say('open', 'start')).toBeUndefined();
	expect(await say('open', 'finish')).toContain('the gate of "open" is not green');
	expect(await say('opne', 'start')).toContain('did you mean "open"?');
	const [log] = [...files.keys()].filter(file => file.includes('/cutover/'));
	expect(files.get(log ?? '')?.match(/"action":"\w+"/g)).toEqual(['"action":"start"', '"action":"finish"', '"action":"start"']);
});

test('what another process keeps is told by the lenses', async () => {
	const files = new Map([
		[spec, text],
		['/.crosswalk/connections.yaml', ''],
	]);
	editor = await openEditor(files);
	await editor.open(spec);
	expect((await editor.lenses(spec))[1]).toBe('22:00 to 22:30 · critical · back 10 min');
	const file = '/.crosswalk/runs/shop/cutover/2026-12-05T21-00-00-000Z.jsonl';
	files.set(file, log.map(line => `${JSON.stringify(line)}\n`).join(''));
	await editor.client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(file), type: 1 }] });
	expect((await editor.lenses(spec))[1]).toBe('finished 22:40 by ada · 10 min late');
});

test('a spec without a cutover says so', async () => {
	const html = await show(new Map([[spec, text.replace(/^cutover:[\s\S]*/m, '')]]));
	expect(html).toContain('This spec has no cutover.');
});
