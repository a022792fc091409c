/** Every place of a spec that has the name at the cursor, across its files. */

import type { FileSpan } from '../core/base/span';
import type { SpecFacts } from '../core/mapping/facts';
import { type Name, spanOfUse } from './names/name';
import { usesOf } from './names/uses';

/** `among`: with the places that define it, or without. */
export function references(facts: SpecFacts, name: Name, among: 'all' | 'uses'): readonly FileSpan[] {
	return usesOf(facts, name)
		.filter(use => among === 'all' || !use.isDefinition)
		.map(spanOfUse);
}
