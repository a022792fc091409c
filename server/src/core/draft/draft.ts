/**
 * A first spec for two catalogs: mappings suggested by names and types, and everything that was not suggested as a list to decide about.
 * Suggests nothing that cannot be stored, and no reason for leaving something out: reasons are the user's.
 */

import type { Column, Table, UniqueKey } from '../catalog/catalog';
import { type Catalogs, type ColumnPair, isCounted, isFilled } from './pairColumns';
import { pairTables, type TablePair } from './pairTables';

export interface Draft {
	readonly mappings: readonly DraftMapping[];
	/** Tables that are alike on both sides, column by column. */
	readonly copies: readonly { readonly source: Table; readonly target: Table }[];
	readonly left: { readonly source: readonly Table[]; readonly target: readonly Table[] };
}

export interface DraftMapping {
	readonly name: string;
	readonly source: Table;
	readonly target: Table;
	readonly columns: readonly DraftColumn[];
	/** Where the target has not exactly one key that serves; empty when none was found. */
	readonly key?: readonly string[];
	/** Of the target, without a source; those that must have one first. */
	readonly missing: readonly Column[];
	/** Of the source, read by nothing. */
	readonly unused: readonly Column[];
}

export interface DraftColumn {
	readonly target: Column;
	readonly source: Column;
	readonly by: ColumnPair['by'] | { readonly lookup: string };
}

export function draftMigration(sources: readonly Table[], targets: readonly Table[], catalogs: Catalogs): Draft {
	const pairs = pairTables(sources, targets, catalogs);
	const named = new Map(pairs.map(pair => [pair, nameOf(pair, pairs)]));
	const copies = pairs.filter(isCopy);
	// Tables that are alike only in numbers of other tables' have nothing in common.
	const mappings = pairs.flatMap(pair => {
		const mapping = isCopy(pair) ? undefined : mappingOf(pair, named);
		return mapping && mapping.columns.length > 0 ? [mapping] : [];
	});
	const used = new Set([...copies, ...mappings].flatMap(({ source, target }) => [source, target]));
	return {
		mappings: inLoadOrder(mappings),
		copies: copies.sort((one, other) => (one.target.name < other.target.name ? -1 : 1)),
		left: { source: sources.filter(table => !used.has(table)), target: targets.filter(table => !used.has(table)) },
	};
}

/** Whether one line says it all: the same name, in which nothing is a pattern's, and every column has its like. */
function isCopy({ source, target, columns }: TablePair): boolean {
	if (/[^\w$]/.test(`${source.schema}${source.name}${target.schema}`)) return false;
	const isWhole = source.columns.length === columns.length && target.columns.filter(isFilled).length === columns.length;
	return source.name === target.name && isWhole && columns.every(pair => pair.by === 'value' && pair.source.name === pair.target.name);
}

function nameOf({ target }: TablePair, pairs: readonly TablePair[]): string {
	const isOnly = pairs.filter(pair => pair.target.name === target.name).length === 1;
	return isOnly ? target.name : `${target.schema}_${target.name}`;
}

function mappingOf(pair: TablePair, named: ReadonlyMap<TablePair, string>): DraftMapping {
	const { source, target } = pair;
	const columns = new Map<string, DraftColumn>();
	const isForeign = (column: Column) => target.foreignKeys.some(key => key.columns.includes(column.name));
	for (const { source: from, target: column, by } of pair.columns) {
		// A number of another table's is none of ours, unless that table brings its numbers along.
		if (!isForeign(column) || bringsAlong(pair, column, from, named)) columns.set(column.name, { target: column, source: from, by });
	}
	for (const lookup of lookupsOf(pair, named)) if (!columns.has(lookup.target.name)) columns.set(lookup.target.name, lookup);
	const filled = target.columns.flatMap(column => columns.get(column.name) ?? []);
	const read = new Set(filled.map(one => one.source));
	const missing = target.columns.filter(column => isFilled(column) && !isCounted(column) && !columns.has(column.name));
	return {
		name: named.get(pair) ?? target.name,
		source,
		target,
		columns: filled,
		...keyOf(source, target, filled),
		missing: [...missing.filter(isRequired), ...missing.filter(column => !isRequired(column))],
		unused: source.columns.filter(column => !read.has(column)),
	};
}

export function isRequired({ nullable, default: initial, identity, generated }: Column): boolean {
	return !nullable && initial === undefined && identity === undefined && generated === undefined;
}

