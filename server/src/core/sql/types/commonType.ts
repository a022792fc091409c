/** The type that several expressions become together, in CASE, COALESCE, UNION and the like (manual, 10.5; `select_common_type`). */

import { categoryOf, isImplicit, isPreferred, UNKNOWN, type UserTypes, withoutDomain } from './typeSystem';

/** Of types without modifiers, in PostgreSQL's order; undefined when they have none. Literals alone are text. */
export function commonType(types: readonly string[], users: UserTypes): string | undefined {
	const [first] = types;
	if (first === undefined) return undefined;
	if (first !== UNKNOWN && types.every(type => type === first)) return first;
	let common = withoutDomain(first, users);
	for (const type of types.slice(1)) {
		const next = withoutDomain(type, users);
		if (next === UNKNOWN || next === common) continue;
		if (common === UNKNOWN) common = next;
		else if (categoryOf(common, users) === undefined || categoryOf(common, users) !== categoryOf(next, users)) return undefined;
		else if (!isPreferred(common) && isImplicit(common, next, users) && !isImplicit(next, common, users)) common = next;
	}
	if (common === UNKNOWN) return 'text';
	return types.every(type => isImplicit(type, common, users)) ? common : undefined;
}
