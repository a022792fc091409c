/** Inside of SQL: tables where a FROM clause wants one, else the columns and aliases in scope, functions and the words of SQL. */

import { sqlCursor } from '../../core/sql/cursor';
import { quoteIdentifier, quoteName } from '../../core/sql/quote';
import type { NamedQuery } from '../../core/sql/withQueries';
import { typeWords } from './columnWords';
import { functionsOf } from './functions';
import { contentWords } from './names';
import { type ScopeTable, type SqlRole, scopeAt } from './sqlScope';
import { asSnippet, type CompletionContext, type Suggestion } from './suggestion';
import { describeTable, sideOf } from './tables';

/** What is being written, with the offsets of the file. */
interface Word {
	readonly span: { readonly start: number; readonly end: number };
	readonly isQuoted: boolean;
	/** Whether it begins the scalar, where a double quote would be YAML's. */
	readonly isFirst: boolean;
}

export function sql(context: CompletionContext, role: SqlRole): readonly Suggestion[] {
	const { cursor, facts } = context;
	const text = sqlText(context);
	const at = cursor.offset - cursor.scalar.start;
	const parameter = /\$\{(\w*)$/.exec(text.slice(0, at));
	if (parameter) return parameters(cursor.offset - (parameter[1]?.length ?? 0));
	const found = sqlCursor(text, at, role.place === 'from' || role.place === 'query' ? role.place : 'expression');
	if (!found) return [];
	const { start } = cursor.scalar;
	const word: Word = {
		// A quoted name that never closes takes in all that follows.
		span: {
			start: start + found.word.start,
			end: start + (/[\s,]/.test(text.slice(found.word.start, found.word.end)) ? at : found.word.end),
		},
		isQuoted: found.word.isQuoted,
		isFirst: found.start === 0,
	};
	const scope = scopeAt(context, role, found);
	const [first, second] = found.qualifier;
	if (first !== undefined) return qualified(context, role, word, scope, first, second);
	switch (found.wants) {
		case 'query':
			return keywords(word, ['select', 'with']);
		case 'table':
			return [...queries(word, found.queries), ...ownTables(context, role, word), ...catalogTables(context, role, word)];
		case 'join':
			return keywords(word, [
				'join',
				'left join',
				'full join',
				'cross join',
				'on',
				'using',
				...(role.place === 'from' ? [] : ['where', 'group by', 'order by']),
			]);
		case 'operator':
			return keywords(word, [
				'and',
				'or',
				'is null',
				'is not null',
				'in',
				'like',
				'between',
				'at time zone',
				'collate',
				...(role.place === 'query' ? ['from', 'as', 'order by'] : []),
			]);
		case 'expression':
			return [
				...bareColumns(context, word, scope),
				...aliases(context, word, scope),
				...functions(context, role, word),
				...keywords(word, ['case', 'when', 'then', 'else', 'end', 'null', 'true', 'false', 'not', 'exists', 'distinct', 'current_date']),
			];
	}

	function keywords({ span }: Word, all: readonly string[]): readonly Suggestion[] {
		return all.map(label => ({ label, kind: 'keyword', newText: label, rank: 5, span }));
	}

	function queries(word: Word, all: readonly NamedQuery[]): readonly Suggestion[] {
		return all.map(({ name }) => ({ label: name, kind: 'name', detail: 'WITH query', ...identifier(context, word, name) }));
	}

	function parameters(from: number): readonly Suggestion[] {
		const behind = /^\w*\}?/.exec(cursor.file.text.slice(cursor.offset))?.[0] ?? '';
		return facts.spec.parameters.map(({ name, value }) => ({
			label: name.text,
			kind: 'parameter',
			detail: value.text ?? 'null',
			newText: `${name.text}}`,
			filterText: name.text,
			span: { start: from, end: cursor.offset + behind.length },
		}));
	}
}

/**
 * The SQL as it stands in the file, one character for one, so that offsets need no way back: a doubled or escaped quote becomes the quote
 * and a blank beside it.
 */
