/** `crosswalk introspect`: reads the schemas of connections and writes their catalogs, to be committed. */

import { renderRefreshed } from '../../core/catalog/refresh';
import { plural } from '../../core/report/style';
import { visibleText } from '../../core/report/visibleText';
import { catalogPath, openProject } from '../../core/spec/project';
import type { AddCommand } from '../command';
import { connectionSettings } from '../connect';
import { addConfig, addFormat, configFolder } from '../options';
import { exitCodes, OutsideFailure, UsageError } from '../outcome';

interface IntrospectOptions {
	readonly all?: boolean;
	readonly format: 'text' | 'json';
	readonly config?: string;
}

export const introspectCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('introspect')
		.description('Reads the schema of each connection and writes .crosswalk/catalogs/NAME.json.')
		.argument('[connection...]', 'names in .crosswalk/connections.yaml')
		.option('--all', 'every connection')
		.addHelpText('before', 'Example: crosswalk introspect legacy_erp cloud\n');
	addConfig(addFormat(command, ['text', 'json'])).action(async (named: readonly string[], options: IntrospectOptions) => {
		const project = openProject(world.files.absolute(world.cwd, 'spec'), world.files, undefined, configFolder(world, options.config));
		if (project.folder === undefined || !project.connections) {
			throw new OutsideFailure('there is no .crosswalk/connections.yaml here or above; add that file, or name its folder with --config');
		}
		const names = options.all ? project.connections.entries.map(entry => entry.name.text) : named;
		if (names.length === 0) throw new UsageError('name a connection, or say --all');
		const results = [];
		for (const name of names) {
			const settings = await connectionSettings(world, project, name);
			const catalog = await world.engine.introspect(settings, world.signal);
			const file = catalogPath(project.folder, name);
			const before = world.files.text(file);
			const text = renderRefreshed(before, catalog);
			const changed = before !== text;
			if (changed) world.files.writeAtomically(file, text);
			const tables = catalog.schemas.reduce((sum, schema) => sum + schema.tables.length, 0);
			const columns = catalog.schemas.reduce((sum, schema) => sum + schema.tables.reduce((all, table) => all + table.columns.length, 0), 0);
			results.push({ connection: name, file: world.files.shown(world.cwd, file), changed, tables, columns });
		}
		world.stdout.write(
			options.format === 'json' ? `${JSON.stringify({ format: 1, catalogs: results }, null, 2)}\n` : results.map(resultText).join(''),
		);
		done(exitCodes.clean);
	});
};

function resultText(result: { connection: string; file: string; changed: boolean; tables: number; columns: number }): string {
	const state = result.changed ? 'written' : 'unchanged';
	return `${visibleText(result.connection)}: ${plural(result.tables, 'table')}, ${plural(result.columns, 'column')}; ${visibleText(result.file)} ${state}\n`;
}
