/** The recorded results of the sample: still of the sample's text, all of them, and no more than a newcomer's disk and the extension bear. */

import { renameSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fitOfSpec } from '../../server/src/core/fit/kept';
import { openSpec } from '../../server/src/core/mapping/openSpec';
import { planReconciliation } from '../../server/src/core/reconcile/planReconciliation';
import { checkId, knownChecks } from '../../server/src/core/report/knownChecks';
import { type RunRecord, runStart } from '../../server/src/core/report/runRecord';
import { loadSqlParser } from '../../server/src/core/sql/parser';
import { planTrials } from '../../server/src/core/trials/planTrials';
import { readFit } from '../../server/src/files/fit';
import { nodeFiles } from '../../server/src/files/nodeFiles';
import { readRuns, runFolder } from '../../server/src/files/runs';
import { type RunResult, requests } from '../../server/src/protocol';
import { copyOfExample, filesIn } from '../support/cliOnDisk';
import { openEditor, uriOf } from '../support/editor';
import { textOf } from '../support/project';

const disk = nodeFiles();
let folder: string;
let file: string;
let opened: ReturnType<typeof openSpec>;
let runs: readonly RunRecord[];

beforeAll(async () => {
	await loadSqlParser();
	folder = copyOfExample('legacy-erp-to-cloud');
	// As "Open the sample" does.
	renameSync(path.join(folder, 'recorded'), path.join(folder, '.crosswalk', 'runs'));
	file = path.join(folder, 'legacy-erp.migration.yaml');
	opened = openSpec(file, disk);
	runs = [...readRuns(disk, runFolder(disk, opened.project.folder ?? '', file))];
});

test('the extension puts them where runs are kept', () => {
	expect(textOf('client/src/commands/openSample.ts')).toContain("'recorded'), Uri.joinPath(folder, '.crosswalk', 'runs')");
});

test('the newest run is the reconciliation, and all ended', () => {
	expect(runs.map(({ kind }) => kind ?? 'reconcile')).toEqual(['reconcile', 'check']);
	for (const run of runs) expect(run.end).toBeDefined();
});

test('they are of the sample as it is: npm run demo -- --record', () => {
	for (const { identities, connections } of runs) {
		const { startedAt: _, spec: __, ...start } = runStart(opened.facts, '', '');
		expect({ identities, connections }).toEqual(start);
	}
	const fit = fitOfSpec(opened.facts, readFit(disk, opened.project.folder, file));
	expect(fit.stale).toEqual([]);
	expect([...fit.valid.keys()].sort()).toEqual(opened.facts.mappings.map(({ name }) => name).sort());
});

test('every check of the sample has its result', () => {
	const known = knownChecks(runs);
	const compared = planReconciliation(opened.facts).jobs.flatMap(({ mapping, checks }) =>
		checks.map(({ name }) => checkId({ mapping, check: name })),
	);
	const judged = planTrials(opened.facts).trials.map(({ name, ...trial }) => checkId({ ...trial, check: name }));
	expect([...compared, ...judged].filter(id => !known.has(id))).toEqual([]);
});

test('lenses and panel tell them without a database', async () => {
	const files = new Map([...filesIn(folder)].map(([name, text]) => [`/sample/${name.split(path.sep).join('/')}`, text]));
	const spec = '/sample/legacy-erp.migration.yaml';
	const editor = await openEditor(files);
	try {
		await editor.open(spec);
		const [customers, ...others] = (await editor.lenses(spec)).filter(titles => /Reconcile|Check|Run/.test(titles));
		expect(customers).toMatch(/▶ Reconcile · ✗ .* ago/);
		expect([customers, ...others].filter(titles => titles?.includes('stale'))).toEqual([]);
		const { panel } = await editor.client.sendRequest<RunResult>(requests.results, { uri: uriOf(spec) });
		expect(panel?.checks.filter(({ result }) => result === undefined).map(({ id }) => id)).toEqual([]);
		expect(panel?.checks.filter(({ isStale }) => isStale)).toEqual([]);
	} finally {
		await editor.close();
	}
});

test('they are small, and know nothing of the machine that they were made on', () => {
	const texts = [...filesIn(path.join(folder, '.crosswalk', 'runs')).values()];
	expect(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)).toBeLessThan(150_000);
	for (const text of texts) expect(text).not.toMatch(/\/tmp\/|\/home\/|127\.0\.0\.1|localhost/);
});
