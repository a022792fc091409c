import './dom';

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { foundView } from '../../../client/src/webview/results/foundViews';
import { gridWindow, scrollTo } from '../../../client/src/webview/results/gridWindow';
import { textDifference } from '../../../client/src/webview/results/textDifference';
import { ageText, durationText } from '../../../client/src/webview/words';
import type { CheckResult } from '../../../server/src/core/reconcile/result';
import { checkOf, modelOf, openPage } from './livePage';

test('only lines in sight are drawn, and a few beyond', () => {
	expect(gridWindow(0, 240, 24, 1000)).toEqual({ first: 0, end: 22 });
	expect(gridWindow(2400, 240, 24, 1000)).toEqual({ first: 88, end: 122 });
	expect(gridWindow(24 * 990, 240, 24, 1000)).toEqual({ first: 978, end: 1000 });
	expect(gridWindow(5000, 240, 24, 3)).toEqual({ first: 2, end: 3 });
	expect(gridWindow(0, 240, 24, 0)).toEqual({ first: 0, end: 0 });
});

test('a line that is chosen comes to sight, and one in sight stays where it is', () => {
	expect(scrollTo(0, 500, 240, 24, 32)).toBe(0);
	expect(scrollTo(22, 500, 240, 24, 32)).toBe(500);
	expect(scrollTo(40, 500, 240, 24, 32)).toBe(776);
});

/** What differs in brackets. */
function marked(source: string, target: string): readonly string[] {
	const difference = textDifference(source, target);
	return [difference.source, difference.target].map(parts =>
		parts.map(({ text, isDiffering }) => (isDiffering ? `[${text}]` : text)).join(''),
	);
}

test.each([
	['Zimmermann & Co. KG', 'Zimmermann &', ['Zimmermann &[ Co. KG]', 'Zimmermann &']],
	['2003-12-12 23:00', '2003-12-13 01:00', ['2003-12-[12] [23]:00', '2003-12-[13] [01]:00']],
	['Berlin', 'Hamburg', ['[Berlin]', '[Hamburg]']],
	['', 'x', ['', '[x]']],
	['a\u0300b', 'ab', ['a[\u0300]b', 'ab']],
])('%o and %o', (source, target, expected) => {
	expect(marked(source, target)).toEqual(expected);
});

test('long texts are compared by words, and longer ones by their ends', () => {
	const words = Array.from({ length: 200 }, (_, n) => `word${n}`);
	const target = words.map((word, n) => (n === 100 ? 'other' : word));
	expect(marked(words.join(' '), target.join(' '))[0]).toContain('word99 [word100] word101');
	const [source] = marked(`${'x'.repeat(30_000)}a${'y'.repeat(9)}`, `${'x'.repeat(30_000)}b${'y'.repeat(9)}`);
	expect(source?.slice(-12)).toBe('[a]yyyyyyyyy');
});

test('ages and durations are told in the words of people', () => {
	const nowMs = Date.parse('2026-12-05T12:00:00Z');
	expect(
		['2026-12-05T11:59:40Z', '2026-12-05T11:56:00Z', '2026-12-05T01:00:00Z', '2026-11-30T12:00:00Z'].map(iso => ageText(iso, nowMs)),
	).toEqual(['just now', '4 min ago', '11 h ago', '5 days ago']);
	expect([400, 12_000, 185_000, 7_500_000].map(durationText)).toEqual(['0.4 s', '12 s', '3 min 5 s', '2 h 5 min']);
});

test.each<readonly [string, NonNullable<CheckResult['found']>, readonly string[]]>([
	[
		'groups have bars',
		{
			kind: 'aggregate',
			type: 'numeric',
			groups: { by: 'country', compared: 3, differing: 1, rows: [{ group: 'DE', source: '1200.5', target: '600' }], truncated: false },
		},
		["'DE' | 1,200.5 | 600 |"],
	],
	['a value of each side', { kind: 'aggregate', type: 'numeric', source: '3.5', target: '4' }, ["Source | '[3.5]'", "Target | '[4]'"]],
	[
		'a balance adds up',
		{
			kind: 'balance',
			table: 'erp.cust',
			rows: 10,
			mapped: 7,
			rejected: 1,
			ignored: [{ reason: 'deleted', rows: 2 }],
			filtered: 0,
			notJoined: 0,
			mappedRows: 7,
			target: 7,
		},
		['mapped | 7 |', 'rejected | 1 |', 'ignored: deleted | 2 |'],
	],
	[
		'offending rows',
		{
			kind: 'violations',
			side: 'target',
			count: 3,
			of: 10,
			atMost: '0',
			rows: [
				[
					{ name: 'no', value: 4 },
					{ name: 'email', value: null },
				],
			],
			severity: 'error',
		},
		['4 | null'],
	],
	[
		'what was not true',
		{ kind: 'acceptance', notTrue: [{ name: 'total_is_right', value: 'f' }], timing: { runsMs: [5], medianMs: 5, maxMs: 2000 } },
		["'f'", 'Median | 0.0 s |', 'At most | 2.0 s |'],
	],
	[
		'expected beside actual',
		{
			kind: 'example',
			rows: [{ expected: [{ name: 'name', value: 'Ada' }], actual: [{ name: 'name', value: 'Adah' }], differing: ['name'] }],
		},
		["1 | name | 'Ada' | 'Ada[h]'"],
	],
])('%s', (_, found, expected) => {
	expect(foundView(found)).toBeDefined();
	const page = openPage();
	page.hear({ kind: 'results', model: modelOf([checkOf('the check', found)]) });
	for (const node of page.root.querySelectorAll('del, ins')) node.textContent = `[${node.textContent}]`;
	expect(page.rows('.detail tbody')).toEqual(expected);
});

test('no template sets a style by an attribute, which the policy of the page refuses', () => {
	const folder = path.resolve('client/src/webview');
	const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts'));
	expect(sources.length).toBeGreaterThan(10);
	expect(sources.filter(name => /\sstyle=/.test(readFileSync(path.join(folder, name), 'utf8')))).toEqual([]);
});
