/** Reads WITH queries. A recursive one is read until what its columns are made of grows no more. */

import type { CommonTableExpr, WithClause } from 'libpg-query';

import type { RelationColumn } from './analysis';
import { namesOf } from './from';
import { type CteScope, type Level, type QueryFacts, type Reading, unheard } from './reading';

/** The WITH queries of a clause, in front of those `above`. */
export function readCtes(
	reading: Reading,
	clause: WithClause,
	outer: Level | undefined,
	above: CteScope | undefined,
): CteScope | undefined {
	const ctes = (clause.ctes ?? []).flatMap(node => ('CommonTableExpr' in node ? [node.CommonTableExpr] : []));
	let scope = above;
	// In WITH RECURSIVE each query may name all the others; of those further down nothing is known yet.
	if (clause.recursive) for (const cte of ctes) scope = { name: cte.ctename ?? '', columns: undefined, always: [], next: scope };
	for (const cte of ctes) {
		const facts = clause.recursive ? readRecursive(reading, cte, outer, scope) : readOne(reading, cte, outer, scope);
		scope = { name: cte.ctename ?? '', ...facts, next: scope };
	}
	return scope;
}

/** A query of n columns can pass what it reads on n times. */
function readRecursive(reading: Reading, cte: CommonTableExpr, outer: Level | undefined, scope: CteScope | undefined): QueryFacts {
	const name = cte.ctename ?? '';
	let facts = unheard(reading, () => readOne(reading, cte, outer, scope));
	for (let round = 0; round < (facts.columns?.length ?? 0); round++) {
		const self: CteScope = { name, ...facts, next: scope };
		const grown = unheard(reading, () => readOne(reading, cte, outer, self));
		const done = sizeOf(grown) === sizeOf(facts);
		facts = grown;
		if (done) break;
	}
	return readOne(reading, cte, outer, { name, ...facts, next: scope });
}

function readOne(reading: Reading, cte: CommonTableExpr, outer: Level | undefined, scope: CteScope | undefined): QueryFacts {
	const { ctequery, aliascolnames, search_clause, cycle_clause } = cte;
	if (!ctequery || !('SelectStmt' in ctequery)) return { columns: undefined, always: [] };
	const { columns, always } = reading.query(reading, ctequery.SelectStmt, outer, scope);
	const names = namesOf(aliascolnames);
	const added = [search_clause?.search_seq_column, cycle_clause?.cycle_mark_column, cycle_clause?.cycle_path_column];
	const renamed = columns?.map(
		({ name, reads, type, nullable }, index): RelationColumn => ({ name: names[index] ?? name, reads, type, nullable }),
	);
	return { columns: renamed && [...renamed, ...added.flatMap(name => (name === undefined ? [] : [{ name, reads: [] }]))], always };
}

function sizeOf({ columns }: QueryFacts): number {
	return (columns ?? []).reduce((sum, column) => sum + column.reads.length, 0);
}
