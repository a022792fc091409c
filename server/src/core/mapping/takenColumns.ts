/** The source columns that a column of the target is made of and of nothing else: equal values come of equal ones only. */

import type { JoinColumn } from '../sql/analysis';
import type { ByFacts, ColumnFacts, OriginFacts } from './facts';

/** Undefined when that cannot be said. A literal is made of none. */
export function takenColumns(facts: ColumnFacts | undefined): readonly JoinColumn[] | undefined {
	const { origin, written } = facts ?? {};
	if (written && hasSteps(written)) return undefined;
	switch (origin?.kind) {
		case 'copy':
			return [origin];
		case 'value':
			return [];
		case 'sql':
			return plainRead(origin);
		case 'lookup': {
			const [only] = origin.alternatives;
			if (origin.alternatives.length !== 1 || only?.condition || written?.otherwise?.kind === 'value') return undefined;
			const parts = origin.by.map(part => (hasSteps(part.written) ? undefined : plainRead(part.origin)));
			return parts.every(one => one !== undefined) ? parts.flat() : undefined;
		}
		default:
			return undefined;
	}
}

/** Different values may become the same by any of these. */
function hasSteps({ transforms, map, round, cast, nullTo }: ByFacts['written']): boolean {
	return transforms.length > 0 || [map, round, cast, nullTo].some(step => step !== undefined);
}

function plainRead(origin: OriginFacts | undefined): readonly JoinColumn[] | undefined {
	const { alias, column } = (origin?.kind === 'sql' ? origin.piece.analysis.plainColumn : undefined) ?? {};
	return alias === undefined || column === undefined ? undefined : [{ alias, column }];
}
