import { expect, test } from 'vitest';
import { messageOf } from '../../../client/src/webview/serverPage';
import { spanOf } from '../../../server/src/core/base/span';
import type { RowDifference } from '../../../server/src/core/reconcile/result';
import { placeHtml } from '../../../server/src/core/report/placeHtml';
import { renderValidateHtml } from '../../../server/src/core/report/validateHtml';
import { changed, checkOf, modelOf, openPage, rowsFound, spec } from './livePage';

const hostile = `</td><script>alert(1)</script><img src=x onerror="alert(2)">' & \u202e`;

test('hostile values, names, reasons and places are text, and nothing of them is markup', () => {
	const key = [{ name: hostile, value: hostile }];
	const accepted = { name: hostile, reason: hostile };
	const rows: readonly RowDifference[] = [
		{ kind: 'changed', pattern: 0, key, accepted, columns: [{ name: hostile, source: hostile, target: `${hostile}!` }] },
		{ kind: 'changed', key, columns: [{ name: hostile, source: null, target: hostile, dangling: hostile }] },
		{ kind: 'rejected', key, column: hostile, value: hostile, code: hostile },
		{ kind: 'missing', key, mapping: hostile },
		{ kind: 'duplicate', key, source: 2, target: 1, mappings: [hostile] },
	];
	const pattern = { text: hostile, kind: 'changed', count: 1, columns: [hostile], suggestion: { text: hostile, yaml: hostile } } as const;
	const found = rowsFound(rows, { patterns: [pattern], notCompared: [{ column: hostile, reason: hostile }] });
	const result = {
		mapping: hostile,
		check: hostile,
		verdict: 'different',
		elapsedMs: 1,
		found,
		reason: hostile,
		notes: [hostile],
	} as const;
	const place = { file: hostile, uri: 'file:///x', line: 1 };
	const check = checkOf('rows', found, {
		mapping: hostile,
		heading: hostile,
		check: hostile,
		summary: hostile,
		result,
		place,
		columns: { [hostile]: place },
	});
	const change = {
		mapping: hostile,
		check: hostile,
		before: { verdict: 'identical' },
		after: { verdict: 'different', differences: 1 },
	} as const;
	const page = openPage();
	const model = modelOf([check], { spec: hostile, connections: { source: hostile, target: hostile } });
	const run = model.run && { ...model.run, changes: { since: '2026-12-05T22:00:00Z', changes: [change] } };
	page.hear({ kind: 'results', model: { ...model, ...(run ? { run } : {}) } });
	for (const line of [0, 1, 2, 3, 4]) {
		page.find(`#line-${line}`).click();
		page.draw();
		expect(page.root.querySelector('script, img')).toBeNull();
	}
	page.click('History');
	page.hear({
		kind: 'runs',
		runs: [{ startedAt: '2026-12-05T22:00:00Z', verdict: hostile, isGreen: false, checks: 1, green: 0, open: [hostile] }],
	});
	expect(page.root.querySelector('script, img')).toBeNull();
	expect(page.root.textContent).toContain('<script>alert(1)</script>');
	expect(page.root.textContent).not.toContain('\u202e');
	const attributes = [...page.root.querySelectorAll('*')].flatMap(element => element.getAttributeNames());
	expect(attributes.filter(name => name.startsWith('on'))).toEqual([]);
});

test('what was removed and inserted is marked inside of the text', () => {
	const page = openPage();
	page.hear({ kind: 'results', model: modelOf([checkOf('rows', rowsFound([changed(1, 'Zimmermann & Co. KG', 'Zimmermann &')]))]) });
	expect(page.find('.value.source').innerHTML.replace(/<!--.*?-->/g, '')).toBe("'Zimmermann &amp;<del> Co. KG</del>'");
	expect(page.find('.value.target').textContent).toBe("'Zimmermann &'");
});

test('what asks for attention is shown first, and a click shows another check', () => {
	const page = openPage();
	const count = checkOf('count', { kind: 'count', source: 9, target: 8 });
	page.hear({
		kind: 'results',
		model: modelOf([
			count,
			checkOf('rows', rowsFound([changed(1, 'a', 'b')])),
			checkOf('balance', undefined, { result: undefined, ranAt: undefined }),
		]),
	});
	expect(page.find('#detail-name').textContent).toBe('customers: rows');
	expect(page.rows('.checks')).toEqual([
		'Check | Verdict | Result | Time | When | Run',
		'customers',
		'count | ✗ different | count told | 1.2 s | 1 min ago | ▷',
		'rows | ✗ different | rows told | 1.2 s | 1 min ago | ▷',
		'balance | never run |  |  |  | ▷',
	]);
	page.click('count');
	expect(page.find('#detail-name').textContent).toBe('customers: count');
	expect(page.find('.counts caption').textContent).toBe('Rows: the target has 1 fewer');
});

