/** What happened to a changed row: for each of its columns an explanation, and the sentence for all of them together. */

import type { Span } from '../../base/span';
import type { ChangedColumn, Suggestion } from '../result';
import { agree, type ColumnAbout, type Detector } from './detector';
import { type Explanation, explainChange } from './explain';
import { swappedColumns, swappedPairs } from './swappedColumns';

/** Columns of a row to which the same happened. */
export interface Part extends Explanation {
	readonly columns: readonly ColumnAbout[];
	readonly span?: Span;
}

/** In the order of the columns; those of one explanation together. */
export function explainRow(changes: readonly ChangedColumn[], columnOf: (name: string) => ColumnAbout): readonly Part[] {
	const [only] = changes;
	if (only && changes.length === 1) {
		const column = columnOf(only.name);
		return [{ ...explainChange(column, only), columns: [column], span: only.span }];
	}
	const pairs = swappedPairs(changes.filter(({ name }) => columnOf(name).family !== 'boolean'));
	const swapped = new Set(pairs.flat());
	const parts = new Map<string, Part>();
	const add = (id: string, { detector, detail }: Explanation, columns: readonly ColumnAbout[], span: Span | undefined) => {
		const known = parts.get(id);
		parts.set(id, known ? { ...known, columns: [...known.columns, ...columns] } : { detector, detail, columns, span });
	};
	for (const change of changes) {
		const pair = pairs.find(([one]) => one === change);
		if (pair) {
			const columns = pair.map(({ name }) => columnOf(name));
			add(`${swappedColumns.kind}\n${change.name}`, { detector: swappedColumns, detail: '' }, columns, change.span);
		} else if (!swapped.has(change)) {
			const column = columnOf(change.name);
			const explanation = explainChange(column, change);
			add(`${explanation.detector.kind}\n${explanation.detail}`, explanation, [column], change.span);
		}
	}
	return [...parts.values()];
}

/** Equal for rows to whose columns the same happened, whatever their details. */
export function kindsId(parts: readonly Part[]): string {
	return parts.map(({ columns, detector }) => `${columns.map(({ name }) => name).join('\n')}\n${detector.kind}`).join('\n\n');
}

/** Empty when no part has a detail. */
export function detailsId(parts: readonly Part[]): string {
	return parts.every(({ detail }) => detail === '') ? '' : parts.map(({ detail }) => detail).join('\n');
}

/** `phrases` says for each part what follows its columns. */
export function partsText(parts: readonly Part[], phraseOf: (part: Part) => string): string {
	const sentences = new Map<string, string[]>();
	for (const part of parts) {
		const phrase = phraseOf(part);
		const names = part.columns.map(({ name }) => name);
		// Without details, parts that were apart may say the same; those whose columns belong together stay apart.
		const id = part.detector.kind === swappedColumns.kind ? `${phrase}\n${names[0]}` : phrase;
		sentences.set(id, [...(sentences.get(id) ?? []), ...names]);
	}
	return listed([...sentences].map(([id, names]) => `${listed(names)} ${agree(id.split('\n')[0] ?? '', names.length)}`));
}

export function suggestionOf(detector: Omit<Detector, 'detect'>, detail: string, column: ColumnAbout | undefined): Suggestion | undefined {
	// What to write into a mapping is of no use for a free pair of queries.
	return column && column.origin !== 'query' ? detector.suggest?.(detail, column) : undefined;
}

export function listed(parts: readonly string[]): string {
	return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
