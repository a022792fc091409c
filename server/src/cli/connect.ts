/** Resolves connections for commands: variables from the environment, passwords from there and from `~/.pgpass`. */

import { nearestName } from '../core/base/nearest';
import type { Project } from '../core/spec/project';
import type { ConnectionSettings } from '../engines/engine';
import { resolveConnection } from '../run/connectionSettings';
import { hidingValues } from '../run/hidingValues';
import { pgpassFile } from '../run/pgpass';
import { OutsideFailure } from './outcome';
import type { NamedSpec } from './specs';
import type { World } from './world';

export async function connectionSettings(world: World, project: Project, name: string): Promise<ConnectionSettings> {
	const entries = project.connections?.entries ?? [];
	const entry = entries.find(one => one.name.text === name);
	if (!entry)
		throw noConnection(
			project,
			name,
			entries.map(one => one.name.text),
		);
	return await resolveConnection(entry, {
		variable: variable => world.env[variable],
		file: path => world.files.text(world.files.resolve(project.connections?.file ?? '', path)),
		pgpass: () => pgpassText(world),
	});
}

/** Of a side of a spec. */
export async function sideSettings(world: World, spec: NamedSpec, side: 'source' | 'target'): Promise<ConnectionSettings> {
	const name = spec.facts.spec[side]?.connection?.text;
	if (name === undefined)
		throw new OutsideFailure(`"${spec.shown}" names no connection for its ${side}; write ${side}: { connection: NAME }`);
	return hidingValues(await connectionSettings(world, spec.project, name), spec.facts);
}

function noConnection(project: Project, name: string, names: readonly string[]): OutsideFailure {
	if (!project.connections)
		return new OutsideFailure(
			`there is no .crosswalk/connections.yaml, so the connection "${name}" is not known; add that file, or name its folder with --config`,
		);
	const nearest = nearestName(name, names);
	return new OutsideFailure(`connections.yaml has no connection "${name}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`);
}

function pgpassText({ env, files }: World): string | undefined {
	const file = pgpassFile(name => env[name], files.home());
	return file === undefined ? undefined : files.text(file);
}
