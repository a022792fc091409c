/**
 * The WITH clause of a compiled statement: the spec's views and lookups, the pairs of long value maps and the keys of looked-up mappings,
 * each made once and only when it is used. Files and rows of queries are sent as values, as a read-only session has no temporary tables.
 */

import { parseTypeName, renderTypeName } from '../catalog/typeName';
import { composeList, type SqlText } from '../sql/composed';
import { quoteIdentifier, quoteLiteral } from '../sql/quote';
import { plainSql, sql } from '../sql/template';
import type { CompileOptions, LookupRows } from './compileOptions';
import { ownNameOf, userText } from './compileUserSql';
import type { LookupFacts, SpecFacts, SqlPiece } from './facts';

export interface WithClause {
	/** The name of the query `name`, which `make` makes when nobody asked for it before. With `columns`: a list of values. */
	query(name: string, make: () => SqlText, columns?: readonly string[]): string;
	/** The user's SQL, with the queries that it needs. */
	user(piece: SqlPiece): SqlText;
	/** `with …` and a line break, or nothing. */
	render(): SqlText;
}

export function withClause(facts: SpecFacts, options: CompileOptions): WithClause {
	const made: SqlText[] = [];
	const names = new Map<string, string>();
	const clause: WithClause = {
		query(name, make, columns = []) {
			const known = names.get(name);
			if (known !== undefined) return known;
			const quoted = quoteIdentifier(shortName(name, names.size));
			names.set(name, quoted);
			const body = make();
			// The header of a file may leave a name out; PostgreSQL has no column without one.
			const list =
				columns.length === 0 ? '' : ` (${columns.map((column, at) => quoteIdentifier(column || `column ${at + 1}`)).join(', ')})`;
			// A single row of values would be merged into what reads it, as constants; see `unfolded`.
			made.push(sql`${quoted}${list} as ${columns.length === 0 ? '' : 'materialized '}(\n${body}\n)`);
			return quoted;
		},
		user(piece) {
			const standIns = new Map<number, string>();
			for (const read of piece.analysis.tables) {
				const standIn = options.standIn?.(piece, read);
				const own = standIn ? undefined : ownNameOf(read);
				if (standIn)
					standIns.set(
						read.span.start,
						clause.query(standIn.name, () => standIn.rows(clause), standIn.columns),
					);
				else if (own?.kind === 'lookup') lookupTable(clause, facts, options, own.name);
				else if (own) viewQuery(clause, facts, own.name);
			}
			return userText(piece, standIns);
		},
		render: () => (made.length === 0 ? plainSql('') : sql`with ${composeList(made, ',\n')}\n`),
	};
	return clause;
}

/** PostgreSQL cuts names at 63 bytes. */
function shortName(name: string, number: number): string {
	return /^[\x20-\x7e]{1,60}$/.test(name) ? name : `${[...name].slice(0, 12).join('')} ${number}`;
}

function viewQuery(clause: WithClause, facts: SpecFacts, name: string): void {
	const view = facts.views.find(one => one.view.name.text === name);
	if (view) clause.query(name, () => clause.user(view.piece));
}

/** The lookup as a table `lookup.NAME`. */
function lookupTable(clause: WithClause, facts: SpecFacts, options: CompileOptions, name: string): void {
	const lookup = facts.lookups.find(one => one.lookup.name.text === name);
	const rows = lookup && lookupRows(lookup, options);
	const columns = rows?.columns.map(column => column.name) ?? lookup?.columns ?? ['key', 'value'];
	clause.query(`lookup.${name}`, () => valuesOf(name, columns, rows), columns);
}

/** Of a lookup whose rows are known: all columns. */
function lookupRows({ lookup: { name, content } }: LookupFacts, options: CompileOptions): LookupRows | undefined {
	switch (content.kind) {
		case 'inline':
			return { columns: [{ name: 'key' }, { name: 'value' }], rows: content.entries.map(({ key, value }) => [key.text, value.text]) };
		case 'file':
			return content.table && { columns: content.table.header.map(column => ({ name: column })), rows: content.table.rows };
		case 'query':
			return options.lookupRows?.get(name.text);
	}
}

/** Key and value of every entry of a lookup that `map: NAME` uses; undefined when its rows are not known. The first of equal keys wins. */
export function lookupPairs(lookup: LookupFacts, options: CompileOptions): readonly (readonly [string, string | null])[] | undefined {
	const { content } = lookup.lookup;
	const rows = lookupRows(lookup, options);
	if (!rows) return undefined;
	const names = rows.columns.map(column => column.name);
	const [key, value] = content.kind === 'file' ? [names.indexOf(content.key.text), names.indexOf(content.value.text)] : [0, 1];
	const pairs = new Map<string, string | null>();
	for (const row of rows.rows) {
		const keyText = row[key] ?? null;
		if (keyText !== null && !pairs.has(keyText)) pairs.set(keyText, row[value] ?? null);
	}
	return [...pairs];
}

function valuesOf(name: string, columns: readonly string[], rows: LookupRows | undefined): SqlText {
	const nothing = columns.map((_, index) => `null::${typeAt(rows, index)}`).join(', ');
	if (!rows)
		return plainSql(`\t-- The rows of the lookup ${JSON.stringify(name)} are fetched when this runs.\n\tselect ${nothing} where false`);
	if (rows.rows.length === 0) return plainSql(`\tselect ${nothing} where false`);
	return plainSql(`\tvalues\n\t${rows.rows.map((row, index) => valuesRow(row, rows, index === 0)).join(',\n\t')}`);
}

/** The types of the first row are those of all. */
function valuesRow(row: readonly (string | null)[], rows: LookupRows, typed: boolean): string {
	return `(${rows.columns.map((_, index) => `${literal(row[index] ?? null)}${typed ? `::${typeAt(rows, index)}` : ''}`).join(', ')})`;
}

function literal(text: string | null): string {
	return text === null ? 'null' : quoteLiteral(text);
}

/** A type of the other server's own schemas is text here. */
function typeAt(rows: LookupRows | undefined, index: number): string {
	const type = parseTypeName(rows?.columns[index]?.type ?? 'text');
	return type === undefined || type.schema !== undefined ? 'text' : renderTypeName(type);
}

/** A query of two text columns, `key` and `value`. */
export function pairsQuery(pairs: readonly (readonly [string, string | null])[]): SqlText {
	if (pairs.length === 0) return plainSql('\tselect null::text, null::text where false');
	const [first = ['', null], ...others] = pairs;
	const typed = `(${literal(first[0])}::text, ${literal(first[1])}::text)`;
	return plainSql(`\tvalues\n\t${[typed, ...others.map(([key, value]) => `(${literal(key)}, ${literal(value)})`)].join(',\n\t')}`);
}
