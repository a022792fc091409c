/** Which table of the source goes with which table of the target. A source table may serve several targets; a target has one source. */

import type { Table } from '../catalog/catalog';
import { type Catalogs, type ColumnPair, isFilled, pairColumns } from './pairColumns';
import { likeness, wordsOf } from './words';

export interface TablePair {
	readonly source: Table;
	readonly target: Table;
	readonly columns: readonly ColumnPair[];
	readonly score: number;
}

const leastScore = 0.35;
/** What a table that has been given away must reach to be given another time. */
const leastAgain = 0.6;
const leastNameAlone = 0.3;

export function pairTables(sources: readonly Table[], targets: readonly Table[], catalogs: Catalogs): readonly TablePair[] {
	const candidatesOf = candidateFinder(sources);
	const pairs = targets.flatMap(target => candidatesOf(target).flatMap(source => scored(source, target, catalogs)));
	const taken = { source: new Set<Table>(), target: new Set<Table>() };
	const chosen: TablePair[] = [];
	for (const pair of pairs.sort((one, other) => other.score - one.score)) {
		if (taken.target.has(pair.target) || (taken.source.has(pair.source) && pair.score < leastAgain)) continue;
		taken.source.add(pair.source);
		taken.target.add(pair.target);
		chosen.push(pair);
	}
	return chosen;
}

function scored(source: Table, target: Table, catalogs: Catalogs): readonly TablePair[] {
	const name = source.name === target.name ? 1 : likeness(wordsOf(source.name), wordsOf(target.name));
	const columns = pairColumns(source, target, catalogs);
	if (columns.length === 0 || (name < leastNameAlone && columns.length < 3)) return [];
	const possible = Math.min(source.columns.length, target.columns.filter(isFilled).length);
	const score = 0.5 * name + (0.5 * columns.reduce((sum, pair) => sum + pair.score, 0)) / Math.max(1, possible);
	return score < leastScore ? [] : [{ source, target, columns, score }];
}

/** Two thousand tables a side are four million pairs: only those that share a word of their names or of several columns are looked at. */
function candidateFinder(sources: readonly Table[]): (target: Table) => readonly Table[] {
	const byWord = new Map<string, Table[]>();
	for (const table of sources) for (const word of allWords(table)) byWord.set(word, [...(byWord.get(word) ?? []), table]);
	return target => {
		const shared = new Map<Table, number>();
		const own = new Set(wordsOf(target.name));
		for (const word of allWords(target)) {
			for (const table of byWord.get(word) ?? []) shared.set(table, (shared.get(table) ?? 0) + (own.has(word) ? most : 1));
		}
		return [...shared]
			.sort(([, one], [, other]) => other - one)
			.slice(0, mostCandidates)
			.map(([table]) => table);
	};
}

/** What a word of the table's own name counts, against one of a column's. */
const most = 4;
const mostCandidates = 40;

function allWords(table: Table): ReadonlySet<string> {
	return new Set([...wordsOf(table.name), ...table.columns.flatMap(column => wordsOf(column.name))]);
}
