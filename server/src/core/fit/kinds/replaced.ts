/**
 * Rows whose code a map lacks, or that look up what is not there, where a written `otherwise` says what becomes of them. They arrive, and
 * what they held does not: meant so, and worth a number.
 */

import type { Refusal, RowBuilder } from '../../mapping/compileRow';
import type { MappingFacts } from '../../mapping/facts';
import type { SqlText } from '../../sql/composed';
import type { Measure } from '../measure';
import { rowsOf } from '../words';

/** `output`: of the rows. */
export function replacedMeasures({ mapping, replaced }: RowBuilder, output: (expression: SqlText) => string): readonly Measure[] {
	return replaced.map(one => {
		const isLookup = one.step.kind === 'lookup';
		return {
			kind: 'replaced',
			code: 'values-replaced',
			at: { part: isLookup ? 'lookup' : 'map', column: one.column },
			about: `${mapping.mapping.target?.text ?? mapping.name}.${one.column}`,
			bad: output(one.when),
			value: output(one.value),
			hasCodes: true,
			tell: ({ rows, of }) =>
				rows === 0
					? `every ${isLookup ? 'row has its partner' : 'code is in the map'}`
					: `${rowsOf(rows, of)} ${rows === 1 ? 'gets' : 'get'} ${insteadOf(mapping, one)}, as ${isLookup ? `what ${rows === 1 ? 'it looks' : 'they look'} up is not there` : `the map lacks ${rows === 1 ? 'its code' : 'their codes'}`}`,
		};
	});
}

/** What `otherwise` puts there, as it is written. */
function insteadOf(mapping: MappingFacts, { column, step }: Refusal): string {
	const { written, origin } = mapping.column(column) ?? {};
	const parts = [written, ...(origin?.kind === 'lookup' ? origin.by.map(part => part.written) : [])];
	const isOf = (map: NonNullable<typeof written>['map']) => (map?.kind === 'inline' ? map.span : map?.name.span) === step.span;
	const own = step.kind === 'map' ? parts.find(part => part?.map && isOf(part.map)) : written;
	const { otherwise } = own ?? {};
	const about = `for ${mapping.mapping.target?.text ?? mapping.name}.${column}`;
	if (otherwise?.kind === 'keep') return `their own value ${about}`;
	return otherwise?.kind === 'value' && otherwise.value.text !== null ? `'${otherwise.value.text}' ${about}` : `NULL ${about}`;
}
