/** The sample: its spec is faultless, and every mistake of its broken copy is told where its comment says, and nothing beyond. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';

import { openSpec } from '../../server/src/core/mapping/openSpec';
import { type LocatedProblem, locateProblems } from '../../server/src/core/report/located';
import { checkSpec } from '../../server/src/core/rules/checkSpec';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { nodeFiles } from '../../server/src/files/nodeFiles';

const folder = path.resolve(import.meta.dirname, '../../examples/legacy-erp-to-cloud');
beforeAll(loadSqlParser);

function problemsIn(name: string): readonly LocatedProblem[] {
	const { facts } = openSpec(path.join(folder, name), nodeFiles(), { isSet: () => true });
	const onBug = (code: string, cause: unknown) => {
		throw new Error(`The rule ${code} failed`, { cause });
	};
	return locateProblems(checkSpec(facts, { onBug }), facts, file => path.relative(folder, file));
}

function render({ file, range, code, message }: LocatedProblem): string {
	return `${file}:${range.start.line + 1} ${code}: ${message}`;
}

test('the spec of the sample is faultless', () => {
	expect(problemsIn('legacy-erp.migration.yaml').map(render)).toEqual([]);
});

interface Announced {
	readonly file: string;
	/** Undefined: somewhere else in the file, where one comment speaks of several problems. */
	readonly line: number | undefined;
	readonly code: string;
}

/** A comment that begins with codes announces them for its line, or when it stands alone for the next line that is no comment. */
function announcedIn(file: string): readonly Announced[] {
	const lines = readFileSync(path.join(folder, file), 'utf8').split('\n');
	return lines.flatMap((text, index) => {
		const [, before = '', codes = '', rest = ''] =
			/^(.*?)#\s(?:`\w+` above: )?([a-z]+(?:-[a-z]+)+(?:, [a-z]+(?:-[a-z]+)+)*)(.*)$/.exec(text) ?? [];
		if (codes === '' || (before.trim() === '' && !rest.startsWith(':'))) return [];
		const isElsewhere = rest.includes('(shown at') || text.includes('` above: ');
		const next = lines.findIndex((other, at) => at > index && !/^\s*(#|$)/.test(other));
		const line = isElsewhere ? undefined : before.trim() === '' ? next : index;
		return codes.split(', ').map(code => ({ file, line, code }));
	});
}

test('every mistake of the broken copy is told where its comment says', () => {
	const problems = problemsIn('broken.migration.yaml');
	const announced = ['broken.migration.yaml', 'broken/products.mapping.yaml'].flatMap(announcedIn);
	expect(announced.length).toBeGreaterThan(40);
	const isOf = ({ file, line, code }: Announced, problem: LocatedProblem) =>
		problem.file === file && problem.code === code && (line === undefined || problem.range.start.line === line);
	expect(announced.filter(one => !problems.some(problem => isOf(one, problem)))).toEqual([]);
	expect(problems.filter(problem => !announced.some(one => isOf(one, problem))).map(render)).toEqual([]);
});
