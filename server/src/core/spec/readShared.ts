/** Reads what mappings and other parts of a spec have in common: ignores with their reasons, and tolerances. */

import { type At, entriesOf, literalOf, present, spanAt, textOf, valueAt } from './read';
import type { Ignore, ReconcileOptions, SidedIgnores, Text } from './spec';

export function readSidedIgnores(at: At | undefined): SidedIgnores {
	return { source: readIgnores(valueAt(at, 'source')), target: readIgnores(valueAt(at, 'target')) };
}

export function readIgnores(at: At | undefined): readonly Ignore[] {
	return entriesOf(at).map(({ key, value }) => ({ pattern: key, reason: reasonOf(value) }));
}

/** An empty text when none is given: leaving out still counts, and `missing-reason` says so. */
export function reasonOf(at: At): Text {
	return textOf(at) ?? { text: '', span: spanAt(at), quoted: false };
}

export function readTolerance(at: At | undefined): ReconcileOptions['tolerance'] {
	return present(
		entriesOf(at).map(({ key, value }) => {
			const amount = literalOf(value);
			return amount && { column: key, amount };
		}),
	);
}