export function sqlText({ cursor: { file, scalar } }: Pick<CompletionContext, 'cursor'>): string {
	const written = file.text.slice(scalar.start, scalar.end);
	if (scalar.style === 'single') return pairwise(written, "''", "'");
	if (scalar.style === 'double') return pairwise(written.replace(/\\[^"]/g, '  '), '\\"', '"');
	return written;
}

/** The blank stands outside of what the quotes hold. */
function pairwise(text: string, pair: string, quote: string): string {
	let isOpen = false;
	return text.replaceAll(pair, () => {
		isOpen = !isOpen;
		return isOpen ? ` ${quote}` : `${quote} `;
	});
}

function qualified(
	context: CompletionContext,
	role: SqlRole,
	word: Word,
	scope: readonly ScopeTable[],
	first: string,
	second: string | undefined,
): readonly Suggestion[] {
	if (second !== undefined) {
		const table = context.facts[sideOf(context, role.side)]?.table(first, second);
		return columns(context, word, table ? [{ columns: table.columns.map(column => ({ ...column, reads: [] })) }] : []);
	}
	const tables = scope.filter(({ alias }) => alias === first);
	if (tables.length > 0) return columns(context, word, tables);
	if (first === 'lookup') return ownTables(context, role, word).flatMap(one => afterDot(one));
	return catalogTables(context, role, word, first);
}

function afterDot(suggestion: Suggestion): readonly Suggestion[] {
	if (!suggestion.label.startsWith('lookup.')) return [];
	const name = suggestion.label.slice('lookup.'.length);
	return [{ ...suggestion, label: name, newText: quoteIdentifier(name) }];
}

function columns(context: CompletionContext, word: Word, tables: readonly ScopeTable[]): readonly Suggestion[] {
	return tables.flatMap(table =>
		table.columns.map(column => ({
			...described(table, column),
			...identifier(context, word, column.name),
			rank: 0,
		})),
	);
}

/** A name that two tables have is offered with each alias. */
function bareColumns(context: CompletionContext, word: Word, scope: readonly ScopeTable[]): readonly Suggestion[] {
	const count = new Map<string, number>();
	for (const { columns } of scope) for (const { name } of columns) count.set(name, (count.get(name) ?? 0) + 1);
	return scope.flatMap(table =>
		table.columns.map((column): Suggestion => {
			const isAmbiguous = (count.get(column.name) ?? 0) > 1;
			const needsQuotes = quoteIdentifier(column.name) !== column.name;
			const isQualified = table.alias !== undefined && (isAmbiguous || (needsQuotes && word.isFirst));
			if (!isQualified) return { ...described(table, column), ...identifier(context, word, column.name), rank: 1 };
			const label = `${table.alias}.${column.name}`;
			const newText = escaped(context, `${quoteIdentifier(table.alias ?? '')}.${quoteIdentifier(column.name)}`);
			return { ...described(table, column), label, newText, filterText: column.name, span: word.span, rank: 1 };
		}),
	);
}

function described(table: ScopeTable, column: ScopeTable['columns'][number]) {
	const type = column.type === undefined ? undefined : typeWords({ type: column.type, nullable: column.nullable ?? true });
	return {
		label: column.name,
		kind: 'column' as const,
		detail: type,
		documentation: table.relation === undefined ? undefined : `Column of **${table.relation}**`,
	};
}

function aliases(context: CompletionContext, word: Word, scope: readonly ScopeTable[]): readonly Suggestion[] {
	return scope.flatMap(({ alias, relation }) =>
		alias === undefined ? [] : [{ label: alias, kind: 'alias' as const, detail: relation, ...identifier(context, word, alias), rank: 0 }],
	);
}

function functions(context: CompletionContext, role: SqlRole, word: Word): readonly Suggestion[] {
	return functionsOf(context.facts, sideOf(context, role.side)).map(({ name, usage, help }) => ({
		label: name,
		kind: 'function',
		detail: usage.slice(name.length),
		documentation: help,
		newText: escaped(context, name),
		snippet: context.snippets ? `${asSnippet(escaped(context, name))}($0)` : undefined,
		rank: 3,
		span: word.span,
	}));
}

/** Views and lookups of the spec, on the source side. */
function ownTables(context: CompletionContext, role: SqlRole, word: Word): readonly Suggestion[] {
	if (sideOf(context, role.side) !== 'source') return [];
	const { views, lookups } = context.facts;
	return [
		...views.map(({ view }) => ({ label: view.name.text, detail: 'view of this spec', name: quoteIdentifier(view.name.text) })),
		...lookups.map(({ lookup }) => ({
			label: `lookup.${lookup.name.text}`,
			detail: contentWords(lookup),
			name: quoteName('lookup', lookup.name.text),
		})),
	].map(({ label, detail, name }) => ({ label, kind: 'name', detail, newText: escaped(context, name), rank: 1, span: word.span }));
}

/** All tables with their schema; behind a schema's dot, its tables. */
function catalogTables(context: CompletionContext, role: SqlRole, word: Word, schema?: string): readonly Suggestion[] {
	const catalog = context.facts[sideOf(context, role.side)];
	return [...(catalog?.tables.values() ?? [])]
		.filter(table => schema === undefined || table.schema === schema)
		.map(table => {
			const described = describeTable(table);
			if (schema !== undefined) return { ...described, label: table.name, ...identifier(context, word, table.name) };
			return { ...described, newText: escaped(context, quoteName(table.schema, table.name)), span: word.span };
		});
}

function identifier(context: CompletionContext, word: Word, name: string): Pick<Suggestion, 'newText' | 'filterText' | 'span'> {
	const quoted = word.isQuoted ? `"${name.replaceAll('"', '""')}"` : quoteIdentifier(name);
	return { newText: escaped(context, quoted), filterText: word.isQuoted ? `"${name}` : name, span: word.span };
}

/** Within the quotes of the scalar. */
function escaped({ cursor: { scalar } }: CompletionContext, text: string): string {
	if (scalar.style === 'double') return text.replaceAll('"', '\\"');
	return scalar.style === 'single' ? text.replaceAll("'", "''") : text;
}
