/** Sums to reconcile: amounts of a mapping that no check adds up, by a column of few values where there is one. */

import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { familyOf } from '../sql/dialects/typeFamily';
import { type MappedColumn, rowsOf } from './mappedColumn';
import { type RuleSuggestion, wordYaml } from './suggestion';

const mostGroups = 20;

export function suggestChecks(facts: SpecFacts, mapping: MappingFacts, columns: readonly MappedColumn[]): readonly RuleSuggestion[] {
	const shares = facts.mappings.some(other => other !== mapping && other.table !== undefined && other.table === mapping.table);
	if (!mapping.table || mapping.mapping.madeBy || shares) return [];
	const summed = new Set((mapping.mapping.reconcile?.checks ?? []).map(check => (check.kind === 'sum' ? check.column?.text : undefined)));
	const by = groupColumn(mapping, columns);
	return columns
		.filter(one => isAmount(one) && !summed.has(one.target.name))
		.map(({ target, profile, whole }): RuleSuggestion => {
			const range = profile.min === undefined ? '' : `, from ${profile.min} to ${profile.max}`;
			return {
				kind: 'check',
				mapping: mapping.name,
				column: target.name,
				title: `Reconcile the sum of "${target.name}"${by === undefined ? '' : ` by "${by}"`}`,
				evidence: `it is an amount in ${rowsOf(whole.read)}${range}, and no check adds it up`,
				entry: { kind: 'check', yaml: `{ sum: ${wordYaml(target.name)}${by === undefined ? '' : `, by: ${wordYaml(by)}`} }` },
			};
		});
}

function isAmount({ mapping, target, kind, whole, profile }: MappedColumn): boolean {
	const isKey = mapping.key.kind === 'columns' && mapping.key.columns.includes(target.name);
	const isNumber = kind === 'number' && target.column !== undefined && familyOf(target.column.type) === 'numeric';
	return isNumber && !isKey && profile.nulls < whole.read.rows && profile.max !== 'NaN' && !target.written?.map;
}

/** A name that needs no quotes in SQL, as `by` is an expression. */
function groupColumn({ key }: MappingFacts, columns: readonly MappedColumn[]): string | undefined {
	const isKey = (name: string) => key.kind === 'columns' && key.columns.includes(name);
	const found = columns.find(({ target, kind, profile, isPlain }) => {
		const count = profile.distinct?.method === 'exact' ? profile.distinct.count : 0;
		return isPlain && kind === 'text' && count > 1 && count <= mostGroups && !isKey(target.name) && /^[a-z_][a-z0-9_]*$/.test(target.name);
	});
	return found?.target.name;
}
