/** What became of every source row of a mapping: kept, or ignored and why. Rejected rows are counted by the comparison itself. */

import { compose, composeList, type SqlText } from '../sql/composed';
import { plainSql, sql } from '../sql/template';
import type { CompileOptions } from './compileOptions';
import { conditionsOf } from './compileRow';
import { withClause } from './compileWith';
import type { MappingFacts, SpecFacts } from './facts';

/**
 * Rows of `ignored`, the number of the first ignore that takes a row (from 1; 0 for rows that none takes), and how many there are, before
 * grouping. Undefined when the FROM clause does not parse.
 */
export function compileBalance(facts: SpecFacts, mapping: MappingFacts, options: CompileOptions): SqlText | undefined {
	if (!mapping.from?.analysis.ok) return undefined;
	const clause = withClause(facts, options);
	const cases = mapping.rowIgnores.map(({ piece }, index) => sql` when (${clause.user(piece)}) then ${String(index + 1)}`);
	const ignored = cases.length === 0 ? plainSql('0') : compose(['case', ...cases, ' else 0 end']);
	const conditions = conditionsOf(clause, mapping);
	const where = conditions.length === 0 ? '' : compose(['where ', composeList(conditions, ' and ')]);
	const rows = compose(['select ', ignored, ' as ignored\nfrom ', clause.user(mapping.from), where]);
	return sql`${clause.render()}select ignored, count(*) as rows\nfrom (\n${rows}\n) s\ngroup by ignored\norder by ignored`;
}
