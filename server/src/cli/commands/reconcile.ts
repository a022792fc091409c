/**
 * `crosswalk reconcile`: did everything arrive, and if not, exactly what did not. Reads both databases in one snapshot each, and writes to
 * neither: what it found is kept in `.crosswalk/runs/`.
 */

import { type Command, Option } from 'commander';
import { nearestName } from '../../core/base/nearest';
import { affectedBy, affectedWords, driftWords } from '../../core/mapping/drift';
import type { SpecFacts } from '../../core/mapping/facts';
import { planReconciliation } from '../../core/reconcile/planReconciliation';
import { placeFinder } from '../../core/report/located';
import type { PlaceOf, ReconcileReport } from '../../core/report/model';
import { renderReconcileCsv } from '../../core/report/reconcileCsv';
import { renderReconcileHtmlFile } from '../../core/report/reconcileHtmlFile';
import { renderReconcileJson } from '../../core/report/reconcileJson';
import { renderReconcileJunit } from '../../core/report/reconcileJunit';
import { renderReconcileMarkdown } from '../../core/report/reconcileMarkdown';
import { renderReconcileText } from '../../core/report/reconcileText';
import { renderRepairSql } from '../../core/report/repairSql';
import { withChanges } from '../../core/report/runChanges';
import { plural } from '../../core/report/style';
import { visibleText } from '../../core/report/visibleText';
import { Cancelled, type ConnectionSettings, DatabaseFailure } from '../../engines/engine';
import { runsOf } from '../../files/runs';
import { driftOf } from '../../run/drift';
import { runReconcile } from '../../run/reconcile';
import type { AddCommand } from '../command';
import { sideSettings } from '../connect';
import { addConfig, addFormat, configFolder, countFromOne, durationMs, isColored, sampleSize, several, wholeNumber } from '../options';
import { type ExitCode, exitCodes, UsageError } from '../outcome';
import { progressLine } from '../progress';
import { finishedBefore } from '../resume';
import { type NamedSpec, openWhole } from '../specs';
import type { World } from '../world';
import { writeFile } from '../writeFile';

const formats = ['text', 'json', 'junit', 'markdown', 'csv', 'html'] as const;

interface ReconcileOptions {
	readonly mapping?: readonly string[];
	readonly check?: readonly string[];
	readonly maxDifferences?: number;
	readonly sample?: string;
	readonly timeBudget?: number;
	readonly format: (typeof formats)[number];
	readonly recheck?: number;
	readonly parallel: number;
	readonly resume?: boolean;
	readonly repairSql?: string;
	readonly config?: string;
}

const defaultWidth = 120;
const sideNames = ['source', 'target'] as const;

export const reconcileCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('reconcile')
		.description('Compares source and target on both servers, down to the rows and columns that differ.')
		.argument('<spec>', 'a *.migration.yaml file')
		.option('--mapping <name>', 'only this mapping or free pair (may be repeated)', several)
		.option('--check <name>', 'only this check, such as count or rows (may be repeated)', several)
		.addOption(new Option('--max-differences <n>', 'differences kept of a check; all are counted').argParser(wholeNumber).default(1000))
		.option('--sample <n>', 'compare only so many rows of each mapping, or a share such as 10%; never green', sampleSize)
		.option('--time-budget <duration>', 'stop after this long, such as 10m, with a partial result', durationMs)
		.option(
			'--recheck <duration>',
			'look again at what differs so much later, such as 30s: what differs only once is on its way',
			durationMs,
		)
		.addOption(
			new Option('--parallel <n>', 'connections to each side: so many mappings, or parts of a large one, at once')
				.argParser(countFromOne)
				.default(2),
		)
		.addOption(new Option('--repair-sql <file>', 'write down, and never run, what would make the target equal').conflicts('resume'))
		.option('--resume', 'take over what the last run finished, when it did not go to its end')
		.addHelpText('before', 'Example: crosswalk reconcile erp.migration.yaml --mapping customers --format json\n');
	addConfig(addFormat(command, formats)).action(async (name: string, options: ReconcileOptions, self: Command) => {
		const spec = openWhole(world, name, { folder: configFolder(world, options.config) });
		checkNames(spec, options.mapping ?? []);
		checkChecks(spec, options);
		const report = await run(world, spec, options);
		const find = placeFinder(spec.facts, file => world.files.shown(world.cwd, file));
		const placeOf: PlaceOf = span => {
			const { file, range } = find(span);
			return { file, line: range.start.line };
		};
		const renderers: Readonly<Record<ReconcileOptions['format'], () => string>> = {
			text: () => renderReconcileText(report, { color: isColored(self, world), width: world.stdout.columns ?? defaultWidth, placeOf }),
			json: () => `${renderReconcileJson(report, placeOf)}\n`,
			junit: () => renderReconcileJunit(report, { width: defaultWidth, placeOf }),
			markdown: () => renderReconcileMarkdown(report, { width: defaultWidth, placeOf }),
			csv: () => renderReconcileCsv(report, placeOf),
			html: () => renderReconcileHtmlFile(report, placeOf),
		};
		world.stdout.write(renderers[options.format]());
		if (options.repairSql !== undefined) writeRepair(world, spec, report, options.repairSql);
		if (report.interrupted) throw new Cancelled();
		done(codeOf(report));
	});
};

