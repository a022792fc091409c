/** What a gate or the watch of a risk waits for, in words and as names. */

import type { Text } from '../spec/spec';
import type { Gate } from './planValues';

export const gatedKinds = ['reconcile', 'quality', 'acceptance'] as const;

export type GatedKind = (typeof gatedKinds)[number];

/** Whether every one of the kind is named at once. */
export function isAll(names: readonly Text[]): boolean {
	return names.some(name => name.text === 'all');
}

/** `reconcile all, quality "emails look like emails", coverage 100 %`. */
export function renderGate(gate: Gate): string {
	const named = gatedKinds.flatMap(kind => {
		const names = isAll(gate[kind]) ? ['all'] : gate[kind].map(name => `"${name.text}"`);
		return names.length === 0 ? [] : [`${kind} ${names.join(' and ')}`];
	});
	return [...named, ...(gate.coverage === undefined ? [] : [`coverage ${gate.coverage.value} %`])].join(', ');
}
