/** What a gate or the watch of a risk waits for, as it is written. */

import type { Span } from '../base/span';
import type { Text } from '../spec/spec';

export interface Gate {
	readonly span: Span;
	/** Mappings and free pairs of queries. */
	readonly reconcile?: GatedNames;
	readonly quality?: GatedNames;
	readonly acceptance?: GatedNames;
	/** The least percentage of source and target columns. */
	readonly coverage?: number;
}

/** Every one of its kind, or those that are named. */
export type GatedNames = 'all' | readonly Text[];

export const gatedKinds = ['reconcile', 'quality', 'acceptance'] as const;

export type GatedKind = (typeof gatedKinds)[number];

/** `reconcile: all, quality: emails look like emails, coverage: 100`. */
export function renderGate(gate: Gate): string {
	const named = gatedKinds.flatMap(kind => {
		const names = gate[kind];
		return names === undefined ? [] : [`${kind}: ${names === 'all' ? 'all' : names.map(name => name.text).join(', ')}`];
	});
	return [...named, ...(gate.coverage === undefined ? [] : [`coverage: ${gate.coverage}`])].join('; ');
}
