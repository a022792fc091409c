/**
 * Rows of the first table that a mapping leaves out: ignored for a reason, kept out by `where`, or without a partner in an inner join, as
 * the check `balance` counts them. Without joins each row is looked at once; with joins rows are numbered, so that one row stays one.
 */

import type { CompileOptions } from '../mapping/compileOptions';
import { conditionsOf } from '../mapping/compileRow';
import { withClause } from '../mapping/compileWith';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { isProvenJoin } from '../mapping/provenJoin';
import { compileBalanceRelation } from '../reconcile/balanceRelation';
import { balanceQueries, readBalance } from '../reconcile/checks/balance';
import type { Row } from '../reconcile/rowCursor';
import { compose, type SqlText } from '../sql/composed';
import { sql } from '../sql/template';
import type { FitFinding } from './fit';
import { agreeing, rowsOf } from './words';

export interface LeftOut {
	readonly statements: readonly SqlText[];
	/** The rows of each statement, in their order. */
	read(answers: readonly (readonly Row[])[]): { readonly table: string; readonly rows: number; readonly findings: readonly FitFinding[] };
}

/** Undefined when every row of the first table is taken. */
export function planLeftOut(
	mapping: MappingFacts,
	facts: SpecFacts,
	options: CompileOptions,
): LeftOut | { readonly notRun: string } | undefined {
	const joins = mapping.from?.analysis.joins ?? [];
	const losing = joins.some(join => join.kind === 'inner' && !(facts.source && isProvenJoin(join, mapping.items, facts.source)));
	const hasConditions = mapping.where !== undefined || mapping.rowIgnores.length > 0;
	if (!losing && !hasConditions) return undefined;
	if (joins.length === 0 && !mapping.groupBy && mapping.items.length === 1) return ofOneTable(mapping, facts, options);
	const relation = compileBalanceRelation(mapping, facts, options, 'ignored');
	if ('notRun' in relation) return relation;
	const { rows, classes } = balanceQueries(relation);
	return {
		statements: [rows, classes],
		read([total = [], counted = []]) {
			const found = readBalance(relation, total, counted, 0);
			const ignored = found.ignored.map(one => one.rows);
			return {
				table: found.table,
				rows: found.rows,
				findings: findingsOf(mapping, found.table, found.rows, ignored, found.filtered, found.notJoined),
			};
		},
	};
}

function ofOneTable(mapping: MappingFacts, facts: SpecFacts, options: CompileOptions): LeftOut {
	const clause = withClause(facts, options);
	const filtered = mapping.rowIgnores.length;
	const cases = [
		...conditionsOf(clause, mapping).map(condition => sql` when ${condition} is not true then ${String(filtered)}`),
		...mapping.rowIgnores.map(({ piece }, index) => sql` when (${clause.user(piece)}) then ${String(index)}`),
	];
	const from = mapping.from ? clause.user(mapping.from) : '';
	const rows = compose(['select case', ...cases, ' end as c from ', from, '\noffset 0']);
	const counts = Array.from({ length: filtered + 1 }, (_, index) => `count(*) filter (where c = ${index})`).join(', ');
	const table = mapping.items[0]?.relation?.name ?? mapping.name;
	return {
		statements: [sql`${clause.render()}select count(*), ${counts} from (${rows}) o`],
		read([[row = []] = []]) {
			const [total = 0, ...classes] = row.map(Number);
			return { table, rows: total, findings: findingsOf(mapping, table, total, classes.slice(0, filtered), classes[filtered] ?? 0, 0) };
		},
	};
}

function findingsOf(
	mapping: MappingFacts,
	table: string,
	of: number,
	ignored: readonly number[],
	filtered: number,
	notJoined: number,
): readonly FitFinding[] {
	const are = (rows: number) => `${rowsOf(rows, of)} of "${table}" ${agreeing(rows, 'is', 'are')}`;
	const byReason = ignored.map((rows, index): FitFinding => {
		const reason = mapping.rowIgnores[index]?.reason ?? '';
		return { kind: 'left-out', at: { part: 'rows', index }, about: reason, rows, of, message: `${are(rows)} left out: ${reason}` };
	});
	const byWhere: FitFinding = {
		kind: 'left-out',
		at: { part: 'source' },
		about: 'where',
		rows: filtered,
		of,
		message: `${are(filtered)} left out by "where"`,
	};
	const byJoin: FitFinding = {
		kind: 'not-joined',
		code: 'rows-dropped-without-reason',
		at: { part: 'source' },
		about: table,
		rows: notJoined,
		of,
		message:
			notJoined === 0
				? 'the inner joins lose no row'
				: `${are(notJoined)} without a partner in an inner join and left out without being counted`,
	};
	const hasInner = (mapping.from?.analysis.joins ?? []).some(join => join.kind === 'inner');
	return [...byReason, ...(mapping.where ? [byWhere] : []), ...(hasInner ? [byJoin] : [])];
}