function writeRepair(world: World, { facts }: NamedSpec, report: ReconcileReport, name: string): void {
	const { text, statements, left } = renderRepairSql(report, facts);
	const say = (sentence: string) => world.stderr.write(`crosswalk: ${visibleText(sentence)}\n`);
	if (statements === 0 && left === 0) {
		say(`there is nothing to repair, so ${name} is not written`);
		return;
	}
	writeFile(world, world.files.absolute(world.cwd, name), text);
	const rest = left === 0 ? '' : `; it leaves ${plural(left, 'difference')}, which it names`;
	say(`${name} holds ${plural(statements, 'statement')}; nothing of it was run${rest}`);
}

function checkNames({ facts }: NamedSpec, names: readonly string[]): void {
	const known = [...facts.mappings.map(mapping => mapping.name), ...facts.spec.reconciliation.map(pair => pair.name.text)];
	for (const name of names) {
		if (known.includes(name)) continue;
		const nearest = nearestName(name, known);
		throw new UsageError(`there is no mapping "${name}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
	}
}

/** A check that nothing has is told with those that there are, also beside others: it would be left out without a word. */
function checkChecks({ facts }: NamedSpec, { mapping, check = [] }: ReconcileOptions): void {
	const planned = (checks?: readonly string[]) => planReconciliation(facts, { mappings: mapping, checks }).jobs;
	if (planned().length === 0) throw new UsageError('there is nothing to compare: the spec has no mapping');
	for (const name of check) {
		if (planned([name]).length > 0) continue;
		const known = [...new Set(planned().flatMap(({ checks }) => checks.map(one => one.name)))];
		const nearest = nearestName(name, known);
		const instead = nearest === undefined ? ` of what is asked for; there are ${known.join(', ')}` : `; did you mean "${nearest}"?`;
		throw new UsageError(`there is no check "${name}"${instead}`);
	}
}

async function run(world: World, spec: NamedSpec, options: ReconcileOptions): Promise<ReconcileReport> {
	const plan = {
		...planReconciliation(spec.facts, { mappings: options.mapping, checks: options.check, sample: options.sample }),
		spec: spec.shown,
	};
	const { engine } = world;
	const sides = {
		source: { engine, settings: await sideSettings(world, spec, 'source') },
		target: { engine, settings: await sideSettings(world, spec, 'target') },
	};
	const runs = runsOf(world.files, spec, world.now().toISOString());
	const finished = options.resume && runs ? finishedBefore(runs, spec) : [];
	if (options.resume && finished.length === 0) {
		world.stderr.write('crosswalk: there is no unfinished run of this spec as it is, so everything is compared\n');
	}
	const kept = runs?.keep(sentence => world.stderr.write(`crosswalk: this run is not kept: ${visibleText(sentence)}\n`));
	const progress = progressLine(world.stderr);
	const fingerprints: Partial<Record<(typeof sideNames)[number], string>> = {};
	const events = runReconcile(plan, sides, {
		finished,
		recheckMs: options.recheck,
		lanes: Math.max(1, options.parallel),
		keepsSourceRows: options.repairSql !== undefined,
		maxDifferences: options.maxDifferences,
		timeBudgetMs: options.timeBudget,
		signal: world.signal,
		now: () => world.now().getTime(),
		atEnd: async sessions => {
			const ask = async (side: (typeof sideNames)[number]) => {
				if (spec.facts[side]) fingerprints[side] = await unlessOutside(() => sessions[side].fingerprint(world.signal));
			};
			await Promise.all(sideNames.map(ask));
		},
	});
	try {
		for (let next = await events.next(); ; next = await events.next()) {
			if (next.done) {
				kept?.end(next.value);
				progress.clear();
				const drifts = sideNames.map(side => driftSentence(world, spec.facts, side, sides[side].settings, fingerprints[side]));
				for (const sentence of await Promise.all(drifts))
					if (sentence !== undefined) world.stderr.write(`crosswalk: ${visibleText(sentence)}\n`);
				return withChanges(next.value, runs?.last);
			}
			if (next.value.kind === 'result') kept?.add(next.value.result);
			progress.show(next.value);
		}
	} finally {
		progress.clear();
	}
}

/** A catalog that is out of date may be why a mapping is not run, or why a column is missing. */
async function driftSentence(
	world: World,
	facts: SpecFacts,
	side: (typeof sideNames)[number],
	settings: ConnectionSettings,
	fingerprint: string | undefined,
): Promise<string | undefined> {
	const catalog = facts[side]?.catalog;
	const drift = catalog && (await unlessOutside(() => driftOf(world.engine, settings, catalog, world.signal, fingerprint)));
	if (!drift) return undefined;
	const touched = affectedWords(affectedBy(facts, side, drift.changes));
	const touches = touched === '' ? '' : `; it touches ${touched}`;
	return `the database "${settings.name}" has changed since its catalog was taken (${driftWords(drift.changes)})${touches}; run: crosswalk introspect ${settings.name}`;
}

/** What the outside does not let us know is no reason to lose what is known. */
async function unlessOutside<T>(ask: () => Promise<T>): Promise<T | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof DatabaseFailure || error instanceof Cancelled) return undefined;
		throw error;
	}
}

/** What failed because of the outside is told in the report; nothing that is not identical or accepted is clean. */
function codeOf(report: ReconcileReport): ExitCode {
	if (report.checks.some(check => check.isBug)) return exitCodes.bug;
	if (report.summary.failed > 0) return exitCodes.failure;
	return report.verdict === 'identical' || report.verdict === 'accepted' ? exitCodes.clean : exitCodes.problems;
}
