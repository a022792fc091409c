/** `crosswalk suggest`: what the kept profiles speak for, with its evidence. Asks no database and changes no file. */

import type { Command } from 'commander';
import { nearestName } from '../../core/base/nearest';
import { suggestRules } from '../../core/profile/suggest';
import { renderSuggestJson, renderSuggestText, renderSuggestYaml, type SuggestReport } from '../../core/report/suggestText';
import { profileFolder, readProfiles } from '../../files/profiles';
import type { AddCommand } from '../command';
import { addConfig, addFormat, configFolder, isColored, several } from '../options';
import { exitCodes, OutsideFailure, UsageError } from '../outcome';
import { openWhole } from '../specs';

interface SuggestArguments {
	readonly mapping?: readonly string[];
	readonly format: 'text' | 'json' | 'yaml';
	readonly config?: string;
}

export const suggestCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('suggest')
		.description('Suggests quality rules, maps, values for NULL and checks from the kept profiles, with the evidence of each.')
		.argument('<spec>', 'a *.migration.yaml file')
		.option('--mapping <name>', 'only for this mapping (may be repeated)', several)
		.addHelpText('before', 'Example: crosswalk suggest erp.migration.yaml --format yaml\n');
	addConfig(addFormat(command, ['text', 'json', 'yaml'])).action((name: string, options: SuggestArguments, self: Command) => {
		const { facts, project, shown } = openWhole(world, name, { folder: configFolder(world, options.config) });
		const connection = facts.spec.source?.connection?.text;
		for (const wanted of options.mapping ?? []) {
			if (facts.mapping(wanted)) continue;
			const nearest = nearestName(
				wanted,
				facts.mappings.map(mapping => mapping.name),
			);
			throw new UsageError(`there is no mapping "${wanted}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
		}
		const profiles =
			project.folder === undefined || connection === undefined ? [] : readProfiles(world.files, profileFolder(project.folder, connection));
		if (connection === undefined || profiles.length === 0) {
			throw new OutsideFailure(
				`there are no profiles of "${connection ?? 'the source'}", which suggestions are made from; run crosswalk profile ${shown} --values`,
			);
		}
		const byTable = new Map(profiles.map(profile => [profile.table, profile]));
		const all = suggestRules(facts, table => byTable.get(table));
		const suggestions = all.filter(({ mapping }) => options.mapping?.includes(mapping) ?? true);
		const report: SuggestReport = { spec: shown, connection, profiles: profiles.length, suggestions };
		const renderers = {
			text: () => renderSuggestText(report, { color: isColored(self, world) }),
			json: () => `${renderSuggestJson(report)}\n`,
			yaml: () => renderSuggestYaml(report),
		};
		world.stdout.write(renderers[options.format]());
		done(exitCodes.clean);
	});
};
