/**
 * Finds what a column reference means, level by level outwards, as PostgreSQL does (parser/parse_relation.c): a column first, else the
 * whole row of an item of that name. Where a table is unknown, an unknown name may be right and is not reported.
 */

import type { ColumnRef } from 'libpg-query';

import { nearestName } from '../base/nearest';
import type { BaseColumn, ColumnRead, RelationColumn, ScopeColumn, ScopeItem } from './analysis';
import { isSafeFunction, knowFunction } from './functions';
import { identifierOf, type SqlToken } from './lexer';
import { quoteIdentifier } from './quote';
import { type Level, type Reading, report } from './reading';

/** What a reference turned out to be. */
export interface Resolved {
	readonly read: ColumnRead;
	/** The column, when it is one and known. */
	readonly column?: RelationColumn;
	/** The item, when its whole row is meant. */
	readonly row?: ScopeItem;
}

/** A reference cut into its parts. */
interface Reference {
	readonly names: readonly string[];
	/** Whether it ends in `.*`. */
	readonly star: boolean;
	readonly parts: readonly SqlToken[];
}

/** Columns that every table has besides its own (manual, 5.6). */
const SYSTEM_COLUMNS: ReadonlySet<string> = new Set(['tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']);

/** Resolves a reference, records the read and reports what is wrong with it. */
export function resolveColumn(reading: Reading, ref: ColumnRef, level: Level): Resolved {
	const reference = toReference(reading, ref);
	const resolved =
		reference.names.length === (reference.star ? 0 : 1)
			? resolveUnqualified(reading, reference, level)
			: resolveQualified(reading, reference, level);
	reading.reads.push(resolved.read);
	if (resolved.column) reading.columns.set(ref, resolved.column);
	return resolved;
}

/** The item that a qualifier names, from `level` outwards. */
export function findItem(level: Level, schema: string | undefined, name: string): ScopeItem | undefined {
	for (let at: Level | undefined = level; at; at = at.outer) {
		const found = at.namespace.items.find(
			item => item.alias === name && (schema === undefined || item.relation?.name === `${schema}.${name}`),
		);
		if (found) return found;
	}
	return undefined;
}

/** Resolves `(item).column`, of which the tree holds the item as a reference of its own. */
export function resolveField(
	reading: Reading,
	item: ScopeItem,
	row: SqlToken | undefined,
	token: SqlToken | undefined,
	name: string,
): Resolved {
	const reference: Reference = { names: [item.alias, name], star: false, parts: token ? [token] : [] };
	useItem(reading, item, row);
	const resolved = columnOfItem(reading, reference, item);
	reading.reads.push(resolved.read);
	return resolved;
}

/**
 * `value.name` and `(value).name` call a function of that name when there is no such field (manual, 8.16.5): tells whether the user has one,
 * and reports it when it is unsafe.
 */
export function checkFieldCall(reading: Reading, name: string, token: SqlToken | undefined): boolean {
	if (typeof reading.names.functions(undefined, name) !== 'object') return false;
	const known = knowFunction(reading.names, undefined, name);
	const { start, end } = token ?? { start: 0, end: reading.source.text.length };
	if (typeof known === 'object' && !isSafeFunction(known)) report(reading, 'unsafe-function', reading.source.spanAt(start, end), { name });
	return true;
}

/** The item of `t.*` in a list of columns; undefined when there is none, which is then reported. */
export function resolveStar(reading: Reading, ref: ColumnRef, level: Level): ScopeItem | undefined {
	const reference = toReference(reading, ref);
	const item = findItem(level, reference.names.at(-2), reference.names.at(-1) ?? '');
	if (item) useItem(reading, item, reference.parts.at(-2));
	else reportMissingItem(reading, reference, level);
	return item;
}

function toReference(reading: Reading, { fields = [], location }: ColumnRef): Reference {
	const names = fields.flatMap(field => ('String' in field ? [field.String.sval ?? ''] : []));
	return {
		names,
		star: names.length < fields.length,
		parts: reading.fragment.tokens.nameAt(reading.fragment.offsetOf(location), fields.length),
	};
}

function resolveUnqualified(reading: Reading, reference: Reference, level: Level): Resolved {
	const name = reference.names[0] ?? '';
	for (let at: Level | undefined = level; at; at = at.outer) {
		const found = at.namespace.columns.filter(column => column.name === name);
		const [column] = found;
		if (column && found.length === 1) return toResolved(reading, reference, column.alias, column);
		if (column) return reportAmbiguous(reading, reference, found);
		if (SYSTEM_COLUMNS.has(name) && at.namespace.items.some(isTable)) return { read: toRead(reading, reference, undefined, []) };
	}
	const item = findItem(level, undefined, name);
	if (item) {
		useItem(reading, item, reference.parts[0]);
		return wholeRow(reading, reference, item);
	}
	const { items, open } = visibleFrom(level);
	if (!open) {
		const nearest = nearestName(
			name,
			items.flatMap(one => one.columns ?? []).map(column => column.name),
		);
		const [only] = items;
		reportUnknownColumn(reading, reference, items.length === 1 ? only?.alias : undefined, nearest);
	}
	return { read: toRead(reading, reference, undefined, []) };
}

