/**
 * Rows that the mapping itself rejects: values that a step refuses, codes that a map lacks, lookups without a partner. A row that two
 * columns refuse is counted at both.
 */

import { columnValue } from '../../mapping/columnValue';
import type { Refusal, RowBuilder } from '../../mapping/compileRow';
import type { MappingFacts, SpecFacts } from '../../mapping/facts';
import { familyOf } from '../../sql/dialects/typeFamily';
import type { FitPlace } from '../fit';
import type { Measure } from '../measure';
import { agreeing, rowsOf } from '../words';

/** A refusal as columns of `r`. */
export interface RefusalOutputs {
	readonly refused: string;
	readonly value: string;
	readonly code: string;
}

export function refusalMeasures(
	{ mapping, refusals }: RowBuilder,
	facts: SpecFacts,
	outputsOf: (refusal: Refusal) => RefusalOutputs,
): readonly Measure[] {
	return refusals.flatMap(refusal => {
		const outputs = outputsOf(refusal);
		if (refusal.step.kind === 'lookup') return lookupMeasures(mapping, refusal, outputs);
		const isMap = refusal.step.kind === 'map';
		const about = `${mapping.mapping.target?.text ?? mapping.name}.${refusal.column}`;
		const measure: Measure = {
			kind: isMap ? 'map' : 'rejected',
			code: isMap ? 'map-incomplete' : codeOf(mapping, facts, refusal),
			at: placeOf(mapping, refusal),
			about,
			bad: outputs.refused,
			ofRejected: true,
			value: outputs.value,
			hasCodes: true,
			reject: 'refused-value',
			tell: ({ rows, of }) => tellRefusal(rows, of, about, refusal, mapping),
		};
		return [measure];
	});
}

function tellRefusal(rows: number, of: number, about: string, { step, column }: Refusal, mapping: MappingFacts): string {
	const isMap = step.kind === 'map';
	if (rows === 0) return isMap ? 'every code is in the map' : 'every value can be read';
	const head = `${rowsOf(rows, of)} ${agreeing(rows, 'is', 'are')} rejected`;
	if (isMap) return `${head}, as the map of ${about} lacks ${agreeing(rows, 'its code', 'their codes')}`;
	if (step.kind === 'stored')
		return `${head}, as the value cannot be read as ${mapping.column(column)?.column?.type ?? 'the type'} of ${about}`;
	const call = mapping.column(column)?.written?.transforms.find(one => one.span === step.span);
	return `${head}, as "${call?.name.text ?? step.kind}" of ${about} refuses ${agreeing(rows, 'its value', 'their values')}`;
}

/** Text that is read as the column's type is what `needs-cast` warns of. */
function codeOf(mapping: MappingFacts, facts: SpecFacts, { step, column }: Refusal): string {
	const own = mapping.column(column);
	if (step.kind !== 'stored' || !own) return 'values-rejected';
	const { type } = columnValue(facts, mapping, own);
	return type !== undefined && familyOf(type) === 'text' ? 'needs-cast' : 'values-rejected';
}

function placeOf(mapping: MappingFacts, { step, column }: Refusal): FitPlace {
	if (step.kind === 'stored') return { part: 'value', column };
	if (step.kind !== 'transform') return { part: step.kind, column };
	const { written, origin } = mapping.column(column) ?? {};
	const parts = [written, ...(origin?.kind === 'lookup' ? origin.by.map(one => one.written) : [])];
	const index = parts.flatMap(part => part?.transforms ?? []).findIndex(call => call.span === step.span);
	return { part: 'transform', column, index };
}

function lookupMeasures(mapping: MappingFacts, refusal: Refusal, { refused, value, code }: RefusalOutputs): readonly Measure[] {
	const { origin } = mapping.column(refusal.column) ?? {};
	const parents = origin?.kind === 'lookup' ? origin.alternatives.map(one => `"${one.mapping}"`).join(' or ') : '';
	const made = (reject: string, words: string): Measure => ({
		kind: 'lookup',
		code: 'lookup-without-partner',
		at: { part: 'lookup', column: refusal.column },
		about: `${mapping.mapping.target?.text ?? mapping.name}.${refusal.column}`,
		bad: `${refused} and ${code} = '${reject}'`,
		ofRejected: true,
		value,
		hasCodes: true,
		reject,
		tell: ({ rows, of }) =>
			rows === 0
				? `every row has its partner in ${parents}`
				: `${rowsOf(rows, of)} ${agreeing(rows, 'is', 'are')} rejected, as ${words} ${parents}`,
	});
	return [made('missing-parent', 'what they look up is not in'), made('parent-rejected', 'what they look up is itself rejected in')];
}
