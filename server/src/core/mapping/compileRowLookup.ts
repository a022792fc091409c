/** The two SELECTs of one row of a comparison, by its key: what each side says of the row, for whoever looks into it by hand. */

import type { SqlText } from '../sql/composed';
import { composeList } from '../sql/composed';
import { quoteIdentifier, quoteLiteral } from '../sql/quote';
import { plainSql, sql } from '../sql/template';
import { comparisonGroup, compileComparison } from './compileComparison';
import type { CompileOptions } from './compileOptions';
import type { MappingFacts, SpecFacts } from './facts';

export interface KeyValue {
	readonly name: string;
	readonly value: string | number | null;
}

/** `impossible` says why there are none, as a sentence without its subject. */
export function compileRowLookup(
	facts: SpecFacts,
	mapping: MappingFacts,
	key: readonly KeyValue[],
	options: CompileOptions,
): { readonly source: SqlText; readonly target: SqlText } | { readonly impossible: string } {
	const comparison = compileComparison(facts, comparisonGroup(facts, mapping), options);
	if ('impossible' in comparison) return comparison;
	const known = new Set(comparison.columns.filter(({ notCompared }) => notCompared === undefined).map(({ name }) => name));
	const unknown = key.find(({ name }) => !known.has(name));
	if (key.length === 0 || unknown) return { impossible: unknown ? `it has no column "${unknown.name}" any more` : 'its rows have no key' };
	const where = composeList(key.map(conditionOf), '\n\tand ');
	const rowOf = (rows: SqlText) => sql`select *\nfrom (\n${rows}\n) as compared\nwhere ${where}`;
	return { source: rowOf(comparison.source), target: rowOf(comparison.target) };
}

/** By its text, as the report has it: what a value is written as in the key's type is the server's matter. */
function conditionOf({ name, value }: KeyValue): SqlText {
	const column = quoteIdentifier(name);
	return plainSql(value === null ? `compared.${column} is null` : `compared.${column} = ${quoteLiteral(String(value))}`);
}