test('differences are searched, filtered, sorted and copied', () => {
	const page = openPage();
	const rows: readonly RowDifference[] = [
		changed(10, 'Ada', 'Adah'),
		changed(9, 'Bob', 'Rob'),
		{ kind: 'missing', key: [{ name: 'no', value: 1 }] },
	];
	page.hear({ kind: 'results', model: modelOf([checkOf('rows', rowsFound(rows))]) });
	const keys = () => page.rows('.grid tbody').map(row => row.split(' | ')[1]);
	expect(keys()).toEqual(['no 10', 'no 9', 'no 1']);
	page.click('Key');
	expect(keys()).toEqual(['no 1', 'no 9', 'no 10']);
	expect(page.find('th.of-key').getAttribute('aria-sort')).toBe('ascending');
	page.click('Key ▲');
	expect(keys()).toEqual(['no 10', 'no 9', 'no 1']);
	page.click('1 missing');
	expect(keys()).toEqual(['no 1']);
	page.click('Show all');
	const field = Object.assign(page.find('vscode-textfield'), { value: 'ROB' });
	field.dispatchEvent(new window.Event('input'));
	page.draw();
	expect(keys()).toEqual(['no 9']);
	page.click('Show all');
	page.click('Copy');
	expect(page.sent.at(-1)).toEqual({
		kind: 'copy',
		text: 'Kind\tKey\tColumn\tSource\tTarget\nchanged\tno 10\tname\tAda\tAdah\nchanged\tno 9\tname\tBob\tRob\nmissing\tno 1\t\trow\tno row',
	});
});

test('what short keys leave goes to the values, and long ones take no more than their share', () => {
	const widthOf = (key: number | string) => {
		const page = openPage();
		const row: RowDifference = { kind: 'missing', key: [{ name: 'no', value: key }] };
		page.hear({ kind: 'results', model: modelOf([checkOf('rows', rowsFound([row]))]) });
		return page.find('th.of-key').getAttribute('style') ?? '';
	};
	expect(widthOf(1234567890)).toContain('calc(13ch + 16px)');
	expect(widthOf('8f14e45f-ceea-467f-a9d3-7ad3d8bd0c5b')).not.toContain('width');
});

test('what a spreadsheet would take for a formula is copied as text, and numbers stay numbers', () => {
	const page = openPage();
	page.hear({ kind: 'results', model: modelOf([checkOf('rows', rowsFound([changed(-1, '=1+1', '-5'), changed(2, 'a\tb', '@x "y"')]))]) });
	page.click('Copy');
	expect(page.sent.at(-1)).toMatchObject({
		text: `Kind\tKey\tColumn\tSource\tTarget\nchanged\tno -1\tname\t'=1+1\t-5\nchanged\tno 2\tname\t"a\tb"\t"'@x ""y"""`,
	});
});

test('a page of another command is a tab of its own, and is there again when the panel was hidden', () => {
	const page = openPage();
	page.hear({ kind: 'results', model: modelOf([checkOf('rows', rowsFound([changed(1, 'a', 'b')]))]) });
	page.hear({ kind: 'page', html: '<h1>Validated</h1>', isNew: true });
	expect(page.find('#page h1').textContent).toBe('Validated');
	page.click('Results');
	expect(page.find('#page h1').textContent).toBe('shop.migration.yaml');
	page.click('Report');
	const again = openPage(page.kept());
	again.hear({ kind: 'page', html: '<h1>Validated</h1>' });
	expect(again.find('#page h1').textContent).toBe('Validated');
});

test('an explanation shows its rows alone, and leads to the column that it is about', () => {
	const page = openPage();
	const rows: readonly RowDifference[] = [{ ...changed(1, 'a', 'A'), pattern: 0 }, changed(2, 'x', 'y')];
	const patterns = [{ text: 'name differs only in case', kind: 'changed', count: 1, columns: ['name'] }] as const;
	page.hear({ kind: 'results', model: modelOf([checkOf('rows', rowsFound(rows, { patterns }))]) });
	page.click('name differs only in case');
	expect(page.rows('.grid tbody')).toEqual(["changed | no 1 | name | 'a' | 'A'"]);
	page.click('name');
	expect(page.sent.at(-1)).toEqual({ kind: 'open', uri: spec, line: 11 });
	page.click('no 1');
	expect(page.sent.at(-1)).toEqual({ kind: 'sql', mapping: 'customers', key: [{ name: 'no', value: 1 }] });
});

