/** `crosswalk examples`: runs the examples of mappings over their given rows. Needs a connection and no data; writes to no database. */

import type { Command } from 'commander';
import { Cancelled } from '../../engines/engine';
import type { AddCommand } from '../command';
import { addConfig, addFormat, configFolder, several } from '../options';
import { openWhole } from '../specs';
import { checkTrialNames, runSpecTrials, type TrialFormat, trialCode, trialFormats, writeTrials } from '../trials';

interface ExamplesOptions {
	readonly name?: readonly string[];
	readonly format: TrialFormat;
	readonly config?: string;
}

export const examplesCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('examples')
		.description("Runs the examples of mappings: the mapping's own SELECT over given rows. Needs a connection and no data.")
		.argument('<spec>', 'a *.migration.yaml file')
		.option('--name <name>', 'only this example, or those of this mapping (may be repeated)', several)
		.addHelpText('before', 'Example: crosswalk examples erp.migration.yaml --name customers\n');
	addConfig(addFormat(command, trialFormats)).action(async (name: string, options: ExamplesOptions, self: Command) => {
		const spec = openWhole(world, name, { folder: configFolder(world, options.config) });
		const known = spec.facts.mappings.flatMap(({ name: own, mapping }) => [own, ...mapping.examples.map(one => one.name.text)]);
		checkTrialNames(options.name ?? [], known, 'example or mapping');
		const report = await runSpecTrials(world, spec, { sections: ['examples'], names: options.name });
		writeTrials(world, spec, report, options.format, self);
		if (report.interrupted) throw new Cancelled();
		done(trialCode(report));
	});
};
