/**
 * Checks the problems of a fixture: the real way from files to problems, over files in memory. A file `/NAME.catalog` becomes the committed
 * catalog of the connection NAME; where a fixture has no connections.yaml, it gets one with the connections of its catalogs, `source` and
 * `target` (an empty one stands for none). `/live.json` holds what databases said: `{ stale: [side], live: [{ code, args }], fit: { MAPPING: [finding] } }`, each finding of `live` at one `<|range|>`. Call
 * `loadSqlParser` first.
 */

import { expect } from 'vitest';
import type { Finding } from '../../server/src/core/base/problem';
import { spanOf } from '../../server/src/core/base/span';
import { renderSnapshot } from '../../server/src/core/catalog/snapshot';
import type { FitResult } from '../../server/src/core/fit/fit';
import type { SpecFacts } from '../../server/src/core/mapping/facts';
import { type OpenOptions, openSpec } from '../../server/src/core/mapping/openSpec';
import { type LocatedProblem, locateProblems } from '../../server/src/core/report/located';
import { renderValidateText } from '../../server/src/core/report/validateText';
import { checkSpec } from '../../server/src/core/rules/checkSpec';
import { catalogText } from './catalogText';
import { type ExpectedProblem, type Fixture, readFixture } from './fixture';
import { memorySources } from './memorySources';

/** The problems must be the expected ones and no others. Gives them as people read them. */
export function checkProblems(source: string, options: OpenOptions = {}): string {
	const fixture = readFixture(source);
	const problems = problemsOf(fixture, options);
	expect(problems.map(problem => found(problem, fixture.expected)).join('\n')).toEqual(
		[...fixture.expected].sort(byPlace).map(render).join('\n'),
	);
	return renderValidateText({ specs: [{ spec: specOf(fixture), problems }] }, { color: false });
}

/** Of the first file. Variables whose name begins with `SET_` are set. A bug of a rule fails the test. */
export function problemsOf(fixture: Fixture, options: OpenOptions = {}): readonly LocatedProblem[] {
	const isSet = (variable: string) => variable.startsWith('SET_');
	const sources = memorySources(withProject(fixture.files));
	const open = (more: OpenOptions) => openSpec(specOf(fixture), sources, { isSet, ...options, ...more });
	const { facts, project } = open(fixture.files.has('/live.json') ? liveOptions(fixture, open({}).facts) : {});
	const problems = checkSpec(facts, { severities: project.settings?.rules, onBug: thrown, fit: fitOf(fixture) });
	return locateProblems(problems, facts, file => file);
}

function liveOptions({ files, ranges }: Fixture, { spec }: SpecFacts): OpenOptions {
	const { stale, live = [] } = JSON.parse(files.get('/live.json') ?? '{}');
	const blocks = spec.files.flatMap(file => file.blocks);
	const spans = ranges.map(({ path, start, end }) => {
		const block = blocks.filter(one => one.file === path && one.offset <= start).at(-1);
		if (!block) throw new Error(`No block at ${path}:${start}`);
		return spanOf(block.id, start - block.offset, end - block.offset);
	});
	return { stale, live: live.map((finding: Omit<Finding, 'span'>, index: number) => ({ ...finding, span: spans[index] })) };
}

function fitOf({ files }: Fixture): ReadonlyMap<string, FitResult> {
	const { fit = {} }: { fit?: Record<string, FitResult['findings']> } = JSON.parse(files.get('/live.json') ?? '{}');
	const about = { identity: '', measuredAt: '2026-11-22T22:41:00Z', connection: 'source', rows: 0, rejected: 0, skipped: [] };
	return new Map(Object.entries(fit).map(([mapping, findings]) => [mapping, { ...about, mapping, findings }]));
}

function thrown(code: string, cause: unknown): never {
	throw new Error(`The rule ${code} failed`, { cause });
}

function specOf({ files }: Fixture): string {
	return [...files.keys()].find(file => /\.(migration|mapping)\.ya?ml$/.test(file)) ?? '/spec.migration.yaml';
}

function withProject(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
	const all = new Map(files);
	const connections = new Set(['source', 'target']);
	for (const [file, text] of files) {
		const name = /^\/(.+)\.catalog$/.exec(file)?.[1];
		if (name === undefined) continue;
		connections.add(name);
		all.delete(file);
		all.set(`/.crosswalk/catalogs/${name}.json`, renderSnapshot(catalogText(text)));
	}
	const file = '/.crosswalk/connections.yaml';
	if (all.get(file)?.trim() === '') all.delete(file);
	else if (!all.has(file))
		all.set(file, [...connections].map(name => `${name}: { engine: postgres, host: db, database: ${name} }\n`).join(''));
	return all;
}

/** An expectation without a message takes any. */
function found({ file, range, lineText, severity, code, message }: LocatedProblem, expected: readonly ExpectedProblem[]): string {
	const { line, character: start } = range.start;
	const last = range.end.line === line ? range.end.character : lineText.length;
	const one = { path: file, line, start, end: Math.max(last, start + 1), severity, code };
	const isToldInFull = !expected.some(other => other.message === undefined && render(other) === render(one));
	return render(isToldInFull ? { ...one, message } : one);
}

function render({ path, line, start, end, severity, code, message }: ExpectedProblem): string {
	return `${path}:${line + 1} ${' '.repeat(start)}${'^'.repeat(end - start)} ${severity} ${code}${message === undefined ? '' : `: ${message}`}`;
}

/** In the order of `locateProblems`. */
function byPlace(one: ExpectedProblem, other: ExpectedProblem): number {
	if (one.path !== other.path) return one.path < other.path ? -1 : 1;
	return one.line - other.line || one.start - other.start || (one.code < other.code ? -1 : one.code > other.code ? 1 : 0);
}