test('keys move through the grid, and Enter goes to the whole of the row', () => {
	const page = openPage();
	page.hear({
		kind: 'results',
		model: modelOf([checkOf('rows', rowsFound([changed(1, 'a', 'b'), changed(2, 'c', 'd'), changed(3, 'e', 'f')]))]),
	});
	const press = (key: string) => {
		page.find('.grid table').dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true }));
		page.draw();
	};
	press('ArrowDown');
	press('ArrowDown');
	expect(page.find('.grid table').getAttribute('aria-activedescendant')).toBe('line-1');
	expect(page.find('section.row').textContent).toContain('no 2');
	press('End');
	expect(page.find('[aria-selected=true][role=row]').getAttribute('aria-rowindex')).toBe('4');
	press('Home');
	press('Enter');
	expect(document.activeElement?.textContent).toBe('Open as SQL');
});

test('a hundred thousand differences are fetched in portions, and only those in sight are drawn', () => {
	const page = openPage();
	const all = Array.from({ length: 100_000 }, (_, no) => changed(no, `name ${no}`, `Name ${no}`));
	page.hear({ kind: 'results', model: modelOf([checkOf('rows', rowsFound(all.slice(0, 500)), { kept: all.length })]) });
	for (let asked = page.sent.at(-1); asked?.kind === 'more' && asked.offset < all.length; ) {
		page.hear({ kind: 'rows', rows: { id: asked.id, offset: asked.offset, rows: all.slice(asked.offset, asked.offset + 10_000) } });
		const next = page.sent.at(-1);
		if (next === asked) break;
		asked = next;
	}
	expect(page.find('[role=search] [role=status]').textContent).toBe('100,000 lines');
	expect(page.find('.grid table').getAttribute('aria-rowcount')).toBe('100001');
	expect(page.root.querySelectorAll('.grid tr.line').length).toBeLessThan(60);
	page.find('.grid table').dispatchEvent(new window.KeyboardEvent('keydown', { key: 'End', bubbles: true }));
	page.draw();
	expect(page.rows('.grid tbody').at(-1)).toBe("changed | no 99999 | name | 'name 99999' | 'Name 99999'");
});

test('what runs is told check by check, and can be cancelled', () => {
	const page = openPage();
	page.hear({
		kind: 'results',
		model: modelOf([checkOf('count', { kind: 'count', source: 1, target: 1 }), checkOf('rows', rowsFound([]))]),
	});
	page.hear({
		kind: 'progress',
		progress: {
			text: '2 of 2: customers, rows',
			startedAtMs: Date.parse('2026-12-05T23:10:30Z'),
			running: [{ id: '/customers/rows', rows: { source: 5000, target: 4000 }, expectedRows: 20_000, elapsedMs: 2000, leftMs: 6000 }],
			ended: [{ id: '/customers/count', verdict: 'different', summary: 'just counted' }],
			done: { checks: 1, total: 2 },
		},
	});
	expect(page.rows('.checks').slice(2)).toEqual([
		'count | ✗ different | just counted | 1.2 s | just now |',
		'rows | running | 5,000 | 4,000 of about 20,000 rows · 2.0 s · about 6.0 s left |  | 1 min ago |',
	]);
	expect(page.find('.numbers').textContent).toBe('1 of 2 checks · 2,500 rows/s · 30 s');
	expect(page.find('[aria-live=polite]').textContent).toBe('2 of 2: customers, rows');
	page.click('Cancel');
	expect(page.sent.at(-1)).toEqual({ kind: 'cancel' });
	page.hear({ kind: 'idle' });
	expect(page.root.querySelector('.progress')).toBeNull();
});

test('a check that has ended in its first run is told as such, though its differences come with the end', () => {
	const page = openPage();
	const { result: _, ...planned } = checkOf('rows', rowsFound([]));
	page.hear({ kind: 'results', model: modelOf([planned]) });
	page.click('rows');
	expect(page.find('.detail').textContent).toContain('It never ran.');
	const ended = [{ id: '/customers/rows', verdict: 'different' as const, summary: '3 changed' }];
	page.hear({ kind: 'progress', progress: { text: 'orders', startedAtMs: 0, ended } });
	const told = page.find('.detail').textContent;
	expect(told).toContain('different');
	expect(told).toContain('3 changed');
	expect(told).not.toContain('never');
});

