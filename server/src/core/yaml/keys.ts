/** When two keys are the same, and what is said of that. */

import { isNull, type ScalarNode, type YamlProblem } from './nodes';

/** Keys are the same when their texts are; but a written `null` is not the text "null". */
export function keyIdentity(key: ScalarNode): string {
	return isNull(key) ? 'null' : `=${key.value}`;
}

/** The second of two keys that are the same. */
export function duplicateKey(key: ScalarNode, first: ScalarNode): YamlProblem {
	return { code: 'duplicate-key', start: key.start, end: key.end, detail: key.value, first: { start: first.start, end: first.end } };
}
