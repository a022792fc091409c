/** `crosswalk introspect`: reads the schemas of connections and writes their catalogs, to be committed. */

import { renderRefreshed } from '../../core/catalog/refresh';
import { plural } from '../../core/report/style';
import { visibleText } from '../../core/report/visibleText';
import { catalogPath, openProject, type Project } from '../../core/spec/project';
import type { AddCommand } from '../command';
import { connectionSettings } from '../connect';
import { addConfig, addFormat, configFolder } from '../options';
import { exitCodes, OutsideFailure, UsageError } from '../outcome';
import type { World } from '../world';
import { writeFile } from '../writeFile';

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
		const results: Introspected[] = [];
		try {
			for (const name of names) results.push(await introspectOne(world, project, project.folder, name));
		} finally {
			// Of several, those that were read are written, whatever becomes of the next.
			if (results.length > 0) world.stdout.write(options.format === 'json' ? json(results) : results.map(resultText).join(''));
		}
		done(exitCodes.clean);
	});
};

export interface Introspected {
	readonly connection: string;
	readonly file: string;
	readonly changed: boolean;
	readonly tables: number;
	readonly columns: number;
}

export async function introspectOne(world: World, project: Project, folder: string, name: string): Promise<Introspected> {
	const settings = await connectionSettings(world, project, name);
	const catalog = await world.engine.introspect(settings, world.signal);
	const file = catalogPath(folder, name);
	const before = world.files.text(file);
	const text = renderRefreshed(before, catalog);
	const changed = before !== text;
	if (changed) writeFile(world, file, text);
	const tables = catalog.schemas.flatMap(schema => schema.tables);
	const columns = tables.reduce((sum, table) => sum + table.columns.length, 0);
	return { connection: name, file: world.files.shown(world.cwd, file), changed, tables: tables.length, columns };
}

function json(results: readonly Introspected[]): string {
	return `${JSON.stringify({ format: 1, catalogs: results }, null, 2)}\n`;
}

function resultText(result: Introspected): string {
	const state = result.changed ? 'written' : 'unchanged';
	return `${visibleText(result.connection)}: ${plural(result.tables, 'table')}, ${plural(result.columns, 'column')}; ${visibleText(result.file)} ${state}\n`;
}
