import { expect, test } from 'vitest';

import { outcomeOf } from '../../../client/src/tests/testOutcome';
import { runsBy, testGroups } from '../../../client/src/tests/testTree';
import type { PanelCheck } from '../../../server/src/core/report/panelModel';

type Result = NonNullable<PanelCheck['result']>;

function checkOf(result: Partial<Result> | undefined, extra: Partial<PanelCheck> = {}): PanelCheck {
	const check = 'rows';
	return {
		id: 'a/rows',
		heading: 'a',
		mapping: 'a',
		check,
		summary: 'what it found',
		kept: 0,
		columns: {},
		...(result && { result: { check, verdict: 'different', elapsedMs: 5, ...result } }),
		...extra,
	};
}

function told(result: Partial<Result> | undefined): string {
	const outcome = outcomeOf(checkOf(result));
	if (!('message' in outcome)) return outcome.kind;
	return [outcome.kind, outcome.message, `expected:\n${outcome.expected}`, `actual:\n${outcome.actual}`].join('\n');
}

test('green verdicts pass, and what never ran is no failure', () => {
	expect([told({ verdict: 'identical' }), told({ verdict: 'accepted' }), told({ verdict: 'not-run' }), told(undefined)]).toEqual([
		'passed',
		'passed',
		'skipped',
		'skipped',
	]);
});

test('what failed outside is an error with its sentence, and a partial result is never green', () => {
	expect(told({ verdict: 'failed', reason: 'the server is gone' })).toBe(
		'errored\nwhat it found\nthe server is gone\nexpected:\nundefined\nactual:\nundefined',
	);
	expect(told({ verdict: 'partial', reason: 'the time budget was used up' })).toContain('failed\n');
});

test('rows are a diff of what the source gives and what the target holds', () => {
	const key = (no: number) => [{ name: 'no', value: no }];
	const found: Result['found'] = {
		kind: 'rows',
		compared: { source: 4, target: 4 },
		differences: { missing: 1, extra: 1, changed: 1, rejected: 0, duplicate: 0, accepted: 0, exact: true },
		truncated: false,
		notCompared: [],
		patterns: [{ text: 'email differs only in case', kind: 'changed', count: 1 }],
		rows: [
			{ kind: 'missing', key: key(1) },
			{ kind: 'extra', key: key(2) },
			{ kind: 'changed', key: key(3), columns: [{ name: 'email', source: 'a@b', target: 'A@b' }] },
			{ kind: 'duplicate', key: key(4), source: 2, target: 1 },
		],
	};
	expect(told({ found })).toBe(`failed
what it found
1 × email differs only in case
expected:
no = 1
no = 3  email: a@b
no = 4  2 rows
actual:
no = 2
no = 3  email: A@b
no = 4  1 rows`);
});

test('groups of an aggregate, violations, acceptance and examples', () => {
	const groups = { by: 'country', compared: 2, differing: 1, rows: [{ group: null, source: 1, target: '2.50' }], truncated: false };
	expect(told({ found: { kind: 'aggregate', type: 'numeric', groups } })).toContain('expected:\nNULL: 1\nactual:\nNULL: 2.50');
	const violations = {
		kind: 'violations',
		side: 'source',
		count: 4,
		atMost: '3',
		severity: 'error',
		rows: [[{ name: 'no', value: 7 }]],
	} as const;
	expect(told({ found: violations })).toContain('expected:\nat most 3 violations\nactual:\n4 violations\nno = 7');
	const acceptance = { kind: 'acceptance', notTrue: [{ name: 'ok', value: 'f' }], timing: { runsMs: [9], medianMs: 9, maxMs: 5 } } as const;
	expect(told({ found: acceptance })).toContain('expected:\nok: true\nat most 5 ms\nactual:\nok: f\n9 ms');
	const rows = [{ expected: [{ name: 'a', value: 1 }], actual: [{ name: 'a', value: null }], differing: ['a'] }];
	expect(told({ found: { kind: 'example', rows } })).toContain('expected:\na: 1\nactual:\na: NULL');
	const rejected = { expected: 'status', actual: [{ column: 'email', value: 'x', code: 'refused-value' }] };
	expect(told({ found: { kind: 'example', rows: [], rejected } })).toContain('expected:\nrejected: status\nactual:\nrejected: email (x)');
});

test('examples stand with their mapping, and run by their own request', () => {
	const example = checkOf(undefined, { id: 'e', section: 'examples', heading: 'Examples', check: 'an example' });
	const rule = checkOf(undefined, { id: 'q', section: 'quality', heading: 'Quality rules', mapping: undefined, check: 'a rule' });
	const model = { spec: 's', uri: 'file:///s', connections: { source: 'a', target: 'b' }, checks: [checkOf(undefined), rule, example] };
	expect(testGroups(model).map(({ label, checks }) => `${label}: ${checks.map(one => one.id)}`)).toEqual([
		'a: a/rows,e',
		'Quality rules: q',
	]);
	expect([runsBy(example), runsBy(checkOf(undefined))]).toEqual(['check', 'reconcile']);
});
