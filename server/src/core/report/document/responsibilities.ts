/**
 * Who is responsible, accountable, consulted and informed, by one rule for the whole document (its words are in `words`): responsible is the
 * owner; accountable is who decides about the way back, else the role "lead"; consulted are the owners of the checks that the gate of a piece
 * of work names, and the deputy of its owner; informed are the audiences of the messages that are sent at that step. Guesses nobody.
 */

import type { SpecFacts } from '../../mapping/facts';
import { cutoverOf } from '../../strategy/cutover';
import { isAll } from '../../strategy/gate';
import { planOf } from '../../strategy/plan';
import type { Gate } from '../../strategy/planValues';
import { optional } from './mappingTables';

export interface Responsibility {
	readonly kind: 'phase' | 'rehearsal' | 'step' | 'message' | 'quality' | 'acceptance' | 'risk' | 'support' | 'retirement';
	readonly name: string;
	readonly responsible?: string;
	readonly accountable?: string;
	readonly consulted: readonly string[];
	readonly informed: readonly string[];
}

export function responsibilities(facts: SpecFacts): readonly Responsibility[] {
	const { spec } = facts;
	const { strategy, risks } = planOf(spec);
	const cutover = spec.cutover && cutoverOf(spec.cutover);
	const roles = cutover?.roles ?? [];
	const accountable = strategy.fallback?.decide?.text ?? roles.find(({ name }) => name.text === 'lead')?.name.text;
	const deputyOf = (owner: string | undefined) => roles.find(({ name }) => name.text === owner)?.deputy?.text;
	const one = (
		kind: Responsibility['kind'],
		name: string,
		owner: string | undefined,
		gate?: Gate,
		informed: readonly string[] = [],
	): Responsibility => {
		const asked = [...(gate ? ownersOf(facts, gate) : []), deputyOf(owner)].filter(who => who !== undefined && who !== owner);
		return {
			kind,
			name,
			...optional('responsible', owner),
			...optional('accountable', accountable),
			consulted: [...new Set(asked as string[])].sort(),
			informed: [...new Set(informed)].sort(),
		};
	};
	const told = (step: string) =>
		(cutover?.communications ?? []).flatMap(({ at, audience }) => (at?.text === step && audience ? [audience.text] : []));
	return [
		...strategy.phases.map(({ name, owner, gate }) => one('phase', name.text, owner?.text, gate)),
		...strategy.rehearsals.map(({ name, owner, gate }) => one('rehearsal', name.text, owner?.text, gate)),
		...spec.quality.map(({ name, fixOwner }) => one('quality', name.text, fixOwner?.text)),
		...spec.acceptance.map(({ name, owner }) => one('acceptance', name.text, owner?.text)),
		...(cutover?.steps ?? []).map(({ name, owner, gate }) => one('step', name.text, owner?.text, gate, told(name.text))),
		...(cutover?.communications ?? []).map(({ name, owner, audience }) =>
			one('message', name.text, owner?.text, undefined, audience ? [audience.text] : []),
		),
		...(cutover?.support ? [one('support', '', cutover.support.owner?.text)] : []),
		...(cutover?.retire ? [one('retirement', cutover.retire.systems.map(({ text }) => text).join(', '), cutover.retire.owner?.text)] : []),
		...risks.map(({ name, owner }) => one('risk', name.text, owner?.text)),
	];
}

function ownersOf({ spec }: SpecFacts, gate: Gate): readonly (string | undefined)[] {
	const isNamed = (names: Gate['quality'], name: string) => isAll(names) || names.some(({ text }) => text === name);
	return [
		...spec.quality.filter(({ name }) => isNamed(gate.quality, name.text)).map(({ fixOwner }) => fixOwner?.text),
		...spec.acceptance.filter(({ name }) => isNamed(gate.acceptance, name.text)).map(({ owner }) => owner?.text),
	];
}
