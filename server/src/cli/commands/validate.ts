/**
 * `crosswalk validate`: every problem of the specs, from committed catalogs; with `--live` the servers look at every SELECT and at the data,
 * too. What was found in the data before is used as long as it speaks of the spec as it is.
 */

import { type Command, Option } from 'commander';
import { nearestName } from '../../core/base/nearest';
import { fitOfSpec } from '../../core/fit/kept';
import { renderValidateGithub } from '../../core/report/validateGithub';
import { renderValidateJson } from '../../core/report/validateJson';
import { renderValidateJunit } from '../../core/report/validateJunit';
import { renderValidateMarkdown } from '../../core/report/validateMarkdown';
import {
	countProblems,
	type FailOn,
	failOnSeverities,
	isFailing,
	type ValidatedSpec,
	type ValidateReport,
} from '../../core/report/validateModel';
import { renderValidateSarif } from '../../core/report/validateSarif';
import { renderValidateText } from '../../core/report/validateText';
import { Cancelled } from '../../engines/engine';
import { readFit } from '../../files/fit';
import type { AddCommand } from '../command';
import { validateLiveProblems } from '../live';
import { addConfig, addFormat, configFolder, durationMs, isColored, sampleSize, several, wholeNumber } from '../options';
import { exitCodes, UsageError } from '../outcome';
import { type NamedSpec, openNamed, problemsOf, specFiles } from '../specs';

const formats = ['text', 'json', 'sarif', 'github', 'junit', 'markdown'] as const;

interface ValidateOptions {
	readonly live?: boolean;
	readonly sample?: string;
	readonly timeBudget?: number;
	readonly mapping?: readonly string[];
	readonly maxWarnings?: number;
	readonly failOn: FailOn;
	readonly format: (typeof formats)[number];
	readonly config?: string;
}

export const validateCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('validate')
		.description('Reports what is wrong and what nobody decided about, at the exact characters.')
		.argument('<spec...>', '*.migration.yaml files, or folders of them')
		.option(
			'--live',
			'also let both databases check every SELECT, and count the rows of the source that will not fit or that no phase takes',
		)
		.option('--mapping <name>', 'with --live: look at the data of this mapping only (may be repeated)', several)
		.option('--sample <n>', 'with --live: look at so many rows of each mapping only, or a share such as 10%', sampleSize)
		.option('--time-budget <duration>', 'with --live: stop looking at data after this long, such as 10m', durationMs)
		.addOption(new Option('--fail-on <severity>', 'the least severe problem to fail on').choices(failOnSeverities).default('error'))
		.option('--max-warnings <n>', 'fail when there are more warnings', wholeNumber)
		.addHelpText('before', 'Example: crosswalk validate examples/ --max-warnings 0\n');
	addConfig(addFormat(command, formats)).action(async (names: readonly string[], options: ValidateOptions, self: Command) => {
		const specs: ValidatedSpec[] = [];
		for (const file of specFiles(world, names)) {
			const folder = configFolder(world, options.config);
			const spec = openNamed(world, file, { folder });
			checkMappings(spec, options);
			const { sample, timeBudget: timeBudgetMs, mapping: mappings } = options;
			const asked = { folder, sample, timeBudgetMs, mappings };
			const live = options.live ? await untilCancelled(validateLiveProblems(world, spec, asked)) : undefined;
			const kept = fitOfSpec(spec.facts, readFit(world.files, spec.project.folder, spec.file));
			const fit = live?.fit ?? { results: [...kept.valid.values()], notRun: [], stale: kept.stale };
			specs.push({
				spec: spec.shown,
				problems: live?.problems ?? problemsOf(world, spec, undefined, kept.valid),
				...(fit.results.length + fit.notRun.length + fit.stale.length > 0 ? { fit } : {}),
				mappings: spec.facts.mappings.map(mapping => mapping.name),
			});
		}
		const report: ValidateReport = { specs };
		const renderers: Readonly<Record<ValidateOptions['format'], () => string>> = {
			text: () => renderValidateText(report, { color: isColored(self, world) }),
			json: () => renderValidateJson(report),
			sarif: () => renderValidateSarif(report, { version: program.version() ?? '' }),
			github: () => renderValidateGithub(report),
			junit: () => renderValidateJunit(report, { failOn: options.failOn }),
			markdown: () => renderValidateMarkdown(report),
		};
		world.stdout.write(renderers[options.format]());
		if (options.live && world.signal.aborted) throw new Cancelled();
		const fails = specs.some(spec => spec.problems.some(problem => isFailing(problem.severity, options.failOn)));
		const tooMany = options.maxWarnings !== undefined && countProblems(report).warnings > options.maxWarnings;
		done(fails || tooMany ? exitCodes.problems : exitCodes.clean);
	});
};

/** A name that no mapping has would be looked at in vain. */
function checkMappings({ facts, shown }: NamedSpec, { mapping = [], live, sample, timeBudget }: ValidateOptions): void {
	if (!live && (mapping.length > 0 || sample !== undefined || timeBudget !== undefined)) {
		throw new UsageError('--mapping, --sample and --time-budget are for --live, which looks at the data');
	}
	const names = facts.mappings.map(({ name }) => name);
	for (const name of mapping) {
		if (names.includes(name)) continue;
		const nearest = nearestName(name, names);
		throw new UsageError(`"${shown}" has no mapping "${name}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
	}
}

/** Undefined when it was interrupted: then what is known without the servers is still worth telling. */
async function untilCancelled<T>(work: Promise<T>): Promise<T | undefined> {
	try {
		return await work;
	} catch (error) {
		if (error instanceof Cancelled) return undefined;
		throw error;
	}
}
