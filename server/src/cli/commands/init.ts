/** `crosswalk init`: writes a first spec for two connections, or a first `connections.yaml` when there is none. Never writes over a file. */

import type { Catalog } from '../../core/catalog/catalog';
import type { Draft } from '../../core/draft/draft';
import { type DraftConnections, draftSpec } from '../../core/draft/draftSpec';
import { firstConnections } from '../../core/draft/firstConnections';
import { plural } from '../../core/report/style';
import { visibleText } from '../../core/report/visibleText';
import { openProject, type Project } from '../../core/spec/project';
import type { AddCommand } from '../command';
import { addConfig, addFormat, configFolder } from '../options';
import { exitCodes, OutsideFailure, UsageError } from '../outcome';
import type { World } from '../world';
import { writeFile } from '../writeFile';
import { introspectOne } from './introspect';

interface InitOptions {
	readonly source?: string;
	readonly target?: string;
	readonly format: 'text' | 'json';
	readonly config?: string;
}

export const initCommand: AddCommand = (program, world, done) => {
	const command = program
		.command('init')
		.description('Starts a spec: mappings suggested by names and types, the rest listed.')
		.argument('[file]', 'the spec to write (default: SOURCE-to-TARGET.migration.yaml)')
		.option('--source <connection>', 'where the data is')
		.option('--target <connection>', 'where it goes')
		.addHelpText('before', 'Example: crosswalk init --source legacy_erp --target cloud\n');
	addConfig(addFormat(command, ['text', 'json'])).action(async (named: string | undefined, options: InitOptions) => {
		const project = openProject(world.files.absolute(world.cwd, 'spec'), world.files, undefined, configFolder(world, options.config));
		if (project.folder === undefined || !project.connections) {
			world.stdout.write(startConnections(world, options));
			return done(exitCodes.clean);
		}
		const sides = chosenSides(project, options);
		const file = world.files.absolute(world.cwd, named ?? `${fileName(sides.source)}-to-${fileName(sides.target)}.migration.yaml`);
		if (!/\.migration\.ya?ml$/.test(file)) throw new UsageError(`a spec is called NAME.migration.yaml, not "${named}"`);
		if (world.files.text(file) !== undefined) {
			throw new OutsideFailure(`"${world.files.shown(world.cwd, file)}" is there already; name another file, or move that one away`);
		}
		const source = await catalogOf(world, project, project.folder, sides.source);
		const target = await catalogOf(world, project, project.folder, sides.target);
		const { draft, text } = draftSpec(sides, { source, target });
		writeFile(world, file, text);
		world.stdout.write(
			options.format === 'json'
				? draftJson(world.files.shown(world.cwd, file), draft)
				: draftText(world.files.shown(world.cwd, file), draft),
		);
		done(exitCodes.clean);
	});
};

function chosenSides({ connections }: Project, { source, target }: InitOptions): DraftConnections {
	const names = (connections?.entries ?? []).map(entry => entry.name.text);
	for (const name of [source, target]) {
		if (name !== undefined && !names.includes(name)) {
			throw new OutsideFailure(`connections.yaml has no connection "${name}"; it has ${names.map(one => `"${one}"`).join(', ')}`);
		}
	}
	if (source !== undefined && target !== undefined) return { source, target };
	// Of two connections, the one that is not named is the other one; whoever names none means them in their order.
	const [first, second] = names;
	if (names.length === 2 && first !== undefined && second !== undefined) {
		if (source === undefined && target === undefined) return { source: first, target: second };
		if (source !== undefined) return { source, target: source === first ? second : first };
		return { source: target === first ? second : first, target: target ?? '' };
	}
	throw new UsageError(`say which connections with --source and --target: ${names.map(one => `"${one}"`).join(', ')}`);
}

/** The committed one; a connection without one is introspected. */
async function catalogOf(world: World, project: Project, folder: string, connection: string): Promise<Catalog> {
	const before = project.catalog(connection);
	if (before?.kind === 'ready') return before.catalog;
	await introspectOne(world, project, folder, connection);
	const read = project.catalog(connection);
	if (read?.kind === 'ready') return read.catalog;
	throw new OutsideFailure(`the catalog of "${connection}" cannot be read: ${read?.reason ?? 'it is not there'}`);
}

function startConnections(world: World, options: InitOptions): string {
	const file = world.files.absolute(
		world.cwd,
		options.config === undefined ? '.crosswalk/connections.yaml' : `${options.config}/connections.yaml`,
	);
	writeFile(world, file, firstConnections(options.source ?? 'source', options.target ?? 'target'));
	return `${visibleText(world.files.shown(world.cwd, file))} written: fill in where both databases are, and run this again\n`;
}

/** A connection's name as a part of a file's. */
function fileName(connection: string): string {
	return connection.replace(/[^\w-]+/g, '-');
}

function draftText(file: string, { mappings, copies, left }: Draft): string {
	const found = [
		plural(mappings.length, 'mapping'),
		...(copies.length > 0 ? [`${plural(copies.length, 'table')} copied as they are`] : []),
	];
	const rest = [
		...(left.source.length > 0 ? [`${plural(left.source.length, 'table')} of the source`] : []),
		...(left.target.length > 0 ? [`${plural(left.target.length, 'table')} of the target`] : []),
	];
	const listed = rest.length > 0 ? `; ${rest.join(' and ')} without a suggestion are listed at its end` : '';
	return `${visibleText(file)} written: ${found.join(', ')}${listed}\nNext: read every line, and run crosswalk validate ${visibleText(file)}\n`;
}

function draftJson(file: string, { mappings, copies, left }: Draft): string {
	const nameOf = ({ schema, name }: { readonly schema: string; readonly name: string }) => `${schema}.${name}`;
	const json = {
		format: 1,
		spec: file,
		mappings: mappings.map(mapping => ({
			name: mapping.name,
			source: nameOf(mapping.source),
			target: nameOf(mapping.target),
			columns: mapping.columns.map(({ target, source }) => ({ source: source.name, target: target.name })),
			missing: mapping.missing.map(column => column.name),
			unused: mapping.unused.map(column => column.name),
		})),
		copies: copies.map(({ source, target }) => ({ source: nameOf(source), target: nameOf(target) })),
		left: { source: left.source.map(nameOf), target: left.target.map(nameOf) },
	};
	return `${JSON.stringify(json, null, 2)}\n`;
}
