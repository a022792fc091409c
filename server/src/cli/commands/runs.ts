/** `crosswalk runs`: the runs of a spec that are kept, newest first. Opens no database. */

import type { Command } from 'commander';
import { renderRunsJson, renderRunsText } from '../../core/report/runsReport';
import { styleOf } from '../../core/report/style';
import { readRuns, runFolder } from '../../files/runs';
import type { AddCommand } from '../command';
import { addConfig, addFormat, configFolder, isColored } from '../options';
import { exitCodes } from '../outcome';
import { openOne } from '../specs';

interface RunsOptions {
	readonly format: 'text' | 'json';
	readonly config?: string;
}

export const runsCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('runs')
		.description('Lists the runs of a spec that are kept in .crosswalk/runs/, newest first.')
		.argument('<spec>', 'a *.migration.yaml file')
		.addHelpText('before', 'Example: crosswalk runs erp.migration.yaml\n');
	addConfig(addFormat(command, ['text', 'json'])).action((name: string, options: RunsOptions, self: Command) => {
		const spec = openOne(world, name, { folder: configFolder(world, options.config) });
		const { folder } = spec.project;
		const runs = folder === undefined ? [] : [...readRuns(world.files, runFolder(world.files, folder, spec.file))];
		world.stdout.write(
			options.format === 'json' ? renderRunsJson(spec.shown, runs) : renderRunsText(spec.shown, runs, styleOf(isColored(self, world))),
		);
		done(exitCodes.clean);
	});
};
