/**
 * Chooses among overloaded functions and operators as PostgreSQL does (manual, 10.2 "Operators" and 10.3 "Functions"; parser/parse_func.c).
 * Says nothing rather than guess: an argument of an unknown type leaves the result unknown, unless every candidate gives the same.
 */

import { polymorphicResult } from './polymorphic';
import { categoryOf, elementType, isImplicit, isPreferred, type Signature, UNKNOWN, type UserTypes, withoutDomain } from './typeSystem';

interface Candidate {
	readonly signature: Signature;
	/** As many as there are arguments. */
	readonly arguments: readonly string[];
}

export interface Chosen {
	readonly signature: Signature;
	/** What each argument becomes; a polymorphic type for a polymorphic argument. */
	readonly arguments: readonly string[];
	/** Undefined when a polymorphic result cannot be told. */
	readonly result: string | undefined;
}

/** The signature that a call with arguments of these types (without modifiers) means; undefined when there is none or no best one. */
export function chooseOverload(signatures: readonly Signature[], types: readonly string[], users: UserTypes): Chosen | undefined {
	const candidates = signatures.flatMap(signature => candidateOf(signature, types.length));
	const exact = candidates.filter(candidate => candidate.arguments.every((type, index) => type === types[index]));
	const accepted = exact.length > 0 ? exact : candidates.filter(candidate => accepts(candidate, types, users));
	const best = bestOf(withoutVariadicTwins(accepted), types, users);
	return best && { signature: best.signature, arguments: best.arguments, result: resultOf(best, types, users) };
}

/** The one type that every signature with so many arguments gives. */
export function onlyResult(signatures: readonly Signature[], count: number): string | undefined {
	const results = new Set(signatures.flatMap(signature => candidateOf(signature, count)).map(one => one.signature.result));
	const [only] = results;
	return results.size === 1 && only !== undefined && !isPolymorphic(only) ? only : undefined;
}

/** A binary operator first takes an untyped literal for the type of its other operand. */
export function chooseOperator(signatures: readonly Signature[], types: readonly string[], users: UserTypes): Chosen | undefined {
	const [left, right] = types;
	const ofArity = signatures.filter(signature => signature.arguments.length === types.length);
	if (left !== undefined && right !== undefined && (left === UNKNOWN) !== (right === UNKNOWN)) {
		const known = withoutDomain(left === UNKNOWN ? right : left, users);
		const same = ofArity.find(signature => signature.arguments.every(type => type === known));
		if (same) return { signature: same, arguments: same.arguments, result: same.result };
	}
	return chooseOverload(ofArity, types, users);
}

function candidateOf(signature: Signature, count: number): readonly Candidate[] {
	const { arguments: types, variadic, defaults = 0 } = signature;
	if (!variadic) return count <= types.length && count >= types.length - defaults ? [{ signature, arguments: types.slice(0, count) }] : [];
	const fixed = types.slice(0, -1);
	if (count < types.length) return [];
	const last = types.at(-1) ?? '';
	const element =
		last === 'any' ? 'any' : last === 'anyarray' ? 'anyelement' : last === 'anycompatiblearray' ? 'anycompatible' : elementType(last);
	return [{ signature, arguments: [...fixed, ...Array.from({ length: count - fixed.length }, () => element)] }];
}

function withoutVariadicTwins(candidates: readonly Candidate[]): readonly Candidate[] {
	return candidates.filter(
		one => !one.signature.variadic || !candidates.some(other => !other.signature.variadic && sameTypes(one.arguments, other.arguments)),
	);
}

function sameTypes(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((type, index) => type === other[index]);
}

export function isPolymorphic(type: string): boolean {
	return type.startsWith('any') && type !== 'any';
}

function accepts(candidate: Candidate, types: readonly string[], users: UserTypes): boolean {
	const takesEach = candidate.arguments.every((wanted, index) => {
		const type = types[index] ?? UNKNOWN;
		if (wanted === 'any' || type === UNKNOWN) return true;
		return isPolymorphic(wanted) ? fitsPolymorphic(wanted, withoutDomain(type, users), users) : isImplicit(type, wanted, users);
	});
	if (!takesEach) return false;
	// Arguments of one polymorphic kind must agree.
	const isConsistent =
		!candidate.arguments.some(isPolymorphic) || polymorphicResult('anyelement', candidate.arguments, types, users) !== 'conflict';
	return isConsistent;
}

