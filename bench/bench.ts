/**
 * Measures what the editor feels on a spec of 50,000 lines, beside yaml-language-server with the same file and schema, and introspection
 * beside `information_schema.columns`. Prints medians and ratios; asserts nothing. `--quick` takes a tenth of it, `--alone` leaves
 * yaml-language-server out, `--editor` the databases; `--cpu-prof` and `--cpu-prof-dir=DIR` are handed to the server. With `--reconcile` it
 * measures reconciliation instead: `--rows N` (a million), `--growth`, `--parallel`, `--rounds N`; with `--panel` the page of the result panel:
 * `--rows N` (a hundred thousand differences), `--rounds N`; with `--client` the start of the
 * extension in VS Code, and then that page; with `--fit` the data fit
 * beside one scan of its source: `--rows N`, `--rounds N`; with `--plan` a keystroke in a spec with a large plan: `--rounds N`.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, platform, release, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { serverFlags } from '../client/src/serverFlags';
import { benchActivation } from './activation';
import { benchDocument } from './document';
import { benchFit } from './fit/fitBench';
import { measureIntrospection } from './introspection';
import { type Measured, measureServer, type ServerPlan } from './languageServer';
import { largeSpec, writeLargeProject } from './largeProject';
import { benchPanel } from './panel';
import { benchPlan } from './plan';
import { benchReconcile } from './reconcile/reconcileBench';
import { yamlLanguageServer } from './yamlLanguageServer';

const isQuick = process.argv.includes('--quick');
const tables = isQuick ? 200 : 2000;
const crosswalk: ServerPlan = {
	name: 'Crosswalk',
	command: [
		process.execPath,
		...serverFlags,
		...process.argv.filter(one => one.startsWith('--cpu-prof')),
		path.resolve(process.env.CROSSWALK_SERVER ?? 'dist/server.js'),
		'--stdio',
	],
	languageId: 'migration-spec',
	// Of `lsp/diagnosticsLoop`.
	opensWith: 2,
	debounceMs: 150,
	settings: {},
};

console.log(
	`${cpus()[0]?.model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${platform()} ${release()}, Node ${process.version}`,
);
if (process.argv.includes('--client')) {
	await benchActivation(numberOf('--rounds', 5));
	console.log('');
	await benchPanel(numberOf('--rows', 100_000), numberOf('--rounds', 3));
} else if (process.argv.includes('--panel')) {
	await benchPanel(numberOf('--rows', 100_000), numberOf('--rounds', 3));
} else if (process.argv.includes('--plan')) {
	await benchPlan(numberOf('--rounds', 30));
} else if (process.argv.includes('--reconcile')) {
	await benchReconcile({
		rows: numberOf('--rows', 1_000_000),
		isGrowth: process.argv.includes('--growth'),
		isParallel: process.argv.includes('--parallel'),
		rounds: numberOf('--rounds', 3),
	});
} else if (process.argv.includes('--document')) {
	await benchDocument(numberOf('--mappings', 500), numberOf('--rounds', 3));
} else if (process.argv.includes('--fit')) {
	await benchFit({ rows: numberOf('--rows', 1_000_000), rounds: numberOf('--rounds', 3) });
} else {
	console.log(`${largeSpec(tables).split('\n').length - 1} lines, ${tables} tables and ${tables * 20} columns a side\n`);
	await benchEditor();
	if (!process.argv.includes('--editor')) await benchIntrospection();
}

function numberOf(option: string, otherwise: number): number {
	const index = process.argv.indexOf(option);
	return index < 0 ? otherwise : Number(process.argv[index + 1]?.replaceAll('_', ''));
}

async function benchEditor(): Promise<void> {
	const folder = mkdtempSync(path.join(tmpdir(), 'crosswalk-bench-'));
	try {
		const file = writeLargeProject(folder, tables);
		const ours = await measureServer(crosswalk, file, someTables(isQuick ? 5 : 10));
		const peer = process.argv.includes('--alone')
			? undefined
			: await measureServer(yamlLanguageServer(path.resolve('schemas/migration-spec.schema.json')), file, someTables(5));
		console.log('| Median | Crosswalk | yaml-language-server | Ratio |\n|---|---|---|---|');
		printRow('Opening to first problems', ours, peer, one => one.firstMs, 'ms');
		printRow('Opening to all problems', ours, peer, one => one.openMs, 'ms');
		printRow('Processor time of opening', ours, peer, one => one.openCpuMs, 'ms');
		printRow('Keystroke to diagnostics, beyond the debounce', ours, peer, one => one.keystrokeMs, 'ms');
		printRow('Completion after a keystroke', ours, peer, one => one.completionMs, 'ms');
		printRow('Hover', ours, peer, one => one.hoverMs, 'ms');
		printRow('Memory (RSS) after opening', ours, peer, one => one.openRssMb, 'MB');
		printRow('Memory (RSS) at the end', ours, peer, one => one.rssMb, 'MB');
		printRow('Diagnostics', ours, peer, one => one.diagnostics, '');
	} finally {
		rmSync(folder, { recursive: true });
	}
}

async function benchIntrospection(): Promise<void> {
	const { introspectMs, informationSchemaMs } = await measureIntrospection(tables, isQuick ? 3 : 9);
	console.log(`\nIntrospection ${introspectMs.toFixed(0)} ms, information_schema.columns alone ${informationSchemaMs.toFixed(0)} ms: `);
	console.log(`${(informationSchemaMs / introspectMs).toFixed(1)} times faster`);
}

function printRow(what: string, ours: Measured, peer: Measured | undefined, of: (one: Measured) => number | undefined, unit: string): void {
	const [own, other] = [of(ours), peer && of(peer)];
	const show = (value: number | undefined) =>
		value === undefined ? '–' : `${value.toFixed(value < 10 && unit !== '' ? 1 : 0)} ${unit}`.trim();
	const ratio = own === undefined || other === undefined || unit === '' ? '–' : `${(other / own).toFixed(1)}×`;
	console.log(`| ${what} | ${show(own)} | ${show(other)} | ${ratio} |`);
}

/** Names of mappings all over the file. */
function someTables(count: number): readonly string[] {
	return Array.from({ length: count }, (_, n) => `table_${String(Math.floor(((n + 0.5) * tables) / count)).padStart(4, '0')}`);
}
