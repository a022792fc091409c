/** The checks of a spec as a tree: a mapping, a section or a group with its checks. Knows nothing of VS Code. */

import type { PanelCheck, PanelModel } from '../../../server/src/core/report/panelModel';

export interface TestGroup {
	/** Unique in the spec. */
	readonly id: string;
	readonly label: string;
	readonly checks: readonly PanelCheck[];
}

/** In the order of the spec. Examples belong to their mapping. */
export function testGroups({ checks }: PanelModel): readonly TestGroup[] {
	const groups = new Map<string, { readonly label: string; readonly checks: PanelCheck[] }>();
	for (const check of checks) {
		const label = check.mapping !== undefined && check.section === 'examples' ? check.mapping : check.heading;
		const group = groups.get(label) ?? { label, checks: [] };
		groups.set(label, group);
		group.checks.push(check);
	}
	return [...groups].map(([id, { label, checks: own }]) => ({ id, label, checks: own }));
}

/** Which request runs a check. */
export function runsBy({ section }: Pick<PanelCheck, 'section'>): 'reconcile' | 'check' {
	return section === undefined ? 'reconcile' : 'check';
}
