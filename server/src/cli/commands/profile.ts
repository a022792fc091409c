/** `crosswalk profile`: what the columns of the source hold. Reads one database and writes to none; profiles are kept in `.crosswalk/profiles/`. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { nearestName } from '../../core/base/nearest';
import { profileCostWords } from '../../core/profile/cost';
import { type ProfilePlan, planProfile } from '../../core/profile/plan';
import { renderProfileHtmlFile } from '../../core/report/profileHtmlFile';
import { renderProfileJson } from '../../core/report/profileJson';
import type { ProfileReport } from '../../core/report/profileModel';
import { renderProfileText } from '../../core/report/profileText';
import { plural } from '../../core/report/style';
import { visibleText } from '../../core/report/visibleText';
import { parseDurationMs } from '../../core/spec/formats';
import { Cancelled } from '../../engines/engine';
import { finishedProfiles, keepProfiles } from '../../files/profiles';
import { type ProfileOutcome, runProfile } from '../../run/profile';
import type { AddCommand } from '../command';
import { sideSettings } from '../connect';
import { addConfig, addFormat, configFolder, isColored, several, wholeNumber } from '../options';
import { type ExitCode, exitCodes, OutsideFailure, UsageError } from '../outcome';
import { type NamedSpec, openWhole } from '../specs';
import type { World } from '../world';

interface ProfileArguments {
	readonly mapping?: readonly string[];
	readonly sample?: string;
	readonly values?: boolean;
	readonly minCount: number;
	readonly resume?: boolean;
	readonly timeBudget?: number;
	readonly format: 'text' | 'json' | 'html';
	readonly config?: string;
}

const toStartAndClear = '\r\u001b[K';

export const profileCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('profile')
		.description('Says what the columns of the source hold: nulls, distinct values, lengths, ranges, shapes, orphans.')
		.argument('<spec>', 'a *.migration.yaml file')
		.option('--mapping <name>', 'only the tables that this mapping reads (may be repeated)', several)
		.option('--sample <n>', 'read only so many rows of each table, or a share such as 10%', sample)
		.option('--values', 'also keep frequent values, but for columns of personal and confidential mappings')
		.addOption(new Option('--min-count <n>', 'show values and shapes only from so many rows on').argParser(wholeNumber).default(5))
		.option('--resume', 'take over the tables that an unfinished run had finished')
		.option('--time-budget <duration>', 'stop after this long, such as 10m; what is finished is kept', duration)
		.addHelpText('before', 'Example: crosswalk profile erp.migration.yaml --values\n');
	addConfig(addFormat(command, ['text', 'json', 'html'])).action(async (name: string, options: ProfileArguments, self: Command) => {
		const spec = openWhole(world, name, { folder: configFolder(world, options.config) });
		const plan = planOf(spec, options);
		const outcome = await run(world, spec, plan, options);
		const report: ProfileReport = {
			...outcome,
			spec: spec.shown,
			connection: plan.connection,
			tables: outcome.profiles,
			wanted: plan.tables.length,
		};
		const renderers = {
			text: () => renderProfileText(report, { color: isColored(self, world) }),
			json: () => `${renderProfileJson(report)}\n`,
			html: () => renderProfileHtmlFile(report),
		};
		world.stdout.write(renderers[options.format]());
		if (outcome.interrupted) throw new Cancelled();
		done(codeOf(outcome));
	});
};

function sample(text: string): string {
	const percent = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
	const isShare = percent !== undefined && Number(percent) > 0 && Number(percent) <= 100;
	if (!isShare && !/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Write a number of rows, or a share like 10%.');
	return text;
}

function duration(text: string): number {
	const ms = parseDurationMs(text);
	if (ms === undefined) throw new InvalidArgumentError('Write it like 90s, 10m or 1h30m.');
	return ms;
}

function planOf({ facts, shown }: NamedSpec, { mapping, sample, values, minCount }: ProfileArguments): ProfilePlan {
	const known = facts.mappings.map(({ name }) => name);
	for (const name of mapping ?? []) {
		if (known.includes(name)) continue;
		const nearest = nearestName(name, known);
		throw new UsageError(`there is no mapping "${name}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
	}
	const connection = facts.spec.source?.connection?.text;
	if (connection === undefined)
		throw new OutsideFailure(`"${shown}" names no connection for its source; write source: { connection: NAME }`);
	const plan = planProfile(facts, { mappings: mapping, sample, withValues: values === true, atLeast: Math.max(1, minCount) });
	if (!plan)
		throw new OutsideFailure(
			`there is no catalog of "${connection}", so its columns are not known; run crosswalk introspect ${connection}`,
		);
	if (plan.tables.length === 0) throw new UsageError('there is no table to read: no mapping reads one, and nothing else is undecided');
	return plan;
}

async function run(world: World, spec: NamedSpec, plan: ProfilePlan, { resume, timeBudget }: ProfileArguments): Promise<ProfileOutcome> {
	const { folder } = spec.project;
	const settings = await sideSettings(world, spec, 'source');
	if (settings.environment?.toLowerCase() === 'production') {
		world.stderr.write(`crosswalk: this is production: ${visibleText(profileCostWords(plan))}\n`);
	}
	const finished = resume && folder !== undefined ? finishedProfiles(world.files, folder, plan) : [];
	if (resume && finished.length === 0) {
		world.stderr.write('crosswalk: there is no unfinished run that was asked the same, so every table is read\n');
	}
	const kept = folder === undefined ? undefined : keepProfiles(world.files, folder, plan, finished);
	const events = runProfile(
		plan,
		{ engine: world.engine, settings },
		{ finished, timeBudgetMs: timeBudget, signal: world.signal, now: () => world.now().getTime() },
	);
	const { stderr } = world;
	try {
		for (let next = await events.next(); ; next = await events.next()) {
			if (next.done) {
				if (next.value.stopped === undefined && next.value.failures.length === 0) kept?.end();
				return next.value;
			}
			if (next.value.kind === 'profile') kept?.add(next.value.profile);
			else if (stderr.isTerminal) {
				const { number, total, table, columns } = next.value;
				const line = `${number}/${total} ${visibleText(table)}: ${plural(columns, 'column')} …`;
				stderr.write(toStartAndClear + line.slice(0, (stderr.columns ?? 80) - 1));
			}
		}
	} finally {
		if (stderr.isTerminal) stderr.write(toStartAndClear);
	}
}

function codeOf({ failures, stopped }: ProfileOutcome): ExitCode {
	if (failures.length > 0) return exitCodes.failure;
	return stopped === undefined ? exitCodes.clean : exitCodes.problems;
}
