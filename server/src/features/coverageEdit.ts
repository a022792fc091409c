/** Maps a column, or leaves a column or a table out with a reason, from the drawing of the coverage: the same texts as the quick fixes. */

import { columnOf } from '../core/catalog/lookup';
import type { MappingFacts, SpecFacts } from '../core/mapping/facts';
import { tableUsers } from '../core/mapping/ties';
import { quoteIdentifier } from '../core/sql/quote';
import { guessFor } from './completion/targetColumns';
import type { FixEdit } from './fixes/fix';
import { insertAtTop, insertInMapping } from './fixes/insert';

export interface CoverageEditAsked {
	readonly action: 'map' | 'ignore';
	readonly side: 'source' | 'target';
	/** `schema.table`. */
	readonly table: string;
	readonly column?: string;
	readonly reason?: string;
	readonly choice?: { readonly mapping: string; readonly column: string };
}

export type CoverageEditFound =
	| { readonly kind: 'edit'; readonly edit: FixEdit & { readonly cursorAt: number } }
	| { readonly kind: 'choices'; readonly choices: readonly { readonly mapping: string; readonly column: string }[] }
	| { readonly kind: 'failure'; readonly sentence: string };

export function coverageEdit(facts: SpecFacts, asked: CoverageEditAsked): CoverageEditFound {
	if (asked.action === 'ignore') return made(ignore(facts, asked, asYamlText(asked.reason ?? '')));
	return asked.side === 'target' ? mapTarget(facts, asked) : mapSource(facts, asked);
}

function ignore(facts: SpecFacts, { side, table, column }: CoverageEditAsked, reason: string): FixEdit | undefined {
	if (column === undefined) return insertAtTop(facts, ['ignore', side], table, reason);
	const mapping = usersOf(facts, side, table)[0];
	// What several mappings read is left out for all of them, and what none reads has no mapping to say it in.
	if (side === 'target' && mapping) return insertInMapping(facts, mapping, ['ignore', 'target'], column, reason, true);
	const item = mapping?.items.find(one => one.relation?.kind === 'table' && one.relation.name === table);
	const inMapping = mapping && item && insertInMapping(facts, mapping, ['ignore', 'source'], `${item.alias}.${column}`, reason, true);
	return inMapping ?? insertAtTop(facts, ['ignore', side], `${table}.${column}`, reason);
}

function mapTarget(facts: SpecFacts, { table, column = '' }: CoverageEditAsked): CoverageEditFound {
	const [mapping] = usersOf(facts, 'target', table);
	if (!mapping) return failure(`No mapping fills "${table}" yet: write one first, with the snippet "mapping".`);
	return made(insertInMapping(facts, mapping, ['columns'], column, guessFor(column, mapping) ?? '', true));
}

function mapSource(facts: SpecFacts, { table, column = '', choice }: CoverageEditAsked): CoverageEditFound {
	const readers = usersOf(facts, 'source', table).filter(mapping => aliasOf(mapping, table) !== undefined);
	if (readers.length === 0) return failure(`No mapping reads "${table}" in its FROM clause: join it there first.`);
	if (!choice) {
		const choices = readers.flatMap(mapping => unfilled(mapping).map(name => ({ mapping: mapping.name, column: name })));
		if (choices.length === 0) return failure(`Every column that mappings of "${table}" could fill is decided already.`);
		// What has the same name is most likely meant.
		return { kind: 'choices', choices: choices.sort((one, other) => Number(other.column === column) - Number(one.column === column)) };
	}
	const mapping = readers.find(({ name }) => name === choice.mapping);
	if (!mapping) return failure(`There is no mapping "${choice.mapping}" that reads "${table}".`);
	const expression = `${quoteIdentifier(aliasOf(mapping, table) ?? '')}.${quoteIdentifier(column)}`;
	return made(insertInMapping(facts, mapping, ['columns'], choice.column, expression, true));
}

function unfilled({ table, ignoredColumns, column }: MappingFacts): readonly string[] {
	return (table?.columns ?? [])
		.map(({ name }) => name)
		.filter(name => table && columnOf(table, name)?.generated === undefined && !column(name) && !ignoredColumns.has(name));
}

function usersOf(facts: SpecFacts, side: 'source' | 'target', table: string): readonly MappingFacts[] {
	const { fillers, readers } = tableUsers(facts);
	return (side === 'source' ? readers : fillers).get(table) ?? [];
}

function aliasOf({ items }: MappingFacts, table: string): string | undefined {
	return items.find(({ relation }) => relation?.kind === 'table' && relation.name === table)?.alias;
}

function made(edit: FixEdit | undefined): CoverageEditFound {
	if (!edit)
		return failure('The mapping is written in a form that cannot be added to from here, such as a pattern of "copy": write it by hand.');
	return { kind: 'edit', edit: { ...edit, cursorAt: edit.newText.replace(/(\r?\n)+$/, '').length } };
}

function failure(sentence: string): CoverageEditFound {
	return { kind: 'failure', sentence };
}

/** A reason as YAML, whatever the user typed. */
function asYamlText(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return /^[A-Za-z][\w ,.()/'-]*$/.test(line) && !/^(true|false|null|yes|no|on|off)$/i.test(line) ? line : JSON.stringify(line);
}
