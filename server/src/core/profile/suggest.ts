/** Suggestions from profiles and the target's constraints, none that the spec follows already. Each is made once. */

import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { mappedColumns } from './mappedColumn';
import type { ProfileOf } from './profile';
import { suggestChecks } from './suggestChecks';
import { suggestColumn } from './suggestColumn';
import type { RuleSuggestion } from './suggestion';
import { suggestPartners, suggestQuality } from './suggestQuality';

/** Of every mapping, in the order of the spec. */
export function suggestRules(facts: SpecFacts, profiles: ProfileOf): readonly RuleSuggestion[] {
	const names = new Set<string>();
	return facts.mappings.flatMap(mapping =>
		suggestForMapping(facts, mapping, profiles).filter(({ entry }) => {
			if (entry.kind !== 'quality') return true;
			const isNew = !names.has(entry.name);
			names.add(entry.name);
			return isNew;
		}),
	);
}

export function suggestForMapping(facts: SpecFacts, mapping: MappingFacts, profiles: ProfileOf): readonly RuleSuggestion[] {
	const columns = mappedColumns(facts, mapping, profiles);
	const tables = [...new Set(columns.map(({ whole }) => whole))];
	const known = new Set(facts.spec.quality.map(({ name }) => name.text));
	const conditions = new Set(facts.spec.quality.map(({ rows, query }) => spaced(rows?.text ?? query?.text ?? '')));
	return [
		...columns.flatMap(one => [...suggestColumn(facts, one), ...suggestQuality(facts, one)]),
		...tables.flatMap(whole => suggestPartners(facts, { mapping, whole })),
		...suggestChecks(facts, mapping, columns),
	].filter(({ entry }) => entry.kind !== 'quality' || !(known.has(entry.name) || conditions.has(conditionOf(entry.yaml))));
}

/** What a rule asks, to tell whether the spec asks it already under another name. */
function conditionOf(yaml: string): string {
	return spaced(/(?:rows|query): '((?:[^']|'')*)' \}$/.exec(yaml)?.[1]?.replaceAll("''", "'") ?? '');
}

function spaced(sql: string): string {
	return sql.replace(/\s+/g, ' ').trim();
}
