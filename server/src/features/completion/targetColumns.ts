/** Columns of a target table: under `columns` the required ones that nothing fills, then the others; filled ones are left out. */

import type { Column, Table } from '../../core/catalog/catalog';
import { columnOf } from '../../core/catalog/lookup';
import type { MappingFacts } from '../../core/mapping/facts';
import { parseName } from '../../core/sql/name';
import { quoteIdentifier } from '../../core/sql/quote';
import { isMade, isRequired, traitsOf, typeWords } from './columnWords';
import { asKey, asScalar, asSnippet, type CompletionContext, mappingAt, type Suggestion } from './suggestion';

/** Under `columns` and in a mapping's `ignore.target`: what nobody decided about yet. */
export function unfilledColumns(context: CompletionContext): readonly Suggestion[] {
	const { cursor, snippets } = context;
	const mapping = mappingAt(context);
	const table = targetTable(context, mapping);
	if (!table) return [];
	const isIgnore = cursor.path.at(-2) === 'ignore';
	const isDecided = (name: string) => name !== cursor.text && mapping?.column(name)?.written !== undefined;
	return table.columns
		.filter(({ name }) => !cursor.others.includes(name) && !isDecided(name))
		.map(column => {
			const { rank, note } = standing(column, mapping, cursor.text);
			const guess = isIgnore ? 'reason' : guessFor(column.name, mapping);
			return {
				...describe(table, column, note),
				rank,
				...asKey(column.name, cursor, snippets, guess === undefined ? '' : `\${1:${asSnippet(guess)}}`),
			};
		});
}

/** Any column of the target, as the name of one. */
export function targetColumns(context: CompletionContext, as: 'key' | 'value'): readonly Suggestion[] {
	const { cursor, snippets } = context;
	const table = targetTable(context, mappingAt(context));
	if (!table) return [];
	const isKey = (name: string) => table.primaryKey?.columns.includes(name) === true;
	return table.columns
		.filter(({ name }) => as === 'value' || !cursor.others.includes(name))
		.map(column => ({
			...describe(table, column),
			rank: isKey(column.name) ? 0 : 1,
			...(as === 'key' ? asKey(column.name, cursor, snippets) : { newText: asScalar(column.name, cursor) }),
		}));
}

/** Columns of the mapping that a column looks up. */
export function takenColumns(context: CompletionContext): readonly Suggestion[] {
	const { facts, cursor } = context;
	const origin = mappingAt(context)?.column(String(cursor.path[3]))?.origin;
	const tables = origin?.kind === 'lookup' ? origin.alternatives.flatMap(one => facts.mapping(one.mapping)?.table ?? []) : [];
	return tables.flatMap(table => table.columns.map(column => ({ ...describe(table, column), newText: asScalar(column.name, cursor) })));
}

/** Columns that both sides have and nothing fills, and patterns for all of a table's. */
export function copiedColumns(context: CompletionContext): readonly Suggestion[] {
	const { cursor } = context;
	const mapping = mappingAt(context);
	const table = targetTable(context, mapping);
	const [first, ...others] = mapping?.items ?? [];
	const shared = [first, ...others].flatMap(item =>
		(item?.columns ?? []).flatMap((read): readonly Suggestion[] => {
			const column = table && columnOf(table, read.name);
			if (!table || !column || mapping?.column(read.name)?.written) return [];
			const label = item === first ? read.name : `${item?.alias}.${read.name}`;
			return [{ ...describe(table, column), label, newText: asScalar(label, cursor) }];
		}),
	);
	const all = others.map(item => ({
		label: `${item.alias}.*`,
		kind: 'alias' as const,
		detail: item.relation?.name,
		rank: 1,
		newText: asScalar(`${item.alias}.*`, cursor),
	}));
	return [...shared, ...all];
}

/** The table that the mapping fills; where the mapping is not readable, by what is written behind `target:`. */
export function targetTable({ facts, cursor }: CompletionContext, mapping: MappingFacts | undefined): Table | undefined {
	if (mapping?.table) return mapping.table;
	const written = /^[ \t]+target:[ \t]*(\S+)/m.exec(cursor.block.text)?.[1]?.replace(/^'|'$/g, '');
	const name = written === undefined ? undefined : parseName(written);
	return name && facts.target?.table(name.schema, name.name);
}

function standing(column: Column, mapping: MappingFacts | undefined, own: string): { readonly rank: number; readonly note?: string } {
	const ignored = mapping?.ignoredColumns.get(column.name);
	if (ignored) return { rank: 4, note: `left out: ${ignored.reason}` };
	if (isMade(column)) return { rank: 3, note: 'the database makes it' };
	if (mapping?.column(column.name) && column.name !== own) return { rank: 2, note: 'copied' };
	return isRequired(column) ? { rank: 0, note: 'required' } : { rank: 1 };
}

function describe(table: Table, column: Column, note?: string) {
	const traits = traitsOf(table, column);
	const type = typeWords(column);
	return {
		label: column.name,
		kind: 'column' as const,
		detail: note === undefined ? type : `${note} · ${type}`,
		documentation: [`**${table.schema}.${table.name}.${column.name}** \`${type}\``, traits.join(' · '), column.comment]
			.filter(part => part !== undefined && part !== '')
			.join('\n\n'),
	};
}

/** The source column of the same name, when one table of the mapping alone has it. */
export function guessFor(name: string, mapping: MappingFacts | undefined): string | undefined {
	const owners = (mapping?.items ?? []).filter(item => item.columns?.some(column => column.name === name));
	const [owner] = owners;
	return owners.length === 1 && owner ? `${quoteIdentifier(owner.alias)}.${quoteIdentifier(name)}` : undefined;
}
