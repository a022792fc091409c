/** Who is busy when: the steps of every role, and where one role has two at once. A role may be many people; nothing is judged here. */

import type { Cutover, Step } from './cutover';
import type { Scheduled } from './schedule';

export interface Workload {
	readonly role: string;
	/** By their start. */
	readonly steps: readonly string[];
	/** How long it has something to do; what goes on at once counts once. */
	readonly busyMs: number;
	readonly clashes: readonly Clash[];
}

/** Two steps of one role that overlap. */
export interface Clash {
	readonly steps: readonly [string, string];
	readonly startMs: number;
	readonly endMs: number;
	/** Whether the slack of one of them is enough to do one after the other. */
	readonly isAvoidable: boolean;
}

type OwnedStep = Scheduled & { readonly step: Step };

/** Roles in the order of the spec, then owners who are no role. Those without a step are left out. */
export function workloadOf({ roles }: Cutover, steps: readonly OwnedStep[]): readonly Workload[] {
	const byRole = new Map<string, OwnedStep[]>(roles.map(role => [role.name.text, []]));
	for (const one of steps) {
		const role = one.step.owner?.text;
		if (role !== undefined) byRole.set(role, [...(byRole.get(role) ?? []), one]);
	}
	return [...byRole]
		.filter(([, own]) => own.length > 0)
		.map(([role, own]) => ({ role, steps: own.map(one => one.name), busyMs: busyMs(own), clashes: clashesOf(own) }));
}

function busyMs(steps: readonly Scheduled[]): number {
	let sum = 0;
	let until = Number.NEGATIVE_INFINITY;
	for (const { startMs, finishMs } of steps) {
		sum += Math.max(0, finishMs - Math.max(startMs, until));
		until = Math.max(until, finishMs);
	}
	return sum;
}

/** Each step with the one before it that goes on longest, so that a crowd of steps is no storm of pairs. */
function clashesOf(steps: readonly Scheduled[]): readonly Clash[] {
	const clashes: Clash[] = [];
	let longest: Scheduled | undefined;
	for (const one of steps) {
		if (longest && one.startMs < longest.finishMs && one.startMs < one.finishMs) {
			const isAvoidable = one.latestStartMs >= longest.finishMs || longest.latestStartMs >= one.finishMs;
			const endMs = Math.min(one.finishMs, longest.finishMs);
			clashes.push({ steps: [longest.name, one.name], startMs: one.startMs, endMs, isAvoidable });
		}
		if (!longest || one.finishMs > longest.finishMs) longest = one;
	}
	return clashes;
}
