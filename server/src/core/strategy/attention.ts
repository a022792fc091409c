/**
 * What of both catalogs a migration of rows does not move, or meets on its way: views, functions, triggers, sequences, types of the user's own
 * and types without equality. Named, so that nobody finds them on the day. Judges none of them.
 */

import type { Catalog, Table } from '../catalog/catalog';
import { fullName } from '../catalog/lookup';
import { parseTypeName } from '../catalog/typeName';
import type { SpecFacts } from '../mapping/facts';
import { tableUsers } from '../mapping/ties';

export interface Attention {
	readonly side: 'source' | 'target';
	/** `views`, `triggers`: in the plural. */
	readonly kind: string;
	readonly names: readonly string[];
	/** What that means, as a sentence. */
	readonly why: string;
}

/** PostgreSQL has no `=` for them (manual, 8.14 and 8.8). */
const withoutEquality = new Set(['json', 'xml', 'point', 'line', 'polygon', 'path', 'lseg']);

export function attentionOf(facts: SpecFacts): readonly Attention[] {
	return [...ofSource(facts), ...ofTarget(facts)].filter(({ names }) => names.length > 0);
}

function ofSource(facts: SpecFacts): readonly Attention[] {
	const catalog = facts.source?.catalog;
	if (!catalog) return [];
	const { readers } = tableUsers(facts);
	const tables = tablesIn(catalog, facts, 'source');
	const read = tables.filter(table => readers.has(fullName(table)));
	const one = (kind: string, names: readonly string[], why: string): Attention => ({ side: 'source', kind, names, why });
	const schemas = schemasIn(catalog, facts, 'source');
	return [
		one('views', ofKind(tables, ['view', 'materialized-view']), 'They are not moved; what reads them needs another source.'),
		one(
			'foreign tables',
			ofKind(tables, ['foreign-table']),
			'Their rows are of another database, and are moved only when a mapping names them.',
		),
		one(
			'functions and procedures',
			schemas.flatMap(schema => schema.functions.map(fullName)),
			'They are not moved; what calls them has to be written anew.',
		),
		one('triggers', triggersOf(tables), 'What they do to rows on the old side is not done on the new one.'),
		one(
			'types of its own',
			schemas.flatMap(schema => schema.types.map(fullName)),
			'Their values are moved into what the target has in their place.',
		),
		one('columns whose type has no equality', columnsOf(read, isWithoutEquality), 'They are compared by their text.'),
		one(
			'tables that were never analysed',
			unanalysed(read),
			'Nobody knows their rows, so durations leave them out; run ANALYZE and introspect again.',
		),
	];
}

function ofTarget(facts: SpecFacts): readonly Attention[] {
	const catalog = facts.target?.catalog;
	if (!catalog) return [];
	const { fillers } = tableUsers(facts);
	const filled = tablesIn(catalog, facts, 'target').filter(table => fillers.has(fullName(table)));
	const one = (kind: string, names: readonly string[], why: string): Attention => ({ side: 'target', kind, names, why });
	const owned = catalog.schemas.flatMap(schema =>
		schema.sequences.flatMap(sequence => {
			const { ownedBy } = sequence;
			return ownedBy && fillers.has(`${ownedBy.schema}.${ownedBy.table}`) ? [fullName(sequence)] : [];
		}),
	);
	return [
		one(
			'triggers of filled tables',
			triggersOf(filled),
			'They fire for every row that is loaded; switch them off, or count their time and their effects.',
		),
		one('sequences of filled tables', owned, 'They have to be set past the largest value that was loaded.'),
		one(
			'deferrable or unchecked foreign keys',
			filled.flatMap(table => table.foreignKeys.filter(key => key.deferrable || key.notValid).map(key => `${fullName(table)}.${key.name}`)),
			'A row that breaks them is noticed late, or not at all.',
		),
	];
}

function schemasIn(catalog: Catalog, facts: SpecFacts, side: 'source' | 'target') {
	const named = (facts.spec[side]?.schemas ?? []).map(({ text }) => text);
	return catalog.schemas.filter(({ name }) => named.length === 0 || named.includes(name));
}

function tablesIn(catalog: Catalog, facts: SpecFacts, side: 'source' | 'target'): readonly Table[] {
	return schemasIn(catalog, facts, side).flatMap(({ tables }) => tables);
}

function ofKind(tables: readonly Table[], kinds: readonly Table['kind'][]): readonly string[] {
	return tables.filter(({ kind }) => kinds.includes(kind)).map(fullName);
}

function triggersOf(tables: readonly Table[]): readonly string[] {
	return tables.flatMap(table => table.triggers.filter(({ enabled }) => enabled).map(({ name }) => `${fullName(table)}.${name}`));
}

function columnsOf(tables: readonly Table[], isWanted: (type: string) => boolean): readonly string[] {
	return tables.flatMap(table => table.columns.filter(({ type }) => isWanted(type)).map(({ name }) => `${fullName(table)}.${name}`));
}

function isWithoutEquality(type: string): boolean {
	const parsed = parseTypeName(type);
	return parsed !== undefined && parsed.schema === undefined && parsed.array === 0 && withoutEquality.has(parsed.name);
}

function unanalysed(tables: readonly Table[]): readonly string[] {
	return tables
		.filter(({ kind, estimatedRows }) => (kind === 'table' || kind === 'partitioned') && estimatedRows === undefined)
		.map(fullName);
}
