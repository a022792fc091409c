/** Columns of the source, as `ignore.source` of a mapping names them. */

import { typeWords } from './columnWords';
import { asKey, type CompletionContext, mappingAt, type Suggestion } from './suggestion';

/** `alias.column`, those that the mapping does not read first. */
export function sourceColumns(context: CompletionContext): readonly Suggestion[] {
	const { cursor, snippets } = context;
	const mapping = mappingAt(context);
	const read = new Set(mapping?.pieces.flatMap(piece => piece.analysis.reads.map(({ alias, column }) => `${alias}.${column}`)));
	return (mapping?.items ?? []).flatMap(item =>
		(item.columns ?? [])
			.map(column => ({ column, label: `${item.alias}.${column.name}` }))
			.filter(({ label }) => !cursor.others.includes(label))
			.map(({ column, label }) => ({
				label,
				kind: 'column' as const,
				detail: detailOf(column),
				rank: read.has(label) ? 1 : 0,
				...asKey(label, cursor, snippets, '${1:reason}'),
			})),
	);
}

/** `integer, not null`, as it is known. */
export function detailOf({ type, nullable }: { readonly type?: string; readonly nullable?: boolean }): string | undefined {
	return type === undefined ? undefined : typeWords({ type, nullable: nullable ?? true });
}
