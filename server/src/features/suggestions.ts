/**
 * Suggestions from profiles as code actions: of a column on its line, of a mapping on its name, of all mappings on the word `quality`. Asks
 * no disk: the profiles are in memory.
 */

import { linesOf } from '../core/base/lines';
import type { FileSpan } from '../core/base/span';
import type { MappingFacts, SpecFacts } from '../core/mapping/facts';
import type { ProfileOf } from '../core/profile/profile';
import { suggestForMapping, suggestRules } from '../core/profile/suggest';
import type { RuleSuggestion } from '../core/profile/suggestion';
import { spanResolver } from '../core/spec/locate';
import type { CodeActionOptions, LspWorkspaceEdit } from './codeActions';
import { suggestionEdit } from './fixes/suggestionEdit';

/** A mapping of hundreds of columns has more to say than a menu can hold. */
const mostActions = 30;

export interface LspSuggestion {
	readonly title: string;
	readonly kind: 'refactor';
	readonly edit: LspWorkspaceEdit;
}

/** For what stands at the offsets `start` to `end` of `file`. */
export function suggestionActions(
	facts: SpecFacts,
	profiles: ProfileOf,
	file: string,
	start: number,
	end: number,
	{ uriOf }: Pick<CodeActionOptions, 'uriOf'>,
): readonly LspSuggestion[] {
	const resolve = spanResolver(facts);
	const isAt = (place: FileSpan) => place.file === file && start <= place.end && place.start <= end;
	const found = isAtQuality(facts, file, start)
		? suggestRules(facts, profiles).filter(({ kind }) => kind === 'quality')
		: facts.mappings.filter(({ mapping }) => !mapping.madeBy && isAt(resolve(mapping.span))).flatMap(mapping => at(mapping));
	return found.flatMap(suggestion => toAction(facts, suggestion, uriOf) ?? []).slice(0, mostActions);

	function at(mapping: MappingFacts): readonly RuleSuggestion[] {
		const columns = new Set(mapping.columns.filter(({ written, span }) => written && isAt(resolve(span))).map(({ name }) => name));
		const isNamed = isAt(resolve(mapping.mapping.name.span));
		if (columns.size === 0 && !isNamed) return [];
		return suggestForMapping(facts, mapping, profiles).filter(({ column }) => isNamed || columns.has(column));
	}
}

function isAtQuality({ spec }: SpecFacts, file: string, offset: number): boolean {
	const text = spec.files.find(one => one.file === file)?.text ?? '';
	const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
	return text.startsWith('quality:', lineStart);
}

function toAction(facts: SpecFacts, suggestion: RuleSuggestion, uriOf: (file: string) => string): LspSuggestion | undefined {
	const edit = suggestionEdit(facts, suggestion);
	const text = edit && facts.spec.files.find(one => one.file === edit.file)?.text;
	if (!edit || text === undefined) return undefined;
	const changes = { [uriOf(edit.file)]: [{ range: linesOf(text).rangeOf(edit), newText: edit.newText }] };
	return { title: `${suggestion.title} (${suggestion.evidence})`, kind: 'refactor', edit: { changes } };
}
