/**
 * What the source server is asked to describe, so that the types of the user's expressions are known and their errors land on the user's
 * characters. Nothing is executed. First the expressions over the source; then, with their types, those over `value`.
 */

import { composeList, type SqlText } from '../sql/composed';
import { sql } from '../sql/template';
import { compileColumns } from './compileLookup';
import type { CompileOptions } from './compileOptions';
import { type DescribedOutput, rowBuilder } from './compileRow';
import { withClause } from './compileWith';
import type { MappingFacts, SpecFacts } from './facts';

export interface CompiledDescribe {
	readonly sql: SqlText;
	/** One for each column of the statement, in order. Their types go to `CompileOptions.types` by `id`. */
	readonly outputs: readonly DescribedOutput[];
}

/**
 * All SQL that the user wrote over the source: the FROM clause, conditions, ignored rows, grouping, expressions, high water. Undefined when
 * the FROM clause is not there or does not parse.
 */
export function compileDescribe(facts: SpecFacts, mapping: MappingFacts, options: CompileOptions): CompiledDescribe | undefined {
	if (!mapping.from?.analysis.ok) return undefined;
	const clause = withClause(facts, options);
	const row = rowBuilder({ facts, options, with: clause }, mapping);
	compileColumns(row, everyMapping(facts));
	const { highWater, groupBy } = mapping;
	for (const piece of mapping.sourceKey) row.expression('source_key', piece);
	// Of grouped rows there is no single value: it is only asked whether the expression stands over the source.
	const beforeGrouping = highWater && groupBy && !highWater.analysis.aggregates;
	if (highWater && !beforeGrouping) row.expression('high_water', highWater);
	const statement = row.layers.renderBase(row.tail());
	if (!beforeGrouping) return { sql: sql`${clause.render()}${statement}`, outputs: row.described };
	const from = mapping.from ? clause.user(mapping.from) : '';
	const check = sql`exists (select (${clause.user(highWater)}) from ${from})`;
	const outputs = composeList([sql`s.*`, sql`${check} as high_water_exists`], ', ');
	return {
		sql: sql`${clause.render()}select ${outputs} from (\n${statement}\n) s`,
		outputs: [...row.described, { id: `${mapping.name}@high_water` }],
	};
}

/** The expressions of the transform `sql`; undefined when there are none. Wants the types of the first statement. */
export function compileDescribeValues(facts: SpecFacts, mapping: MappingFacts, options: CompileOptions): CompiledDescribe | undefined {
	if (!mapping.from?.analysis.ok) return undefined;
	const clause = withClause(facts, options);
	const row = rowBuilder({ facts, options, with: clause }, mapping);
	compileColumns(row, everyMapping(facts));
	const expressions = [...row.valueExpressions.values()];
	if (expressions.length === 0) return undefined;
	const outputs = expressions.map((one, index) => sql`${one.sql} as v${String(index + 1)}`);
	return { sql: sql`${clause.render()}${row.layers.render(outputs, row.tail())}`, outputs: expressions };
}

/** The mapping and all that it looks up, however far: whose types a comparison of it needs. */
export function describedMappings(facts: SpecFacts, members: readonly MappingFacts[]): readonly MappingFacts[] {
	const found = new Set<MappingFacts>();
	const open = [...members];
	for (let next = open.pop(); next; next = open.pop()) {
		if (found.has(next)) continue;
		found.add(next);
		for (const { origin } of next.columns) {
			if (origin?.kind !== 'lookup') continue;
			for (const { mapping } of origin.alternatives) {
				const parent = facts.mapping(mapping);
				if (parent) open.push(parent);
			}
		}
	}
	return [...found];
}

function everyMapping(facts: SpecFacts): ReadonlySet<string> {
	return new Set(facts.mappings.map(mapping => mapping.name));
}
