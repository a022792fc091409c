/** `crosswalk coverage`: what of both sides is mapped, and what nobody decided about. Needs only the committed catalogs. */

import type { Command } from 'commander';
import { coverageOf } from '../../core/mapping/coverage';
import { renderCoverageMarkdown } from '../../core/report/coverageMarkdown';
import { coverageReport } from '../../core/report/coverageModel';
import { renderCoverageText } from '../../core/report/coverageText';
import type { AddCommand } from '../command';
import { addConfig, addFormat, configFolder, isColored, percentage } from '../options';
import { exitCodes, OutsideFailure } from '../outcome';
import { openWhole } from '../specs';

const formats = ['text', 'json', 'markdown'] as const;

interface CoverageOptions {
	readonly minTarget?: number;
	readonly minSource?: number;
	readonly format: (typeof formats)[number];
	readonly config?: string;
}

export const coverageCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('coverage')
		.description('Says what of source and target is mapped, left out with a reason, or undecided.')
		.argument('<spec>', 'a *.migration.yaml file')
		.option('--min-target <percent>', 'fail when less of the target is decided', percentage)
		.option('--min-source <percent>', 'fail when less of the source is decided', percentage)
		.addHelpText('before', 'Example: crosswalk coverage erp.migration.yaml --min-target 100 --min-source 95\n');
	addConfig(addFormat(command, formats)).action((name: string, options: CoverageOptions, self: Command) => {
		const spec = openWhole(world, name, { folder: configFolder(world, options.config) });
		const coverage = coverageOf(spec.facts);
		const report = coverageReport(spec.shown, coverage);
		const { sourcePercent, targetPercent } = report.summary;
		if (
			(options.minSource !== undefined && sourcePercent === undefined) ||
			(options.minTarget !== undefined && targetPercent === undefined)
		) {
			throw new OutsideFailure('a threshold needs the catalog of its side; run crosswalk introspect first');
		}
		const renderers: Readonly<Record<CoverageOptions['format'], () => string>> = {
			text: () => renderCoverageText(report, coverage, { color: isColored(self, world) }),
			json: () => `${JSON.stringify(report, null, 2)}\n`,
			markdown: () => renderCoverageMarkdown(report, coverage),
		};
		world.stdout.write(renderers[options.format]());
		const missed = (sourcePercent ?? 100) < (options.minSource ?? 0) || (targetPercent ?? 100) < (options.minTarget ?? 0);
		done(missed ? exitCodes.problems : exitCodes.clean);
	});
};