function resolveQualified(reading: Reading, reference: Reference, level: Level): Resolved {
	const qualifier = reference.star ? reference.names : reference.names.slice(0, -1);
	const item = findItem(level, qualifier.at(-2), qualifier.at(-1) ?? '');
	if (!item) {
		reportMissingItem(reading, reference, level);
		return { read: toRead(reading, reference, undefined, []) };
	}
	useItem(reading, item, reference.parts.at(-2));
	return reference.star ? wholeRow(reading, reference, item) : columnOfItem(reading, reference, item);
}

function columnOfItem(reading: Reading, reference: Reference, item: ScopeItem): Resolved {
	const name = reference.names.at(-1) ?? '';
	const column = item.columns?.find(one => one.name === name);
	if (column) return toResolved(reading, reference, item.alias, item.nullable ? { ...column, nullable: true } : column);
	// `c.initials` may also call the user's function `initials(c)`.
	const isCall = checkFieldCall(reading, name, reference.parts.at(-1));
	if (isCall && item.columns) return wholeRow(reading, reference, item);
	if (!item.columns || item.open || (SYSTEM_COLUMNS.has(name) && isTable(item)))
		return { read: toRead(reading, reference, item.alias, []) };
	reportUnknownColumn(
		reading,
		reference,
		item.alias,
		nearestName(
			name,
			item.columns.map(one => one.name),
		),
	);
	return { read: toRead(reading, reference, undefined, []) };
}

function useItem(reading: Reading, item: ScopeItem, token: SqlToken | undefined): void {
	if (token) reading.itemUses.push({ span: reading.source.spanAt(token.start, token.end), item });
}

function wholeRow(reading: Reading, reference: Reference, item: ScopeItem): Resolved {
	const base = (item.columns ?? []).flatMap(column => column.reads);
	return { read: { ...toRead(reading, reference, item.alias, base), column: '*' }, row: item };
}

function toResolved(reading: Reading, reference: Reference, alias: string, column: RelationColumn): Resolved {
	return { read: toRead(reading, reference, alias, column.reads), column };
}

function toRead(reading: Reading, { names, parts }: Reference, alias: string | undefined, base: readonly BaseColumn[]): ColumnRead {
	const first = parts[0] ?? { start: 0, end: reading.source.text.length };
	const last = parts.at(-1) ?? first;
	return {
		span: reading.source.spanAt(first.start, last.end),
		columnSpan: reading.source.spanAt(last.start, last.end),
		alias,
		column: names.at(-1) ?? '*',
		base,
	};
}

function reportUnknownColumn(reading: Reading, reference: Reference, table: string | undefined, nearest: string | undefined): void {
	const { columnSpan } = toRead(reading, reference, undefined, []);
	const replacement = nearest === undefined ? undefined : quoteIdentifier(nearest);
	const column = writtenName(reading, reference.parts.at(-1), reference.names.at(-1));
	report(
		reading,
		'unknown-column',
		columnSpan,
		{ column, table, nearest: replacement },
		replacement === undefined ? undefined : { replacement },
	);
}

function reportAmbiguous(reading: Reading, reference: Reference, found: readonly ScopeColumn[]): Resolved {
	const read = toRead(reading, reference, undefined, []);
	const candidates = found.map(column => `${quoteIdentifier(column.alias)}.${quoteIdentifier(column.name)}`).join(', ');
	report(reading, 'ambiguous-column', read.span, { column: writtenName(reading, reference.parts[0], reference.names[0]), candidates });
	return { read };
}

function reportMissingItem(reading: Reading, { names, star, parts }: Reference, level: Level): void {
	const { items, open } = visibleFrom(level);
	if (open && items.length === 0) return;
	const qualifier = star ? parts.slice(0, names.length) : parts.slice(0, -1);
	const first = qualifier[0];
	const last = qualifier.at(-1);
	if (!first || !last) return;
	const nearest = nearestName(
		names.at(star ? -1 : -2) ?? '',
		items.map(item => item.alias),
	);
	const replacement = nearest === undefined ? undefined : quoteIdentifier(nearest);
	const name = reading.source.text.slice(first.start, last.end);
	const span = reading.source.spanAt(first.start, last.end);
	report(reading, 'unknown-table', span, { name, nearest: replacement }, replacement === undefined ? undefined : { replacement });
}

/** The name as its user knows it: as written when bare, without its quotes when quoted. */
function writtenName(reading: Reading, token: SqlToken | undefined, folded: string | undefined): string {
	if (!token) return folded ?? '';
	return token.kind === 'quoted' ? identifierOf(reading.source.text, token) : reading.source.text.slice(token.start, token.end);
}

function visibleFrom(level: Level): { readonly items: readonly ScopeItem[]; readonly open: boolean } {
	const items: ScopeItem[] = [];
	let open = false;
	for (let at: Level | undefined = level; at; at = at.outer) {
		items.push(...at.namespace.items);
		open ||= at.namespace.open;
	}
	return { items, open };
}

function isTable(item: ScopeItem): boolean {
	return item.relation?.kind === 'table';
}
