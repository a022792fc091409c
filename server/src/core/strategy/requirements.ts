/**
 * What each choice of a strategy requires of the spec, and what of it is missing: high water, keys, loads that may run twice, phases, the way
 * back. Requirements of the world outside are told as they are; nobody here can check them.
 */

import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { phasesOf, sharesOf } from './phases';
import type { Dimension, Plan } from './plan';

export interface Requirement {
	/** What must be, as a phrase: `a key for every mapping`. */
	readonly what: string;
	/** Names of what lacks it: mappings, keys of the spec. Empty when it is met. */
	readonly missing: readonly string[];
	/** Whether it can be told from the spec. */
	readonly isChecked: boolean;
}

export function requirementsOf(facts: SpecFacts, plan: Plan, about: Dimension, option: string): readonly Requirement[] {
	switch (`${about} ${option}`) {
		case 'pattern big-bang':
			return [wayBack(plan)];
		case 'pattern phased':
			return [
				phases(facts),
				inPhases(facts),
				leaveNothing(facts),
				repeatable(facts, twice(facts), 'a load that may run in each of its phases'),
			];
		case 'availability maintenance-window':
			return [freeze(facts)];
		case 'availability zero-downtime':
			return [keys(facts), following(plan), wayBack(plan)];
		case 'synchronisation one-time-copy':
			return [
				freeze(facts),
				...(plan.strategy.phases.length > 1 ? [unchecked('earlier phases whose rows nobody changes afterwards')] : []),
			];
		case 'synchronisation delta':
			return [highWater(facts), deletes(facts), keys(facts), repeatable(facts, () => true, 'a load that may run twice ("write: upsert")')];
		case 'synchronisation dual-write':
			return [terms(plan), keys(facts), repeatable(facts, () => true, 'a load that may run twice ("write: upsert")'), wayBack(plan)];
		case 'transfer database-copy':
			return [unchecked('a connection from where it runs to both databases')];
		case 'transfer etl-tool':
			return [unchecked('the mappings again in the tool, and its own tests'), unchecked('a licence and machines for its load')];
		case 'transfer api':
			return [unchecked('an interface that takes history as it is (keys, dates, states), and no limit of calls below the rows per second')];
		default:
			return [];
	}
}

function unchecked(what: string): Requirement {
	return { what, missing: [], isChecked: false };
}

function checked(what: string, missing: readonly string[]): Requirement {
	return { what, missing, isChecked: true };
}

function missingOf(facts: SpecFacts, lacks: (mapping: MappingFacts) => boolean): readonly string[] {
	return [...new Set(facts.mappings.filter(lacks).map(({ name }) => name))];
}

/** A pattern's mappings are tables of codes, which are small: they are read whole. */
function highWater(facts: SpecFacts): Requirement {
	return checked(
		'"high_water" of every mapping',
		missingOf(facts, ({ mapping }) => !mapping.highWater && !mapping.madeBy),
	);
}

function deletes(facts: SpecFacts): Requirement {
	return checked(
		'"deletes" of every mapping, so that what vanished is found',
		missingOf(facts, ({ mapping }) => !mapping.deletes && !mapping.madeBy),
	);
}

function keys(facts: SpecFacts): Requirement {
	return checked(
		'a key of every mapping',
		missingOf(facts, ({ key }) => key.kind === 'none' || key.kind === 'missing'),
	);
}

function repeatable(facts: SpecFacts, isAsked: (mapping: MappingFacts) => boolean, what: string): Requirement {
	return checked(
		what,
		missingOf(facts, one => isAsked(one) && (one.mapping.write === 'insert' || one.mapping.write === 'append') && !one.mapping.madeBy),
	);
}

/** Mappings that several phases load. */
function twice(facts: SpecFacts): (mapping: MappingFacts) => boolean {
	const phases = phasesOf(facts);
	return ({ name }) => phases.of(name).length > 1;
}

function phases(facts: SpecFacts): Requirement {
	return checked('"phases" with their mappings', phasesOf(facts).order.length > 0 ? [] : ['phases']);
}

function inPhases(facts: SpecFacts): Requirement {
	const known = phasesOf(facts);
	return checked(
		'every mapping in a phase',
		missingOf(facts, ({ name }) => known.of(name).length === 0),
	);
}

function leaveNothing(facts: SpecFacts): Requirement {
	return checked(
		'filters that leave no row behind',
		missingOf(facts, mapping => sharesOf(facts, mapping).isWhole === undefined),
	);
}

function following({ strategy: { synchronisation } }: Plan): Requirement {
	const word = synchronisation?.word;
	return checked(
		'changes that follow: "synchronisation: delta" or "dual-write"',
		word === 'delta' || word === 'dual-write' ? [] : ['synchronisation'],
	);
}

function freeze({ spec: { cutover } }: SpecFacts): Requirement {
	const has = cutover?.value.kind === 'map' && cutover.value.entries.some(({ key }) => key.text === 'freeze');
	return checked('a freeze of the source ("cutover: { freeze }")', has ? [] : ['freeze']);
}

function wayBack({ strategy: { fallback } }: Plan): Requirement {
	return checked('a way back ("fallback")', fallback ? [] : ['fallback']);
}

/** The terms of dual writing that the format names. */
export const dualWriteTerms = ['by', 'first', 'conflicts', 'lag_allowed', 'ends'] as const;

export function missingTerms({ strategy: { dualWrite } }: Plan): readonly string[] {
	if (!dualWrite) return ['dual_write'];
	const { by, first, conflicts, lagAllowed, ends } = dualWrite;
	const written = { by, first, conflicts, lag_allowed: lagAllowed, ends };
	return dualWriteTerms.filter(term => written[term] === undefined);
}

function terms(plan: Plan): Requirement {
	return checked('the terms of dual writing ("dual_write")', missingTerms(plan));
}
