/** Which column of a source table goes with which column of a target table, by their names and types. Reads no data. */

import type { Column, Table } from '../catalog/catalog';
import type { CatalogLookup } from '../catalog/lookup';
import { compatibilityOf } from '../mapping/compatibility';
import { familyOf } from '../sql/dialects/typeFamily';
import { likeness, naming, wordsOf } from './words';

export interface ColumnPair {
	readonly source: Column;
	readonly target: Column;
	/** From 0 to 1. */
	readonly score: number;
	/** How a value of the one becomes one of the other: as it is, by a cast of its text, or read as a day. */
	readonly by: 'value' | 'cast' | 'date';
}

export interface Catalogs {
	readonly source: CatalogLookup;
	readonly target: CatalogLookup;
}

const leastScore = 0.5;
const keyBonus = 0.25;
const castFactor = 0.85;
/** How alike two keys are that say no more than that they are their table's: `whs` of warehouses and `code`. */
const ownKey = 0.5;

/** Every column at most once, the most alike first. */
export function pairColumns(source: Table, target: Table, catalogs: Catalogs): readonly ColumnPair[] {
	const own = { source: wordsOf(source.name), target: wordsOf(target.name) };
	const wanted = target.columns.filter(isFilled).map(column => ({ column, words: wordsOf(column.name) }));
	const pairs: ColumnPair[] = [];
	for (const column of source.columns) {
		const words = wordsOf(column.name);
		for (const other of wanted) {
			const isSame = column.name === other.column.name;
			// The database counts by itself, and its own numbers are not the source's.
			if (isCounted(other.column) && !isSame) continue;
			const by = wayBetween(column, other.column, words, catalogs);
			if (!by) continue;
			const ofTables = likeness(without(words, own.source), without(other.words, own.target)) * 0.9;
			const areKeys = isKey(source, column) && isKey(target, other.column);
			const areOwn = areKeys && isOwn(words, own.source) && isOwn(other.words, own.target) ? ownKey : 0;
			const alike = isSame ? 1 : Math.max(likeness(words, other.words), ofTables, areOwn);
			const bonus = alike >= 0.4 && areKeys ? keyBonus : 0;
			const score = Math.min(1, (alike + bonus) * (by === 'value' ? 1 : castFactor));
			if (score >= leastScore) pairs.push({ source: column, target: other.column, score, by });
		}
	}
	return eachOnce(pairs);
}

/** What the database computes or always counts by itself is nothing to map. */
export function isFilled(column: Column): boolean {
	return column.generated === undefined && column.identity !== 'always';
}

export function isCounted(column: Column): boolean {
	return column.identity !== undefined || column.default?.startsWith('nextval(') === true;
}

function eachOnce(pairs: readonly ColumnPair[]): readonly ColumnPair[] {
	const taken = new Set<Column>();
	return [...pairs]
		.sort((one, other) => other.score - one.score)
		.filter(({ source, target }) => {
			if (taken.has(source) || taken.has(target)) return false;
			taken.add(source);
			taken.add(target);
			return true;
		});
}

function wayBetween(source: Column, target: Column, words: readonly string[], catalogs: Catalogs): ColumnPair['by'] | undefined {
	const families = [familyOf(source.type), familyOf(target.type)] as const;
	const isDay = families[1] === 'date' || families[1] === 'timestamp' || families[1] === 'timestamptz';
	// 20260131, as a number or as text.
	if (isDay && (families[0] === 'integer' || families[0] === 'text')) return words.includes('date') ? 'date' : undefined;
	const { assignment } = compatibilityOf(source.type, target.type, catalogs);
	if (assignment === 'never') return undefined;
	return assignment === 'parsed' && catalogs.target.type(target.type)?.kind !== 'enum' ? 'cast' : 'value';
}

/** The words that are not the table's own: `customer_name` of customers is its name. */
function without(words: readonly string[], own: readonly string[]): readonly string[] {
	const rest = words.filter(word => !own.includes(word));
	return rest.length === 0 ? words : rest;
}

function isOwn(words: readonly string[], own: readonly string[]): boolean {
	return words.every(word => own.includes(word) || naming.has(word));
}

function isKey({ primaryKey, uniqueKeys }: Table, column: Column): boolean {
	return [primaryKey, ...uniqueKeys].some(key => key?.columns.includes(column.name));
}
