/** The names that a piece of SQL may use at the cursor: of the mapping, and of the FROM clauses around. */

import type { MappingFacts, SpecFacts } from '../../core/mapping/facts';
import type { Role } from '../../core/spec/cursorPlaces';
import type { RelationColumn, SqlNames } from '../../core/sql/analysis';
import { type NamedTable, type SqlCursor, sqlCursor } from '../../core/sql/cursor';
import { parseName } from '../../core/sql/name';
import { tableColumns, withNamed } from '../../core/sql/queryColumns';
import { type CompletionContext, mappingAt } from './suggestion';
import { sideOf } from './tables';
import { targetTable } from './targetColumns';

export type SqlRole = Extract<Role, { kind: 'sql' }>;

export interface ScopeTable {
	/** Undefined where columns are written without one: those of the target. */
	readonly alias?: string;
	/** The table behind it, when it is known. */
	readonly relation?: string;
	readonly columns: readonly RelationColumn[];
}

/** `near`: what the SQL itself names, nearest first. A nearer alias hides one of the same name. */
export function scopeAt(context: CompletionContext, role: SqlRole, near: Pick<SqlCursor, 'tables' | 'queries'>): readonly ScopeTable[] {
	const names = namesOn(context.facts, sideOf(context, role.side));
	const own = near.tables.map(table => namedTable(table, withNamed(names, near.queries)));
	const seen = new Set<string | undefined>();
	return [...own, ...outerScope(context, role, names)].filter(({ alias }) => {
		if (alias === undefined) return true;
		if (seen.has(alias)) return false;
		seen.add(alias);
		return true;
	});
}

function outerScope(context: CompletionContext, role: SqlRole, names: SqlNames): readonly ScopeTable[] {
	switch (role.over) {
		case 'source':
			return mappingScope(context, mappingAt(context), names);
		case 'target': {
			const table = targetTable(context, mappingAt(context));
			return table ? [{ relation: `${table.schema}.${table.name}`, columns: table.columns.map(column => ({ ...column, reads: [] })) }] : [];
		}
		case 'table':
			return ruleScope(context, names);
		case 'nothing':
			return [];
	}
}

/** While the FROM clause is broken, by the tables that it names. */
function mappingScope(context: CompletionContext, mapping: MappingFacts | undefined, names: SqlNames): readonly ScopeTable[] {
	if (mapping && mapping.items.length > 0) {
		return mapping.items.map(({ alias, relation, columns = [] }) => ({ alias, relation: relation?.name, columns }));
	}
	const written = mapping?.mapping.source?.text ?? writtenSource(context.cursor.block.text);
	if (written === undefined) return [];
	// The blank keeps the last word from being taken for what is being typed.
	const text = `${written} `;
	return (sqlCursor(text, text.length, 'from')?.tables ?? []).map(table => namedTable(table, names));
}

/** The FROM clause of a mapping that YAML cannot read: on the line of `source:`, or in the block below. */
function writtenSource(block: string): string | undefined {
	const found = /^([ \t]+)source:[ \t]*(.*(?:\r?\n\1[ \t]+.*)*)/m.exec(block)?.[2];
	return found?.replace(/^[|>][-+\d]*/, '').replace(/^["']|["']$/g, '');
}

function ruleScope({ facts, cursor }: CompletionContext, names: SqlNames): readonly ScopeTable[] {
	const written = facts.spec.quality.find(rule => rule.name.text === cursor.path[1])?.table?.text;
	const name = written === undefined ? undefined : parseName(written);
	return name ? [namedTable({ ...name, alias: name.name }, names)] : [];
}

function namedTable(table: NamedTable, names: SqlNames): ScopeTable {
	const relation = table.name === undefined ? undefined : names.relation(table.schema, table.name);
	const known = relation === 'unknowable' ? undefined : relation?.name;
	return { alias: table.alias, relation: known, columns: tableColumns(table, names) };
}

export function namesOn(facts: SpecFacts, side: 'source' | 'target'): SqlNames {
	return side === 'source' ? facts.sourceNames : facts.targetNames;
}
