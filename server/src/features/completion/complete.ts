/** Completion: asks the file of the place where the cursor is, and makes plain LSP values of what it gives. Asks no disk and no database. */

import { assertNever } from '../../core/base/assertNever';
import type { Lines, Range } from '../../core/base/lines';
import type { SpecFacts } from '../../core/mapping/facts';
import type { ProfileOf } from '../../core/profile/profile';
import { type Cursor, locate } from '../../core/spec/cursor';
import type { Role } from '../../core/spec/cursorPlaces';
import type { SideFile } from '../../core/spec/sideFile';
import type { SpecFile } from '../../core/spec/spec';
import { givenColumns, givenTables } from './given';
import { keys } from './keys';
import { mappedValues } from './mappedValues';
import { names } from './names';
import { planFactsIn } from './planFacts';
import { sideFileAt } from './sideFiles';
import { skeletons } from './skeletons';
import { sourceColumns } from './sourceColumns';
import { sql } from './sql';
import type { CompletionContext, Suggestion, SuggestionKind } from './suggestion';
import { tables } from './tables';
import { copiedColumns, takenColumns, targetColumns, unfilledColumns } from './targetColumns';
import { transforms } from './transforms';
import { words } from './words';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#completionItem */
export interface LspCompletionItem {
	readonly label: string;
	readonly labelDetails?: { readonly description: string };
	readonly kind: number;
	readonly detail?: string;
	readonly documentation?: { readonly kind: 'markdown'; readonly value: string };
	readonly sortText: string;
	readonly filterText?: string;
	readonly insertTextFormat: 1 | 2;
	readonly textEdit: { readonly range: Range; readonly newText: string };
}

export interface LspCompletionList {
	readonly isIncomplete: boolean;
	readonly items: readonly LspCompletionItem[];
}

export interface CompletionOptions {
	/** Whether the editor takes snippets. */
	readonly snippets: boolean;
	/** Of the source's tables. */
	readonly profiles?: ProfileOf;
	/** The character that asked, when the user did not. */
	readonly trigger?: string;
}

/** Typing a blank asks here, too: these are the characters after which something may be wanted. */
export const triggerCharacters: readonly string[] = ['.', ' ', '{', '['];

/** More than a person looks through; what is left out comes back as typing goes on. */
const mostItems = 500;

export function complete(facts: SpecFacts, file: SpecFile, lines: Lines, offset: number, options: CompletionOptions): LspCompletionList {
	const cursor = locate(file, offset);
	if (!cursor) return { isIncomplete: false, items: [] };
	return listOf(suggestionsAt({ facts, cursor, snippets: options.snippets, profiles: options.profiles }), cursor, lines, options);
}

/** In a file beside the specs. */
export function completeSideFile(file: SideFile, lines: Lines, offset: number, options: CompletionOptions): LspCompletionList {
	const place = sideFileAt(file, offset, options.snippets);
	return place ? listOf(place.suggestions, place.cursor, lines, options) : { isIncomplete: false, items: [] };
}

function listOf(found: readonly Suggestion[], cursor: Cursor, lines: Lines, options: CompletionOptions): LspCompletionList {
	const { file, offset } = cursor;
	const all = found.filter(one => isWanted(one, options.trigger, file.text, offset));
	const fallback = { start: cursor.scalar.start, end: cursor.scalar.end };
	const typed = (one: Suggestion) => file.text.slice((one.span ?? fallback).start, offset);
	const fitting = all.length > mostItems ? all.filter(one => isSubsequence(typed(one), one.filterText ?? one.label)) : all;
	const sorted = fitting
		.map((one, index) => ({ one, index }))
		.sort((a, b) => (a.one.rank ?? 0) - (b.one.rank ?? 0) || a.index - b.index)
		.slice(0, mostItems);
	return {
		isIncomplete: fitting.length > mostItems || all.length > mostItems,
		items: sorted.map(({ one }, index) => toItem(one, index, lines, within(file.text, one.span ?? fallback, offset))),
	};
}

function suggestionsAt(context: CompletionContext): readonly Suggestion[] {
	const { position, keyRole, valueRole } = context.cursor;
	const all = [
		...(position === 'key' ? [] : [...ofValue(context, valueRole), ...words(context), ...skeletons(context)]),
		...(position === 'value' ? [] : [...ofKey(context, keyRole), ...keys(context)]),
	];
	// What may be a key and a value (an item of a list) is offered once.
	const seen = new Set<string>();
	return all.filter(({ label }) => !seen.has(label) && seen.add(label));
}