function fitsPolymorphic(wanted: string, type: string, users: UserTypes): boolean {
	const category = categoryOf(type, users);
	switch (wanted) {
		case 'anyarray':
		case 'anycompatiblearray':
			return category === 'A';
		case 'anynonarray':
		case 'anycompatiblenonarray':
			return category !== 'A';
		case 'anyenum':
			return category === 'E';
		case 'anyrange':
		case 'anycompatiblerange':
			return category === 'R' && !type.endsWith('multirange');
		case 'anymultirange':
		case 'anycompatiblemultirange':
			return type.endsWith('multirange');
		default:
			return true;
	}
}

function resultOf({ signature, arguments: wanted }: Candidate, types: readonly string[], users: UserTypes): string | undefined {
	if (!isPolymorphic(signature.result)) return signature.result;
	const result = polymorphicResult(signature.result, wanted, types, users);
	return result === 'conflict' ? undefined : result;
}

/** `func_select_candidate`, step by step as the manual's 10.3 lists them. */
function bestOf(accepted: readonly Candidate[], types: readonly string[], users: UserTypes): Candidate | undefined {
	if (accepted.length <= 1) return accepted[0];
	const bases = types.map(type => withoutDomain(type, users));
	const matches = (candidate: Candidate) => bases.filter((type, at) => type !== UNKNOWN && type === candidate.arguments[at]).length;
	let left = most(accepted, matches);
	if (left.length === 1) return left[0];
	const categories = bases.map(type => categoryOf(type, users));
	const liked = (candidate: Candidate) =>
		bases.filter((type, at) => {
			const wanted = candidate.arguments[at] ?? '';
			return type !== UNKNOWN && (wanted === type || (isPreferred(wanted) && categoryOf(wanted, users) === categories[at]));
		}).length;
	left = most(left, liked);
	if (left.length === 1) return left[0];
	if (!bases.includes(UNKNOWN)) return undefined;
	left = byCategory(left, bases, users);
	if (left.length === 1) return left[0];
	const known = new Set(bases.filter(type => type !== UNKNOWN));
	const [only] = known;
	if (known.size !== 1 || only === undefined) return undefined;
	const fitting = left.filter(candidate => candidate.arguments.every(wanted => isPolymorphic(wanted) || isImplicit(only, wanted, users)));
	return fitting.length === 1 ? fitting[0] : undefined;
}

function most(candidates: readonly Candidate[], count: (candidate: Candidate) => number): readonly Candidate[] {
	const highest = Math.max(...candidates.map(count));
	return candidates.filter(candidate => count(candidate) === highest);
}

/** Untyped literals: text when some candidate takes text there, else the one category that all take, preferred types first. */
function byCategory(candidates: readonly Candidate[], bases: readonly string[], users: UserTypes): readonly Candidate[] {
	let left = candidates;
	const wantedAt = (at: number) => candidates.map(candidate => candidate.arguments[at] ?? '');
	for (const [at, type] of bases.entries()) {
		if (type !== UNKNOWN) continue;
		const categories = new Set(wantedAt(at).map(wanted => (isPolymorphic(wanted) ? 'P' : categoryOf(wanted, users))));
		const category = categories.has('S') ? 'S' : categories.size === 1 ? [...categories][0] : undefined;
		if (category === undefined) return candidates;
		const hasPreferred = wantedAt(at).some(wanted => isPreferred(wanted) && categoryOf(wanted, users) === category);
		left = left.filter(candidate => {
			const wanted = candidate.arguments[at] ?? '';
			const own = isPolymorphic(wanted) ? 'P' : categoryOf(wanted, users);
			return own === category && (!hasPreferred || isPreferred(wanted));
		});
	}
	return left.length > 0 ? left : candidates;
}
