/** Completion, hover and lenses of the sections of the plan. */

import { beforeAll, expect, test } from 'vitest';

import { loadSqlParser } from '../../server/src/core/sql/parser';
import { codeLenses } from '../../server/src/features/codeLens';
import { checkCompletion, checkCompletionEdit } from '../support/checkCompletion';
import { checkHover } from '../support/checkHover';
import { readFixture } from '../support/fixture';
import { customers, openFixture, shop } from '../support/openFixture';

beforeAll(loadSqlParser);

const plan = `${shop}${customers}`;

test('the words of a strategy are offered, and told on hover', () => {
	checkCompletion(`${plan}strategy:\n  synchronisation: <|>\n`, ['one-time-copy', 'delta', 'dual-write']);
	checkHover(
		`${plan}strategy:\n  pattern: pha<|>sed\n`,
		'phased: **phased** / Subject area by subject area, or the old rows first: smaller windows, and a time in which both systems count.',
	);
});

test('facts of the plan are offered behind a dollar sign, and told on hover', () => {
	const text = (words: string) => `${plan}strategy:\n  justification: >-\n    It takes ${words}\n`;
	checkHover(text('${plan:ro<|>ws} rows'), '${plan:rows}: **91,234** / Rows to move');
	checkCompletion(text('a week <|>'), []);
	checkCompletionEdit(text('$<|> of work'), '${plan:effort}', '    It takes ${plan:effort} of work');
	checkCompletionEdit(text('${plan:do<|>wn}'), '${plan:downtime}', '    It takes ${plan:downtime}');
});

test('rules are offered to the watch of a risk', () => {
	checkCompletion(`${plan}risks:\n  one: { watch: { rules: [<|>] } }\n`, ['aggregate-without-group-by An aggregate without a group'], {
		first: 1,
	});
});

test('lenses stand above the strategy, its phases and the risks', () => {
	const spec = `${plan}scope: { continuity: { downtime_allowed: 24h } }
strategy:
  phases:
    all: { mappings: [customers] }
risks:
  late: { likelihood: low, impact: high }
`;
	const { facts, file } = openFixture(readFixture(spec).files);
	const path = '/spec.migration.yaml';
	const lenses = codeLenses(path, file(path).text, [{ uri: 'file:///spec', name: 'shop', facts, result: () => undefined }]);
	const told = lenses
		.flatMap(one => one.lenses)
		.filter(({ command }) => command.command === 'crosswalk.showPlan')
		.map(({ command, range }) => `${file(path).text.split('\n')[range.start.line]?.trim()} | ${command.title}`);
	expect(told).toEqual([
		'strategy: | Plan · fits: 1 min to 10 min of 24 h',
		'all: { mappings: [customers] } | Phase 1 of 1 · ~91,234 rows · 1 min to 5 min',
		'late: { likelihood: low, impact: high } | Risk 1 of 1 · 3/9 (low × high)',
	]);
});
