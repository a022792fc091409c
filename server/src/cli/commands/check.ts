/**
 * `crosswalk check`: runs the quality rules, acceptance tests and examples of a spec, and records what a person found. Reads both databases
 * and writes to neither: what it found is kept in `.crosswalk/runs/`.
 */

import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CheckSection } from '../../core/reconcile/result';
import { parseDurationMs } from '../../core/spec/formats';
import { Cancelled } from '../../engines/engine';
import type { AddCommand } from '../command';
import { addConfig, addFormat, configFolder, several } from '../options';
import { exitCodes, UsageError } from '../outcome';
import { recordManual } from '../recordManual';
import { openWhole } from '../specs';
import { checkTrialNames, failSeverities, runSpecTrials, type TrialFormat, trialCode, trialFormats, writeTrials } from '../trials';

interface CheckOptions {
	readonly only?: CheckSection;
	readonly when?: 'before' | 'after';
	readonly name?: readonly string[];
	readonly failOn: (typeof failSeverities)[number];
	readonly timeBudget?: number;
	readonly record?: string;
	readonly passed?: boolean;
	readonly failed?: boolean;
	readonly by?: string;
	readonly note?: string;
	readonly format: TrialFormat;
	readonly config?: string;
}

export const checkCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('check')
		.description('Runs quality rules, acceptance tests and examples, or records a manual test.')
		.argument('<spec>', 'a *.migration.yaml file')
		.addOption(new Option('--only <section>', 'only these').choices(['quality', 'acceptance', 'examples']))
		.addOption(new Option('--when <when>', 'what is due then: before leaves acceptance tests out').choices(['before', 'after']))
		.option('--name <name>', 'only this rule, test or example, or the examples of this mapping (may be repeated)', several)
		.addOption(
			new Option('--fail-on <severity>', 'the least severe rule that makes exit code 1').choices([...failSeverities]).default('error'),
		)
		.option('--time-budget <duration>', 'stop after this long, such as 10m, with what is known', duration)
		.option('--record <name>', 'record the manual test of this name, with --passed or --failed, and --by')
		.addOption(new Option('--passed', 'it passed').conflicts('failed'))
		.option('--failed', 'it did not pass')
		.option('--by <person>', 'who found that')
		.option('--note <text>', 'what else is to be said')
		.addHelpText('before', 'Example: crosswalk check erp.migration.yaml --only quality --when before\n');
	addConfig(addFormat(command, trialFormats)).action(async (name: string, options: CheckOptions, self: Command) => {
		const spec = openWhole(world, name, { folder: configFolder(world, options.config) });
		const { quality, acceptance } = spec.facts.spec;
		const examples = spec.facts.mappings.flatMap(({ name: own, mapping }) => [own, ...mapping.examples.map(one => one.name.text)]);
		checkTrialNames(options.name ?? [], [...[...quality, ...acceptance].map(one => one.name.text), ...examples], 'rule, test or example');
		const found = findingOf(options);
		if (found) recordManual(world, spec, found);
		const asked = { sections: options.only && [options.only], when: options.when, names: options.name };
		const report = await runSpecTrials(world, spec, found ? { sections: ['acceptance'], names: [found.name] } : asked, options.timeBudget);
		writeTrials(world, spec, report, options.format, self);
		if (report.interrupted) throw new Cancelled();
		done(found ? exitCodes.clean : trialCode(report, options.failOn));
	});
};

/** What is to be recorded; undefined: nothing. */
function findingOf({ record, passed, failed, by, note }: CheckOptions) {
	if (record === undefined) {
		if (passed || failed || by !== undefined || note !== undefined)
			throw new UsageError('--passed, --failed, --by and --note go with --record');
		return undefined;
	}
	if (!passed && !failed) throw new UsageError('say --passed or --failed with --record');
	if (by === undefined || by.trim() === '') throw new UsageError('say who found that: --by "Ada Lovelace"');
	return { name: record, passed: passed === true, by, ...(note === undefined ? {} : { note }) };
}

function duration(text: string): number {
	const ms = parseDurationMs(text);
	if (ms === undefined) throw new InvalidArgumentError('Write it like 90s, 10m or 1h30m.');
	return ms;
}
