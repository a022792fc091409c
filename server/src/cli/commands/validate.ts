/** `crosswalk validate`: every problem of the specs, from committed catalogs; with `--live` the servers look at every SELECT, too. */

import type { Command } from 'commander';
import { renderValidateJson } from '../../core/report/validateJson';
import { countProblems, type ValidateReport } from '../../core/report/validateModel';
import { renderValidateText } from '../../core/report/validateText';
import type { AddCommand } from '../command';
import { validateLiveProblems } from '../live';
import { addConfig, addFormat, configFolder, isColored, wholeNumber } from '../options';
import { exitCodes } from '../outcome';
import { openNamed, problemsOf, specFiles } from '../specs';

interface ValidateOptions {
	readonly live?: boolean;
	readonly maxWarnings?: number;
	readonly format: 'text' | 'json';
	readonly config?: string;
}

export const validateCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('validate')
		.description('Reports what is wrong and what nobody decided about, at the exact characters.')
		.argument('<spec...>', '*.migration.yaml files, or folders of them')
		.option('--live', 'also let both databases check every SELECT, without running any')
		.option('--max-warnings <n>', 'fail when there are more warnings', wholeNumber)
		.addHelpText('before', 'Example: crosswalk validate examples/ --max-warnings 0\n');
	addConfig(addFormat(command, ['text', 'json'])).action(async (names: readonly string[], options: ValidateOptions, self: Command) => {
		const specs: { spec: string; problems: ValidateReport['specs'][number]['problems'] }[] = [];
		for (const file of specFiles(world, names)) {
			const folder = configFolder(world, options.config);
			const spec = openNamed(world, file, { folder });
			specs.push({ spec: spec.shown, problems: options.live ? await validateLiveProblems(world, spec, folder) : problemsOf(world, spec) });
		}
		const report: ValidateReport = { specs };
		world.stdout.write(
			options.format === 'json' ? renderValidateJson(report) : renderValidateText(report, { color: isColored(self, world) }),
		);
		const { errors, warnings } = countProblems(report);
		const tooMany = options.maxWarnings !== undefined && warnings > options.maxWarnings;
		done(errors > 0 || tooMany ? exitCodes.problems : exitCodes.clean);
	});
};
