/** NULL on one side. Apart from the detectors, as these look at two values. */

import { type Detector, quoted } from './detector';
import { replacedDetail } from './replaced';

type Nulls = Omit<Detector, 'detect'>;

export const nullInTarget: Nulls = {
	kind: 'null-in-target',
	phrase: () => 'is NULL in the target',
	suggest: () => ({ text: 'The values were not loaded: look at the line that makes the column, and at what the load does with it.' }),
};

export const emptyBecameNull: Nulls = {
	kind: 'empty-became-null',
	phrase: () => 'is NULL in the target where the source has empty text',
	suggest: (_, { name }) => ({
		text: 'Oracle and many files know no empty text. If NULL is right, say so in the mapping.',
		yaml: `${name}: { transform: [empty_to_null] }`,
	}),
};

/** Of NULL in the source the detail is what the target has. */
export const nullInSource: Nulls = {
	kind: 'null-in-source',
	phrase: detail => (detail === '' ? 'has a value where the source has NULL' : `is ${quoted(detail)} where the source has NULL`),
	minimum: () => 2,
	suggest: (detail, { name, origin }) =>
		detail === '' || origin === 'lookup'
			? undefined
			: { text: 'If that is the default that you want, say so in the mapping.', yaml: `${name}: { null_to: ${JSON.stringify(detail)} }` },
};

export const nullBecameEmpty: Nulls = {
	kind: 'null-became-empty',
	phrase: () => 'is empty text in the target where the source has NULL',
	suggest: (_, { name }) => ({
		text: 'If empty text is right, say so in the mapping. Else let the load write NULL.',
		yaml: `${name}: { null_to: "" }`,
	}),
};

/** A foreign key of the target that leads to no row. */
export const dangling: Nulls = {
	kind: 'dangling',
	phrase: () => 'refers to no row of the target',
	suggest: () => ({ text: 'The parent row is not in the target. Load it, or these rows again after it.' }),
};

/** Which of them, and its detail. */
export function explainNull(source: string | null, target: string | null): readonly [Nulls, string] {
	if (target === null) return [source === '' ? emptyBecameNull : nullInTarget, ''];
	return target === '' ? [nullBecameEmpty, ''] : [nullInSource, replacedDetail(target)];
}
