/**
 * Every rule on its fixtures: `CODE/*.fixture` holds what is expected where it is expected, `*.golden` beside it how people read it. Both
 * must hold, so that a careless update of the goldens cannot hide a lost rule. `UPDATE_GOLDEN=1` rewrites the goldens.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

import { rules } from '../../server/src/core/rules';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { checkProblems } from '../support/checkProblems';
import { readFixture } from '../support/fixture';
import { namesIn } from '../support/project';

beforeAll(loadSqlParser);

describe.each(rules.map(rule => rule.code))('%s', code => {
	const fixtures = namesIn(`test/rules/${code}`).filter(name => name.endsWith('.fixture'));

	test('has a fixture that offends and one that does not', () => {
		const offends = (name: string) => readFixture(read(code, name)).expected.some(problem => problem.code === code);
		expect({ offending: fixtures.some(offends), innocent: fixtures.some(name => !offends(name)) }).toEqual({
			offending: true,
			innocent: true,
		});
	});

	test.each(fixtures)('%s', name => {
		const rendered = checkProblems(read(code, name));
		const golden = name.replace(/fixture$/, 'golden');
		if (process.env.UPDATE_GOLDEN) writeFileSync(path.join(import.meta.dirname, code, golden), rendered);
		expect(rendered).toBe(read(code, golden));
	});
});

function read(code: string, name: string): string {
	return readFileSync(path.join(import.meta.dirname, code, name), 'utf8');
}
