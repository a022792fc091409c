/** Where the names of a spec are defined. */

import { grouped } from '../../core/base/grouped';
import { oncePer } from '../../core/base/memo';
import type { SpecFacts } from '../../core/mapping/facts';
import { planAt, type Section, type Text } from '../../core/spec/spec';
import type { ScopeItem } from '../../core/sql/analysis';
import type { Name, NameKind } from './name';

/** The path of the map whose keys are names of a kind. */
export const definingPaths: Readonly<Record<string, NameKind>> = {
	parameters: 'parameter',
	lookups: 'lookup',
	views: 'view',
	mappings: 'mapping',
	reconciliation: 'reconciliation',
	quality: 'quality',
	acceptance: 'acceptance',
	risks: 'risk',
	'strategy.phases': 'phase',
	'cutover.steps': 'step',
	'cutover.roles': 'role',
};

/** All places that define a name of that kind: more than one is a mistake of the user's, and both are told. */
export function definitionsOf(facts: SpecFacts, kind: Exclude<NameKind, 'alias'>, text: string): readonly Text[] {
	return definedIn(facts)[kind].get(text) ?? [];
}

/** What the name of an item of a FROM clause is: its alias, or the view or lookup that it goes by. Undefined of a table's own name. */
export function nameOfItem({ alias, aliasSpan, relation, columns }: ScopeItem): Name | undefined {
	if (aliasSpan) {
		// The one column of a function is called as its alias is.
		const isColumnToo = relation === undefined && columns?.some(column => column.name === alias) === true;
		return isColumnToo ? undefined : { kind: 'alias', text: alias, at: aliasSpan };
	}
	return relation && nameOfRelation(relation);
}

/** Of a view or lookup of the spec. */
export function nameOfRelation({ kind, name }: { readonly kind: string; readonly name: string }): Name | undefined {
	if (kind === 'view' && name.startsWith('view ')) return { kind: 'view', text: name.slice('view '.length) };
	return kind === 'lookup' ? { kind: 'lookup', text: name.slice('lookup.'.length) } : undefined;
}

const definedIn = oncePer((facts: SpecFacts): Readonly<Record<Exclude<NameKind, 'alias'>, ReadonlyMap<string, readonly Text[]>>> => {
	const { spec } = facts;
	const names = (all: readonly { readonly name: Text }[]) => byText(all.map(one => one.name));
	return {
		mapping: names(facts.mappings.map(({ mapping }) => mapping)),
		view: names(spec.views),
		lookup: names(spec.lookups),
		parameter: names(spec.parameters),
		reconciliation: names(spec.reconciliation),
		quality: names(spec.quality),
		acceptance: names(spec.acceptance),
		connection: names(facts.connections?.entries ?? []),
		risk: byText(keysAt(spec.risks)),
		phase: byText(keysAt(spec.strategy, 'phases')),
		step: byText(keysAt(spec.cutover, 'steps')),
		role: byText(keysAt(spec.cutover, 'roles')),
	};
});

function keysAt(section: Section | undefined, ...path: readonly string[]): readonly Text[] {
	const value = planAt(section?.value, ...path);
	return value?.kind === 'map' ? value.entries.map(entry => entry.key) : [];
}

function byText(names: readonly Text[]): ReadonlyMap<string, readonly Text[]> {
	return grouped(names, name => name.text);
}
