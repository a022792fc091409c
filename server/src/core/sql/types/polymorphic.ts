/** What polymorphic arguments make of a polymorphic result (manual, 38.2.5). Gives up where several types would have to be told apart. */

import { commonType } from './commonType';
import { arrayType, elementType, isArray, UNKNOWN, type UserTypes, withoutDomain } from './typeSystem';

/** `conflict`: the arguments do not agree. Undefined: they cannot tell. */
export function polymorphicResult(
	result: string,
	wanted: readonly string[],
	types: readonly string[],
	users: UserTypes,
): string | 'conflict' | undefined {
	const compatible = result.startsWith('anycompatible');
	const elements: string[] = [];
	const ranges = new Set<string>();
	for (const [at, want] of wanted.entries()) {
		const type = withoutDomain(types[at] ?? UNKNOWN, users);
		if (!want.startsWith('any') || want === 'any' || type === UNKNOWN || want.startsWith('anycompatible') !== compatible) continue;
		if (want.endsWith('range')) ranges.add(type);
		else if (want.endsWith('array')) elements.push(isArray(type) ? elementType(type) : type);
		else elements.push(isArray(type) && want === 'anynonarray' ? elementType(type) : (types[at] ?? UNKNOWN));
	}
	if (ranges.size > 0) return result.endsWith('range') && ranges.size === 1 ? [...ranges][0] : undefined;
	const [first] = elements;
	if (first === undefined) return undefined;
	const element = compatible ? commonType(elements, users) : elements.every(one => one === first) ? first : 'conflict';
	if (element === undefined || element === 'conflict') return compatible ? undefined : element;
	return result.endsWith('nonarray') || !result.endsWith('array') ? element : arrayType(element);
}
