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
scope: { continuity: { downtime_allowed: 2h } }
strategy:
  pattern: phased
  justification: "<b>\${plan:downtime_allowed}</b>"
  phases:
    all: { mappings: [] }
risks:
  late: { likelihood: high, impact: high, description: "<script>", watch: { rules: [risk-without-owner] } }
`;

test('the plan is a page with its drawings, in which everything of the spec is text', async () => {
	editor = await openEditor(new Map([[spec, text]]));
	await editor.open(spec);
	const { uri, html } = (await editor.client.sendRequest(requests.plan, { uri: uriOf(spec) })) as RunResult;
	expect(uri).toBe(uriOf(spec));
	expect(html).toContain('&lt;b&gt;2 h&lt;/b&gt;');
	expect(html).toContain('raised: the rule risk-without-owner reports');
	expect(html).toContain('<svg xmlns="http://www.w3.org/2000/svg" class="risks"');
	// The page of the panel allows neither.
	expect(html).not.toMatch(/<style|style=|<script/);
	expect(await editor.lenses(spec)).toEqual([
		'Plan · fits: 1 min to 10 min of 2 h',
		'Phase 1 of 1 · ~0 rows · 1 min to 5 min',
		'Risk 1 of 1 · 9/9 (high × high)',
	]);
});
