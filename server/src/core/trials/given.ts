/**
 * The given rows of an example as queries that stand in for tables: by alias of the mapping's own FROM clause, else by name of a table or a
 * view of the spec. A table that is not given is empty. The rows are values of the catalog's types, and are never merged into what reads
 * them (the planner would evaluate casts of constants that a guard keeps from being evaluated).
 */

import type { Table } from '../catalog/catalog';
import { columnOf, fullName } from '../catalog/lookup';
import { parseTypeName, renderTypeName } from '../catalog/typeName';
import type { CompileOptions, LookupRows, StandIn } from '../mapping/compileOptions';
import { ownNameOf } from '../mapping/compileUserSql';
import type { MappingFacts, SpecFacts, SqlPiece, ViewFacts } from '../mapping/facts';
import { tableFinder } from '../mapping/tableName';
import type { Example, Literal } from '../spec/spec';
import type { ScopeItem } from '../sql/analysis';
import { compose, composeList, type SqlText } from '../sql/composed';
import { parseName } from '../sql/name';
import { quoteLiteral } from '../sql/quote';
import { sql } from '../sql/template';

export type GivenEntry = Example['given'][number];
/** Where the names of `given` are sought. */
export type GivenSurroundings = Pick<SpecFacts, 'lookups' | 'views' | 'source' | 'target'>;

export type GivenRow = GivenEntry['rows'][number];

/** What an entry of `given` stands for. */
export type GivenMeaning =
	| { readonly kind: 'alias'; readonly item: ScopeItem; readonly columns: readonly string[] | undefined }
	| { readonly kind: 'view'; readonly view: ViewFacts; readonly columns: readonly string[] | undefined }
	| { readonly kind: 'lookup'; readonly name: string; readonly columns: readonly string[] | undefined }
	| { readonly kind: 'table'; readonly side: 'source' | 'target'; readonly table: Table; readonly columns: readonly string[] };

/** Undefined: nothing of that name is read by the mapping, or known at all. Columns are undefined where they cannot be known. */
export function meaningOf(text: string, mapping: MappingFacts, facts: GivenSurroundings): GivenMeaning | undefined {
	const lookup = facts.lookups.find(one => `lookup.${one.lookup.name.text}` === text);
	if (lookup) return { kind: 'lookup', name: lookup.lookup.name.text, columns: lookup.columns };
	const folded = parseName(text);
	const item =
		mapping.items.find(({ alias }) => alias === text) ??
		(folded?.schema === undefined ? mapping.items.find(({ alias }) => alias === folded?.name) : undefined);
	if (item) return { kind: 'alias', item, columns: item.relation?.columns?.map(({ name }) => name) };
	const view = facts.views.find(one => one.view.name.text === text);
	if (view) return { kind: 'view', view, columns: view.piece.analysis.output?.map(({ name }) => name) };
	for (const side of ['source', 'target'] as const) {
		const lookups = facts[side];
		const table = lookups && tableFinder(lookups)(text);
		if (table) return { kind: 'table', side, table, columns: table.columns.map(({ name }) => name) };
	}
	return undefined;
}

export interface Given {
	readonly standIn: NonNullable<CompileOptions['standIn']>;
	/** Tables of both sides that have an entry, as `schema.table`. */
	readonly tables: { readonly source: ReadonlySet<string>; readonly target: ReadonlySet<string> };
	readonly lookupRows: ReadonlyMap<string, LookupRows>;
}

