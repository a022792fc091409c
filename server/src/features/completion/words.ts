/** Words of a fixed set that the schema allows as a value: enums, true and false. */

import { schemaAt } from '../../core/spec/schemaAt';
import { wordHelp } from '../../core/strategy/wordHelp';
import { sideWordHelp } from './sideWords';
import type { CompletionContext, Suggestion } from './suggestion';

export function words({ cursor }: Pick<CompletionContext, 'cursor'>): readonly Suggestion[] {
	const place = schemaAt(cursor.schema, cursor.path);
	return (place?.values ?? []).map(label => ({
		label,
		kind: 'word',
		newText: label,
		documentation: wordHelp(cursor.path, label) ?? sideHelp(cursor, label) ?? place?.description,
	}));
}

/** A key of the same name means something else in a spec. */
function sideHelp({ schema, path }: CompletionContext['cursor'], word: string): string | undefined {
	return schema === 'connections#' || schema === 'settings#' ? sideWordHelp(path, word) : undefined;
}
