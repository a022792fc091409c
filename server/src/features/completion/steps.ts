/** Names of the cutover: its steps where something waits for one, and its roles. */

import type { SpecFacts } from '../../core/mapping/facts';
import { cutoverOf } from '../../core/strategy/cutover';
import { type Timeline, timelineOf } from '../../core/strategy/timeline';

/** `path`: of the cursor. A step is not offered those that wait for it: they would wait for each other. */
export function stepNames(
	facts: SpecFacts,
	path: readonly (string | number)[],
): readonly { readonly name: string; readonly detail?: string }[] {
	const timeline = timelineOf(facts);
	if (!timeline) return [];
	const [section, , own, key] = path;
	const waiting = section === 'cutover' && key === 'after' && typeof own === 'string' ? waitingFor(timeline, own) : new Set<string>();
	return timeline.cutover.steps
		.filter(({ name }) => !waiting.has(name.text))
		.map(({ name, does }) => ({ name: name.text, detail: does?.text }));
}

export function roleNames({ spec: { cutover } }: SpecFacts): readonly { readonly name: string; readonly detail?: string }[] {
	return cutover ? cutoverOf(cutover).roles.map(({ name, who }) => ({ name: name.text, detail: who?.text })) : [];
}

/** A step and all that wait for it, however far away. */
function waitingFor({ schedule }: Timeline, step: string): ReadonlySet<string> {
	const found = new Set([step]);
	// What is waited for stands first.
	for (const { name, after } of schedule.activities) if (after.some(other => found.has(other))) found.add(name);
	return found;
}