/** A sentence when an entry, or a column, stands for nothing. */
export function readGiven(example: Example, mapping: MappingFacts, facts: SpecFacts): Given | { readonly fault: string } {
	const entries: { readonly entry: GivenEntry; readonly meaning: GivenMeaning }[] = [];
	for (const entry of example.given) {
		const meaning = meaningOf(entry.table.text, mapping, facts);
		if (!meaning) return { fault: `it gives rows of "${entry.table.text}", which is no table that the mapping reads` };
		const { columns } = meaning;
		const unknown = columns && entry.rows.flat().find(({ column }) => !columns.includes(column.text));
		if (unknown) return { fault: `it gives "${unknown.column.text}", which "${entry.table.text}" does not have` };
		entries.push({ entry, meaning });
	}
	const rowsOfTable = (side: 'source' | 'target', name: string): readonly GivenRow[] => {
		const named = entries.find(({ meaning }) => meaning.kind === 'table' && meaning.side === side && fullName(meaning.table) === name);
		if (named) return named.entry.rows;
		if (side === 'target') return [];
		return entries.flatMap(({ entry, meaning }) => (meaning.kind === 'alias' && meaning.item.relation?.name === name ? entry.rows : []));
	};
	const tablesOf = (side: 'source' | 'target') =>
		new Set(
			entries.flatMap(({ meaning }) => {
				if (meaning.kind === 'table') return meaning.side === side ? [fullName(meaning.table)] : [];
				return side === 'source' && meaning.kind === 'alias' && meaning.item.relation ? [meaning.item.relation.name] : [];
			}),
		);
	return {
		tables: { source: tablesOf('source'), target: tablesOf('target') },
		lookupRows: new Map(
			entries.flatMap(({ entry, meaning }) =>
				meaning.kind === 'lookup' ? [[meaning.name, rowsOfLookup(meaning.columns ?? [], entry.rows)]] : [],
			),
		),
		standIn(piece, read) {
			const own = ownNameOf(read);
			const item = isFromClause(piece, mapping) ? mapping.items.find(({ span }) => span.start === read.span.start) : undefined;
			const ofAlias = item && entries.find(({ meaning }) => meaning.kind === 'alias' && meaning.item === item);
			if (own?.kind === 'lookup') return undefined;
			if (own) {
				const view = facts.views.find(one => one.view.name.text === own.name);
				const given = ofAlias ?? entries.find(({ meaning }) => meaning.kind === 'view' && meaning.view === view);
				return view && given ? viewRows(view, given.entry) : undefined;
			}
			const side = isOfTarget(piece, facts) ? 'target' : 'source';
			const table = read.relation && facts[side]?.tables.get(read.relation.name);
			if (!table) return undefined;
			if (ofAlias && item) return tableRows(`$given ${item.alias}`, table, ofAlias.entry.rows, facts, side);
			// The mapping's own tables are told apart by their aliases.
			const isNamed = entries.some(({ meaning }) => meaning.kind === 'table' && meaning.table === table);
			const rows = item && !isNamed ? [] : rowsOfTable(side, fullName(table));
			return tableRows(`$${rows.length === 0 ? 'empty' : 'given'} ${fullName(table)}`, table, rows, facts, side);
		},
	};
}

/** By its place: what is known of a mapping may be made again. */
function isFromClause({ scalar: { span } }: SqlPiece, { mapping }: MappingFacts): boolean {
	return span.block === mapping.source?.span.block && span.start === mapping.source.span.start;
}

function isOfTarget(piece: SqlPiece, facts: SpecFacts): boolean {
	return facts.lookups.some(one => one.piece === piece && one.lookup.content.kind === 'query' && one.lookup.content.on === 'target');
}

function tableRows(name: string, table: Table, rows: readonly GivenRow[], facts: SpecFacts, side: 'source' | 'target'): StandIn {
	const types = table.columns.map(({ type }) => givenType(type, facts, side));
	const nothing = types.map(type => `null::${type}`).join(', ');
	const valuesOf = (row: GivenRow) =>
		table.columns.map((column, index) => {
			const given = row.find(one => columnOf(table, one.column.text) === column);
			return sql`${literalOf(given?.value)}::${types[index] ?? 'text'}`;
		});
	return {
		name,
		columns: table.columns.map(column => column.name),
		rows: () => (rows.length === 0 ? sql`select ${nothing} where false` : valuesList(rows.map(valuesOf))),
	};
}

/** The view itself, of which no row is taken, says the types. */
function viewRows({ view, piece }: ViewFacts, { rows }: GivenEntry): StandIn {
	const columns = piece.analysis.output?.map(({ name }) => name) ?? [];
	const valuesOf = (row: GivenRow) => columns.map(name => literalOf(row.find(({ column }) => column.text === name)?.value));
	return {
		name: `$given view ${view.name.text}`,
		columns,
		rows(clause) {
			const typed = sql`select * from (${clause.user(piece)}) v where false`;
			const selects = rows.map(row => sql`select ${composeList(valuesOf(row), ', ')}`);
			return composeList([typed, ...selects], '\nunion all\n');
		},
	};
}

function valuesList(rows: readonly (readonly SqlText[])[]): SqlText {
	return compose([
		'values\n\t',
		composeList(
			rows.map(row => sql`(${composeList(row, ', ')})`),
			',\n\t',
		),
	]);
}

/** What the server says of it is said of the user's characters. */
export function literalOf(literal: Literal | undefined): SqlText {
	if (!literal || literal.text === null) return sql`null`;
	return { text: quoteLiteral(literal.text), originAt: () => literal.span };
}

/** A domain's own constraints are not asked: columns that are not given are NULL. A text is given as it is, never cut to its column. */
function givenType(type: string, facts: SpecFacts, side: 'source' | 'target'): string {
	const parsed = parseTypeName(type);
	if (!parsed) return 'text';
	const known = facts[side]?.type(renderTypeName({ ...parsed, array: 0, modifiers: [] }));
	if (known?.kind === 'domain' && parsed.array === 0) return givenType(known.baseType, facts, side);
	return renderTypeName(parsed.name === 'character varying' ? { ...parsed, modifiers: [] } : parsed);
}

function rowsOfLookup(columns: readonly string[], rows: readonly GivenRow[]): LookupRows {
	return {
		columns: columns.map(name => ({ name })),
		rows: rows.map(row => columns.map(name => row.find(({ column }) => column.text === name)?.value.text ?? null)),
	};
}
