/** Records what a person found when they went through the steps of an acceptance test: with name and time, in `.crosswalk/runs/`. */

import type { ManualFound } from '../core/reconcile/result';
import { keepRecord } from '../files/recorded';
import { OutsideFailure, UsageError } from './outcome';
import type { NamedSpec } from './specs';
import { checkTrialNames } from './trials';
import type { World } from './world';

/** Throws when there is no such test, when it is one that runs by itself, and when it cannot be kept: what is lost was not recorded. */
export function recordManual(world: World, spec: NamedSpec, { name, ...found }: Omit<ManualFound, 'at'> & { readonly name: string }): void {
	const { acceptance } = spec.facts.spec;
	checkTrialNames(
		[name],
		acceptance.map(test => test.name.text),
		'acceptance test',
	);
	const test = acceptance.find(one => one.name.text === name);
	if (test?.query)
		throw new UsageError(
			`"${name}" has a query, so it is run and not recorded: crosswalk check ${spec.shown} --name ${JSON.stringify(name)}`,
		);
	const manual: ManualFound = { ...found, at: world.now().toISOString() };
	const { failure } = keepRecord(world.files, spec, name, manual);
	if (failure !== undefined) throw new OutsideFailure(`"${name}" is not recorded: ${failure}`);
}