interface Reference {
	/** The pair that fills the table that is referenced. */
	readonly parent: TablePair;
	readonly column: Column;
	readonly referenced: string;
}

/** Foreign keys of one column to tables that are filled, too. */
function referencesOf({ target }: TablePair, pairs: Iterable<TablePair>): readonly Reference[] {
	const all = [...pairs];
	return target.foreignKeys.flatMap(({ columns, references }) => {
		const column = target.columns.find(one => one.name === columns[0]);
		const parent = all.find(one => one.target.schema === references.schema && one.target.name === references.table);
		const [referenced] = references.columns;
		return column && parent && referenced !== undefined && columns.length === 1 ? [{ parent, column, referenced }] : [];
	});
}

function bringsAlong(pair: TablePair, column: Column, from: Column, named: ReadonlyMap<TablePair, string>): boolean {
	const references = referencesOf(pair, named.keys()).filter(one => one.column === column);
	return references.some(({ parent, referenced }) => {
		const filled = parent.columns.find(one => one.target.name === referenced);
		return filled !== undefined && (!isCounted(filled.target) || leadsTo(pair.source, from, parent.source, filled.source.name));
	});
}

function lookupsOf(pair: TablePair, named: ReadonlyMap<TablePair, string>): readonly DraftColumn[] {
	return referencesOf(pair, named.keys()).flatMap(({ parent, column, referenced }) => {
		const key = naturalKey(parent, referenced);
		const from = key && pair.source.columns.find(one => leadsTo(pair.source, one, parent.source, key.name));
		const lookup = named.get(parent);
		return from && lookup !== undefined && !isCopy(parent) ? [{ target: column, source: from, by: { lookup } }] : [];
	});
}

/** The source column of the parent's one-column key, which is not the number that the target makes. */
function naturalKey({ target, columns }: TablePair, referenced: string): Column | undefined {
	for (const key of keysOf(target)) {
		const found = columns.find(pair => pair.target.name === key.columns[0]);
		if (key.columns.length === 1 && key.columns[0] !== referenced && found) return found.source;
	}
	return undefined;
}

/** Whether a column of the child holds values of that column of the parent: by a foreign key, else by having its name. */
function leadsTo(child: Table, column: Column, parent: Table, name: string): boolean {
	const declared = child.foreignKeys.filter(key => key.columns.length === 1 && key.columns[0] === column.name);
	if (declared.length > 0) {
		return declared.some(
			({ references }) => references.schema === parent.schema && references.table === parent.name && references.columns[0] === name,
		);
	}
	return column.name === name && child !== parent;
}

/** Nothing where the spec finds the key by itself. */
function keyOf(source: Table, target: Table, columns: readonly DraftColumn[]): Pick<DraftMapping, 'key'> {
	const filled = new Map(columns.map(column => [column.target.name, column]));
	const serves = (key: UniqueKey) => key.columns.every(name => filled.get(name)?.target.nullable === false);
	const primary = target.primaryKey;
	const others = keysOf(target).filter(key => key !== primary && serves(key));
	if ((primary && serves(primary)) || others.length === 1) return {};
	const isSourceKey = ({ columns: names }: UniqueKey) =>
		names.every(name => source.primaryKey?.columns.includes(filled.get(name)?.source.name ?? '') === true);
	const chosen = others.find(isSourceKey) ?? others[0];
	if (chosen) return { key: chosen.columns };
	const names = (source.primaryKey?.columns ?? []).map(name => columns.find(column => column.source.name === name)?.target.name);
	return { key: names.includes(undefined) ? [] : names.filter(name => name !== undefined) };
}

function keysOf({ primaryKey, uniqueKeys }: Table): readonly UniqueKey[] {
	const whole = uniqueKeys.filter(key => key.where === undefined && (key.expressions ?? []).length === 0 && key.columns.length > 0);
	return primaryKey ? [primaryKey, ...whole] : whole;
}

/** Tables that are looked up come before those that look them up; otherwise by name. */
function inLoadOrder(mappings: readonly DraftMapping[]): readonly DraftMapping[] {
	const rest = [...mappings].sort((one, other) => (one.name < other.name ? -1 : 1));
	const sorted: DraftMapping[] = [];
	const isReady = ({ name, columns }: DraftMapping) =>
		columns.every(({ by }) => typeof by === 'string' || by.lookup === name || sorted.some(one => one.name === by.lookup));
	while (rest.length > 0) {
		const next = Math.max(0, rest.findIndex(isReady));
		sorted.push(...rest.splice(next, 1));
	}
	return sorted;
}
