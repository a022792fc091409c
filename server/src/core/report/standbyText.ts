/** Says of a side that it was read from a standby, and how far behind its primary that was. Of a primary there is nothing to say. */

import type { ReconcileReport, SideReport } from './model';

/** A sentence for each side that is a standby. */
export function standbyTexts({ sides }: ReconcileReport): readonly string[] {
	return [sides.source, sides.target].flatMap(standbyText);
}

function standbyText({ connection, standby, lagMs }: SideReport): readonly string[] {
	if (!standby) return [];
	const start = `"${connection}" is a standby`;
	if (lagMs === undefined) return [`${start}: how far it is behind its primary is not known`];
	return [
		lagMs === 0 ? `${start}, which had replayed all that it had received` : `${start}, ${(lagMs / 1000).toFixed(1)} s behind its primary`,
	];
}
