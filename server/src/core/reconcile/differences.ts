/**
 * Collects what a row comparison finds: counts are exact whatever happens, rows are kept up to a limit of each kind, so that a thousand
 * missing rows do not hide the one that changed.
 */

import type { DifferenceCounts, DifferenceKind, RowDifference } from './result';

export interface Differences {
	/** Counts `rows` rows of that kind; `make` is called only when the difference is kept. */
	add(kind: DifferenceKind, rows: number, make: () => RowDifference): void;
	counts(exact: boolean): DifferenceCounts;
	/** At most the limit, shared fairly between the kinds, in the order in which they were added. */
	kept(): { readonly rows: readonly RowDifference[]; readonly truncated: boolean };
}

export function collectDifferences(limit: number): Differences {
	const counts: Record<DifferenceKind, number> = { missing: 0, extra: 0, changed: 0, rejected: 0, duplicate: 0 };
	const found: Record<DifferenceKind, number> = { ...counts };
	const kept: RowDifference[] = [];
	return {
		add(kind, rows, make) {
			counts[kind] += rows;
			if (++found[kind] <= limit) kept.push(make());
		},
		counts: exact => ({ ...counts, accepted: 0, exact }),
		kept() {
			const share = fairShares(found, limit);
			const rows = kept.filter(difference => share[difference.kind]-- > 0);
			return { rows, truncated: rows.length < Object.values(found).reduce((sum, count) => sum + count, 0) };
		},
	};
}

/** How many of each kind to show: what a small kind leaves over goes to the large ones. */
function fairShares(found: Readonly<Record<DifferenceKind, number>>, limit: number): Record<DifferenceKind, number> {
	const shares = { ...found };
	const kinds = (Object.keys(found) as DifferenceKind[]).sort((one, other) => found[one] - found[other]);
	let left = limit;
	kinds.forEach((kind, index) => {
		shares[kind] = Math.min(found[kind], Math.floor(left / (kinds.length - index)));
		left -= shares[kind];
	});
	return shares;
}
