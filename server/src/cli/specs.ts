/** Opens the specs that the user names on the command line. */

import type { Problem } from '../core/base/problem';
import { type OpenedSpec, type OpenOptions, openSpec } from '../core/mapping/openSpec';
import { type LocatedProblem, locateProblems } from '../core/report/located';
import { partOnly } from '../core/report/partOnly';
import { type CheckOptions, checkSpec } from '../core/rules/checkSpec';
import { OutsideFailure, SpecBroken, UsageError } from './outcome';
import type { World } from './world';

export interface NamedSpec extends OpenedSpec {
	readonly file: string;
	/** As shown to the user. */
	readonly shown: string;
}

/** Files as they are; of a folder every spec below it. */
export function specFiles(world: World, names: readonly string[]): readonly string[] {
	return names.flatMap(name => {
		const file = world.files.absolute(world.cwd, name);
		if (!world.files.isFolder(file)) return [file];
		const found = world.files.specsBelow(file);
		if (found.length === 0) throw new OutsideFailure(`there is no *.migration.yaml below "${name}"; name a spec or another folder`);
		return found;
	});
}

export function openNamed(world: World, file: string, options: OpenOptions): NamedSpec {
	if (world.files.text(file) === undefined) {
		throw new OutsideFailure(`there is no file "${world.files.shown(world.cwd, file)}"; name a *.migration.yaml file`);
	}
	return {
		...openSpec(file, world.files, { isSet: variable => Boolean(world.env[variable]), ...options }),
		file,
		shown: world.files.shown(world.cwd, file),
	};
}

/** The one spec of commands that take one. */
export function openOne(world: World, name: string, options: OpenOptions): NamedSpec {
	const files = specFiles(world, [name]);
	const [file] = files;
	if (file === undefined || files.length > 1) throw new UsageError(`"${name}" holds ${files.length} specs; name one of them`);
	return openNamed(world, file, options);
}

/**
 * The one spec of commands that say something of the whole: what is green, what is covered, how long it takes. Refuses a spec that cannot be
 * read whole: a mapping or a rule that is lost on the way would be missing without a word.
 */
export function openWhole(world: World, name: string, options: OpenOptions): NamedSpec {
	const spec = openOne(world, name, options);
	const lost = partOnlyOf(world, spec);
	if (lost !== undefined) throw new SpecBroken(lost);
	return spec;
}

/** Why a spec could be read only in part, in a sentence. Undefined when it was read whole. */
export function partOnlyOf(world: World, spec: NamedSpec): string | undefined {
	return partOnly(
		spec.facts,
		() => checkSpec(spec.facts, { severities: spec.project.settings?.rules }),
		file => world.files.shown(world.cwd, file),
	);
}

/** `isDisproved`: problems that a server has shown to be none. `fit`: what was found in the data, by mapping. */
export function problemsOf(
	world: World,
	spec: NamedSpec,
	isDisproved: (problem: Problem) => boolean = () => false,
	fit: CheckOptions['fit'] = new Map(),
): readonly LocatedProblem[] {
	const onBug: CheckOptions['onBug'] = (code, error) => {
		world.stderr.write(
			`crosswalk: the rule ${code} failed, which is a bug of Crosswalk: ${error instanceof Error ? error.message : String(error)}\n`,
		);
	};
	const problems = checkSpec(spec.facts, { severities: spec.project.settings?.rules, onBug, fit });
	const standing = problems.filter(problem => !isDisproved(problem));
	return locateProblems(standing, spec.facts, file => world.files.shown(world.cwd, file));
}
