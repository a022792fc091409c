/** From a file to what is known of its spec: reads it, finds its project, analyses it. The one way in for the editor and the command line. */

import type { Catalog } from '../catalog/catalog';
import { parseSpec, type SpecMemo, specMemo } from '../spec/parseSpec';
import { openProject, type Project, type ProjectMemo, projectMemo } from '../spec/project';
import type { SpecSources } from '../spec/sources';
import type { Side, Spec } from '../spec/spec';
import { analyzeSpec, type FactsMemo, type Surroundings } from './analyze';
import type { SpecFacts } from './facts';

/** All that is remembered from one reading of a spec to the next. One per spec. */
export interface OpenMemo {
	readonly spec: SpecMemo;
	readonly project: ProjectMemo;
	readonly facts: FactsMemo;
}

export function openMemo(): OpenMemo {
	return { spec: specMemo(), project: projectMemo(), facts: new WeakMap() };
}

export interface OpenOptions extends Pick<Surroundings, 'isSet' | 'stale' | 'drift' | 'live'> {
	readonly remembered?: OpenMemo;
	/** The `.crosswalk` folder, with a slash at its end, when it is not to be sought. */
	readonly folder?: string;
}

/** What the texts say, before a catalog or SQL is looked at. */
export interface ReadSpec {
	readonly spec: Spec;
	readonly project: Project;
}

export interface OpenedSpec {
	readonly facts: SpecFacts;
	readonly project: Project;
}

export function readSpec(file: string, sources: SpecSources, { remembered = openMemo(), folder }: OpenOptions = {}): ReadSpec {
	const spec = parseSpec(file, sources, remembered.spec);
	remembered.spec.turn();
	return { spec, project: openProject(file, sources, remembered.project, folder) };
}

/** `read`: when it was read already, of the same texts. */
export function openSpec(file: string, sources: SpecSources, options: OpenOptions = {}, read?: ReadSpec): OpenedSpec {
	const remembered = options.remembered ?? openMemo();
	const { spec, project } = read ?? readSpec(file, sources, { ...options, remembered });
	const facts = analyzeSpec(
		spec,
		{
			connections: project.connections,
			settings: project.settings,
			source: catalogOf(spec.source, project),
			target: catalogOf(spec.target, project),
			unreadable: { source: unreadable(spec.source, project), target: unreadable(spec.target, project) },
			isSet: options.isSet,
			stale: options.stale,
			drift: options.drift,
			live: options.live,
		},
		remembered.facts,
	);
	return { facts, project };
}

function unreadable(side: Side | undefined, project: Project): string | undefined {
	const file = side?.connection && project.catalog(side.connection.text);
	return file?.kind === 'unreadable' ? file.reason : undefined;
}

/** An unreadable catalog is as good as none: rules must not speak of half a schema. */
function catalogOf(side: Side | undefined, project: Project): Catalog | undefined {
	const file = side?.connection && project.catalog(side.connection.text);
	return file?.kind === 'ready' ? file.catalog : undefined;
}
