/** `docs/samples/` holds the documents of the examples as they are (`npm run documents`), and German ones have no English of ours. */

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';

import { sampleDocuments } from '../../scripts/sampleDocuments';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import { planReport } from '../../server/src/core/report/planModel';
import { say } from '../../server/src/core/report/words/deSentences';
import { checkSpec } from '../../server/src/core/rules/checkSpec';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { nodeFiles } from '../../server/src/files/nodeFiles';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(root, 'docs/samples');
beforeAll(loadSqlParser);

test('the samples are up to date; else run npm run documents, and read what changed', () => {
	const documents = sampleDocuments(root);
	const kept = readdirSync(folder, { withFileTypes: true }).filter(entry => entry.isFile());
	expect(kept.map(({ name }) => name).sort()).toEqual([...documents.keys()].sort());
	const stale = [...documents].filter(([name, text]) => readFileSync(path.join(folder, name), 'utf8') !== text).map(([name]) => name);
	expect(stale).toEqual([]);
});

const specs = ['examples/legacy-erp-to-cloud/legacy-erp.migration.yaml', 'examples/shop-split/shop-split.migration.yaml'];

test.each(specs)('%s is free of problems, and its strategy is possible', spec => {
	const { facts } = openSpec(path.join(root, spec), nodeFiles(), { isSet: () => true });
	expect(checkSpec(facts)).toEqual([]);
	const { choices, verdict } = planReport(spec, facts).strategy;
	expect([verdict, ...choices.filter(({ isDeclared }) => isDeclared).map(({ feasible }) => feasible)]).toEqual([
		'fits',
		'yes',
		'yes',
		'yes',
		'yes',
	]);
});

test.each(specs)('every sentence that the engine makes of %s has its German one', spec => {
	const { facts } = openSpec(path.join(root, spec), nodeFiles(), { isSet: () => true });
	const { strategy, attention, mappings, suggestedRisks, phases } = planReport(spec, facts);
	const sentences = [
		...strategy.basis,
		...strategy.choices.flatMap(({ why, requires, downtime }) => [...why, downtime, ...requires.map(({ what }) => what)]),
		...[...strategy.limits, ...strategy.durations, ...strategy.fallback, ...strategy.dualWrite].map(({ name }) => name),
		...attention.flatMap(({ kind, why }) => [kind, why]),
		...mappings.flatMap(({ reasons }) => reasons.map(({ what }) => what)),
		...suggestedRisks.flatMap(({ description, mitigation, contingency }) => [description, mitigation, contingency]),
		...phases.map(({ duration }) => duration),
	];
	const same = new Set(['filter', 'trigger']);
	expect(
		[...new Set(sentences)].filter(sentence => say(sentence) === sentence && /[a-z]{3}/.test(sentence) && !same.has(sentence)),
	).toEqual([]);
});