function ofKey(context: CompletionContext, role: Role | undefined): readonly Suggestion[] {
	if (!role) return [];
	switch (role.kind) {
		case 'target-column':
			return role.only === 'unfilled' ? unfilledColumns(context) : targetColumns(context, 'key');
		case 'copied-column':
		case 'taken-column':
		case 'plan-fact':
			return [];
		case 'transform':
			return transforms(context, 'key');
		case 'table':
			return tables(context, role, 'key');
		case 'source-column':
			return sourceColumns(context);
		case 'given-table':
			return givenTables(context);
		case 'given-column':
			return givenColumns(context);
		case 'mapped-value':
			return mappedValues(context);
		case 'sql':
			return sql(context, role);
		default:
			return names(context, role, 'key');
	}
}

function ofValue(context: CompletionContext, role: Role | undefined): readonly Suggestion[] {
	if (!role) return [];
	switch (role.kind) {
		case 'target-column':
			return targetColumns(context, 'value');
		case 'copied-column':
			return copiedColumns(context);
		case 'taken-column':
			return takenColumns(context);
		case 'transform':
			return transforms(context, 'value');
		case 'table':
			return tables(context, role, 'value');
		case 'source-column':
		case 'given-table':
		case 'given-column':
		case 'mapped-value':
			return [];
		case 'plan-fact':
			return planFactsIn(context);
		case 'sql':
			return sql(context, role);
		default:
			return names(context, role, 'value');
	}
}

/** A blank stands everywhere: it may open the list behind a colon, a dash, `from` and `join` only, and not for a new expression. */
function isWanted(suggestion: Suggestion, trigger: string | undefined, text: string, offset: number): boolean {
	if (trigger === '{') return suggestion.kind === 'key' || suggestion.kind === 'transform' || suggestion.kind === 'parameter';
	if (trigger !== ' ') return true;
	const before = text.slice(Math.max(0, offset - 40), offset);
	if (suggestion.kind === 'table' || suggestion.span) return /\b(?:from|join)\s+$/i.test(before) || /target:\s$/.test(before);
	return /(?:\w["']?:|-|\{|,) $/.test(before);
}

function isSubsequence(typed: string, name: string): boolean {
	const wanted = typed.toLowerCase();
	let found = 0;
	for (const letter of name.toLowerCase()) if (letter === wanted[found]) found++;
	return found >= wanted.length;
}

/** An edit stays within the line of the cursor. */
function within(text: string, span: { readonly start: number; readonly end: number }, offset: number) {
	const before = text.slice(span.start, offset);
	const behind = text.slice(offset, span.end);
	return {
		start: span.start + Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1,
		end: offset + (/^[^\r\n]*/.exec(behind)?.[0].length ?? 0),
	};
}

function toItem(one: Suggestion, index: number, lines: Lines, span: { readonly start: number; readonly end: number }): LspCompletionItem {
	const { label, detail, documentation, filterText, newText, snippet } = one;
	return {
		label,
		labelDetails: detail === undefined ? undefined : { description: detail },
		kind: kindNumber(one.kind),
		documentation: documentation === undefined || documentation === '' ? undefined : { kind: 'markdown', value: documentation },
		sortText: String(index).padStart(4, '0'),
		filterText: filterText === label ? undefined : filterText,
		insertTextFormat: snippet === undefined ? 1 : 2,
		textEdit: { range: lines.rangeOf(span), newText: snippet ?? newText },
	};
}

/** The protocol's numbers (CompletionItemKind). */
function kindNumber(kind: SuggestionKind): number {
	switch (kind) {
		case 'key':
			return 10;
		case 'word':
			return 20;
		case 'column':
			return 5;
		case 'table':
			return 22;
		case 'alias':
			return 6;
		case 'function':
			return 3;
		case 'keyword':
			return 14;
		case 'transform':
			return 2;
		case 'name':
			return 18;
		case 'parameter':
			return 21;
		case 'type':
			return 25;
		case 'skeleton':
			return 15;
		default:
			return assertNever(kind);
	}
}
