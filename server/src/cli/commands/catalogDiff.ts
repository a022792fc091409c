/** `crosswalk catalog diff`: the committed catalog of a connection against its live schema. Writes nothing. */

import type { Command } from 'commander';
import { diffCatalogs, renderCatalogChanges } from '../../core/catalog/diff';
import { visibleText } from '../../core/report/visibleText';
import { openProject } from '../../core/spec/project';
import type { AddCommand } from '../command';
import { connectionSettings } from '../connect';
import { addConfig, addFormat, configFolder } from '../options';
import { exitCodes, OutsideFailure } from '../outcome';

export const catalogDiffCommand: AddCommand = (program, world, done) => {
	const group: Command = program.command('catalog').description('Works with committed catalogs.');
	const command = group
		.command('diff')
		.description('Shows what changed in a database since its catalog was committed. Exits with 1 when something did.')
		.argument('<connection>', 'a name in .crosswalk/connections.yaml')
		.addHelpText('before', 'Example: crosswalk catalog diff legacy_erp\n');
	addConfig(addFormat(command, ['text', 'json'])).action(async (name: string, options: { format: 'text' | 'json'; config?: string }) => {
		const project = openProject(world.files.absolute(world.cwd, 'spec'), world.files, undefined, configFolder(world, options.config));
		const committed = project.catalog(name);
		const settings = await connectionSettings(world, project, name);
		if (!committed) throw new OutsideFailure(`there is no catalog of "${name}" to compare with; run: crosswalk introspect ${name}`);
		if (committed.kind === 'unreadable') throw new OutsideFailure(`"${world.files.shown(world.cwd, committed.file)}" ${committed.reason}`);
		const changes = diffCatalogs(committed.catalog, await world.engine.introspect(settings, world.signal));
		world.stdout.write(
			options.format === 'json'
				? `${JSON.stringify({ format: 1, connection: name, changes }, null, 2)}\n`
				: text(name, renderCatalogChanges(changes)),
		);
		done(changes.length > 0 ? exitCodes.problems : exitCodes.clean);
	});
};

function text(name: string, lines: readonly string[]): string {
	const shown = visibleText(name);
	if (lines.length === 0) return `${shown}: as committed\n`;
	return `${shown}: ${lines.length} changed since its catalog was committed\n${lines.map(line => `  ${visibleText(line)}\n`).join('')}`;
}
