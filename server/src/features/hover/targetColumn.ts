/** A column of the target: what it is, and what fills it. */

import type { ColumnFacts, MappingFacts } from '../../core/mapping/facts';
import { isMade, isRequired } from '../completion/columnWords';
import { mappingAt } from '../completion/suggestion';
import { targetTable } from '../completion/targetColumns';
import { columnHead, type HoverContext, knownColumn, paragraphs, plain, type Told } from './told';

export function hoverTargetColumn(context: HoverContext): Told | undefined {
	const asked = { ...context, snippets: false };
	const mapping = mappingAt(asked);
	const known = knownColumn(targetTable(asked, mapping), context.cursor.text);
	if (!known) return undefined;
	return { markdown: paragraphs(columnHead(known.table, known.column), mapping && verdictOf(mapping, known.column.name)) };
}

export function verdictOf(mapping: MappingFacts, name: string): string | undefined {
	const filled = mapping.column(name);
	if (filled) return filledBy(filled);
	const ignored = mapping.ignoredColumns.get(name);
	if (ignored) return `Left out: ${plain(ignored.reason)}`;
	const column = mapping.table?.columns.find(one => one.name === name);
	if (!column || isMade(column)) return 'The database makes it.';
	return isRequired(column) ? '**Not filled**, and the target refuses rows without it.' : '**Not filled**, and nobody says why.';
}

function filledBy({ origin, written }: ColumnFacts): string | undefined {
	const steps = [
		...(written?.transforms ?? []).map(one => one.name.text),
		...(written?.map ? [written.map.kind === 'named' ? `map ${written.map.name.text}` : 'map'] : []),
		...(written?.cast ? [`cast ${written.cast.text}`] : []),
	];
	const after = steps.map(step => ` → ${plain(step)}`).join('');
	switch (origin?.kind) {
		case 'sql':
			return `Filled by \`${origin.piece.scalar.text.trim().replace(/\s+/g, ' ').replaceAll('`', "'")}\`${after}`;
		case 'copy':
			return `Copied from \`${origin.alias}.${origin.column}\``;
		case 'value':
			return `Always \`${origin.value.text ?? 'null'}\`${after}`;
		case 'lookup':
			return `The key that ${origin.alternatives.map(one => `\`${one.mapping}\``).join(' or ')} gave the row`;
		case 'generated':
			return `The target makes it: ${origin.how}.`;
		case undefined:
			return undefined;
	}
}
