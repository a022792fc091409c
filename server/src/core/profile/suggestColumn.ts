/** What a profile suggests for a column of a mapping: entries of a `map` whose values the target lists, and a value in the place of NULL. */

import { allowedValues } from '../mapping/allowedValues';
import type { SpecFacts } from '../mapping/facts';
import { familyOf } from '../sql/dialects/typeFamily';
import { type MappedColumn, rowsOf } from './mappedColumn';
import { quotedYaml, type RuleSuggestion, wordYaml } from './suggestion';

export function suggestColumn(facts: SpecFacts, one: MappedColumn): readonly RuleSuggestion[] {
	if (one.mapping.mapping.madeBy) return [];
	return [...mapSkeleton(facts, one), ...nullTo(facts, one)];
}

/** Only pairs that are the same word, or a word and its beginning; what has no such label is for the user to say. */
function mapSkeleton(facts: SpecFacts, { mapping, target, profile, whole, isPlain }: MappedColumn): readonly RuleSuggestion[] {
	const { written, column } = target;
	const labels = column && allowedValues(mapping.table, column, facts.target)?.values;
	const items = profile.values?.items ?? [];
	if (!isPlain || !labels || items.length === 0 || written?.map || written?.cast || (written?.transforms.length ?? 0) > 0) return [];
	// What is a label already needs no map.
	if (items.every(({ text }) => labels.includes(text))) return [];
	const pairs = items.flatMap(({ text }) => {
		const label = labelFor(text, labels);
		return label === undefined ? [] : [{ text, label }];
	});
	if (pairs.length === 0) return [];
	const left = items.filter(({ text }) => !pairs.some(pair => pair.text === text)).map(({ text }) => `'${text}'`);
	return [
		{
			kind: 'map',
			mapping: mapping.name,
			column: target.name,
			title: `Map ${pairs.length} ${pairs.length === 1 ? 'value' : 'values'} of "${profile.name}" to those of "${target.name}"`,
			evidence: `${items.length} frequent values in ${rowsOf(whole.read)}${left.length === 0 ? '' : `; no value of the target begins like ${left.join(', ')}`}`,
			entry: {
				kind: 'column',
				key: 'map',
				yaml: `{ ${pairs.map(({ text, label }) => `${wordYaml(text)}: ${wordYaml(label)}`).join(', ')} }`,
			},
		},
	];
}

function labelFor(text: string, labels: readonly string[]): string | undefined {
	const wanted = text.trim().toLowerCase();
	if (wanted === '') return undefined;
	const same = labels.find(label => label.toLowerCase() === wanted);
	const begins = labels.filter(label => label.toLowerCase().startsWith(wanted));
	return same ?? (begins.length === 1 ? begins[0] : undefined);
}

function nullTo(facts: SpecFacts, { mapping, target, profile, whole }: MappedColumn): readonly RuleSuggestion[] {
	const { column, written, name } = target;
	const isKey = mapping.key.kind !== 'columns' || mapping.key.columns.includes(name);
	if (column?.nullable !== false || written?.nullTo || isKey || profile.nulls === 0 || allowedValues(mapping.table, column, facts.target))
		return [];
	const value = neutralValue(column.type);
	if (value === undefined) return [];
	return [
		{
			kind: 'null_to',
			mapping: mapping.name,
			column: name,
			title: `Write ${value} where "${profile.name}" is null`,
			evidence: `${profile.nulls} of ${rowsOf(whole.read)} are null, and "${name}" of the target refuses NULL`,
			entry: { kind: 'column', key: 'null_to', yaml: value },
		},
	];
}

/** What stands for nothing in that type; undefined where no value does. */
function neutralValue(type: string): string | undefined {
	switch (familyOf(type)) {
		case 'text':
			return quotedYaml('');
		case 'integer':
		case 'numeric':
		case 'float':
			return '0';
		case 'boolean':
			return 'false';
		default:
			return undefined;
	}
}