test('one check, those that failed, or all are run again', () => {
	const page = openPage();
	const good = checkOf('count', rowsFound([]));
	page.hear({ kind: 'results', model: modelOf([good, checkOf('rows', rowsFound([changed(1, 'a', 'b')]))]) });
	page.click('Run customers, count');
	page.click('Run failed (1)');
	page.click('Run all');
	expect(page.sent.filter(({ kind }) => kind === 'run')).toEqual([
		{ kind: 'run', checks: ['/customers/count'] },
		{ kind: 'run', checks: ['/customers/rows'] },
		{ kind: 'run', checks: ['/customers/count', '/customers/rows'] },
	]);
});

test('what was chosen is there again after a reload, of the same spec alone', () => {
	const page = openPage();
	const model = modelOf([
		checkOf('count', { kind: 'count', source: 9, target: 8 }),
		checkOf('rows', rowsFound([changed(1, 'a', 'b'), changed(2, 'a', 'c')])),
	]);
	page.hear({ kind: 'results', model });
	page.click('Target');
	page.find('#line-1').click();
	page.draw();
	const kept = page.kept();
	const again = openPage(kept);
	again.hear({ kind: 'results', model });
	expect(again.find('section.row').textContent).toContain('no 2');
	expect(again.find('th.of-target').getAttribute('aria-sort')).toBe('ascending');
	const other = openPage({ ...kept, uri: 'file:///other.migration.yaml' });
	other.hear({ kind: 'results', model });
	expect(other.root.querySelector('section.row')).toBeNull();
});

test('a run of the history is shown as such, and is left again', () => {
	const page = openPage();
	const model = modelOf([checkOf('rows', rowsFound([changed(1, 'a', 'b')]))]);
	page.hear({ kind: 'results', model });
	page.click('History');
	expect(page.sent.at(-1)).toEqual({ kind: 'history' });
	page.hear({
		kind: 'runs',
		runs: [
			{
				startedAt: '2026-12-04T08:00:00.000Z',
				verdict: 'different',
				isGreen: false,
				checks: 2,
				green: 1,
				open: ['customers, rows: 3 differences'],
			},
		],
	});
	expect(page.rows('.history tbody')).toEqual([
		'2026-12-04 08:00 UTC | ✗ different | 1 of 2 checks green | customers, rows: 3 differences |',
	]);
	page.click('2026-12-04 08:00 UTC');
	expect(page.sent.at(-1)).toEqual({ kind: 'look', startedAt: '2026-12-04T08:00:00.000Z' });
	const run = model.run && { ...model.run, startedAt: '2026-12-04T08:00:00.000Z' };
	page.hear({ kind: 'results', model: { ...model, ...(run ? { run } : {}), isHistory: true } });
	expect(page.find('.notice').textContent).toContain('This is the run of 2026-12-04 08:00 UTC');
	page.click('Back to what is known by now');
	expect(page.sent.at(-1)).toEqual({ kind: 'look' });
});

test('a catalog that is out of date is told, and read again with a click', () => {
	const page = openPage();
	page.hear({ kind: 'results', model: modelOf([], { stale: ['<b>cloud</b>'] }) });
	expect(page.find('.notice').textContent).toContain('The database of "<b>cloud</b>" has changed since its catalog was taken.');
	page.click('Refresh catalog');
	expect(page.sent.at(-1)).toEqual({ kind: 'refreshCatalog', connection: '<b>cloud</b>' });
	page.hear({ kind: 'results', model: modelOf([]) });
	expect(page.root.querySelector('.notice')).toBeNull();
});

test('buttons of a page that the server made mean what they say, and nothing else does', () => {
	const report = { spec: 'shop', described: [], skipped: [], problems: [] };
	const page = openPage();
	page.hear({
		kind: 'page',
		html: renderValidateHtml({ ...report, stale: [{ connection: '"><b>x', changes: [], affected: [] }] }, () => undefined),
		isNew: true,
	});
	expect(messageOf(page.find('[data-refresh]'))).toEqual({ kind: 'refreshCatalog', connection: '"><b>x' });
	expect(messageOf(page.find('h1'))).toBeUndefined();
	page.hear({ kind: 'page', html: placeHtml(spanOf('b', 0, 0), () => ({ file: 'a', uri: 'file:///a', line: 3 })).markup, isNew: true });
	expect(messageOf(page.find('.place'))).toEqual({ kind: 'open', uri: 'file:///a', line: 3 });
});
