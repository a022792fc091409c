/** Quick fixes for the problems at the cursor, as edits. Each fix is a file of `fixes/`; this one asks them all. */

import { linesOf, type Range } from '../core/base/lines';
import { memo } from '../core/base/memo';
import type { Problem } from '../core/base/problem';
import type { SpecFacts } from '../core/mapping/facts';
import { blocksOf, sideFilesOf, spanResolver } from '../core/spec/locate';
import { completeCutover } from './fixes/completeCutover';
import type { Fix, FixContext, FixEdit } from './fixes/fix';
import { ignoreColumn } from './fixes/ignoreColumn';
import { ignoreRows } from './fixes/ignoreRows';
import { mapColumn } from './fixes/mapColumn';
import { phase } from './fixes/phase';
import { planEntry } from './fixes/planEntry';
import { quoteSql } from './fixes/quoteSql';
import { readPassword } from './fixes/readPassword';
import { removeLine } from './fixes/removeLine';
import { replaceName } from './fixes/replaceName';
import { suggestedRiskFixes } from './fixes/suggestedRisk';
import { suppress } from './fixes/suppress';

/** What editors may run on save: `"editor.codeActionsOnSave": { "source.fixAll.crosswalk": "explicit" }`. */
export const fixAllKind = 'source.fixAll.crosswalk';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#codeAction */
export interface LspCodeAction {
	readonly title: string;
	readonly kind: 'quickfix' | typeof fixAllKind;
	readonly isPreferred?: true;
	readonly diagnostics: readonly { readonly code: string; readonly range: Range }[];
	readonly edit: LspWorkspaceEdit;
}

export type LspWorkspaceEdit =
	| { readonly changes: Readonly<Record<string, readonly { readonly range: Range; readonly newText: string }[]>> }
	| {
			readonly documentChanges: readonly {
				readonly textDocument: { readonly uri: string; readonly version: number | null };
				readonly edits: readonly ({ readonly range: Range } & (
					| { readonly newText: string }
					| { readonly snippet: { readonly kind: 'snippet'; readonly value: string } }
				))[];
			}[];
	  };

export interface CodeActionOptions {
	uriOf(file: string): string;
	/** Of an open document. */
	versionOf(file: string): number | null;
	/** Whether the editor takes edits with snippets, so that what the user is to write is selected. */
	readonly snippets: boolean;
}

/** In the order in which they are shown. */
const fixes: readonly ((context: FixContext) => readonly Fix[])[] = [
	replaceName,
	quoteSql,
	mapColumn,
	ignoreColumn,
	ignoreRows,
	completeCutover,
	phase,
	planEntry,
	readPassword,
	removeLine,
	suppress,
];

/** For the problems that touch the offsets `start` to `end` of `file`. */
export function codeActions(
	facts: SpecFacts,
	problems: readonly Problem[],
	file: string,
	start: number,
	end: number,
	options: CodeActionOptions,
): readonly LspCodeAction[] {
	const contexts = contextsIn(facts, problems, file).filter(({ place }) => start <= place.end && place.start <= end);
	const lines = memo<ReturnType<typeof linesOf>>();
	const linesIn = (name: string) => lines.get(name, () => linesOf(textOf(facts, name)));
	const diagnosticOf = ({ problem, place }: FixContext) => ({ code: problem.code, range: linesIn(file).rangeOf(place) });
	// Of many problems at one place (the columns that nothing fills, at their table) all mends stand before what silences, each once.
	const byTitle = new Map<string, { readonly fix: Fix; readonly diagnostics: LspCodeAction['diagnostics'][number][] }>();
	for (const fixesOf of fixes) {
		for (const context of contexts) {
			for (const fix of fixesOf(context)) {
				const same = byTitle.get(fix.title);
				if (same) same.diagnostics.push(diagnosticOf(context));
				else byTitle.set(fix.title, { fix, diagnostics: [diagnosticOf(context)] });
			}
		}
	}
	for (const fix of suggestedRiskFixes(facts, problems, file, start, end)) byTitle.set(fix.title, { fix, diagnostics: [] });
	return [...byTitle.values()].map(
		({ fix: { title, isPreferred, edit, also = [] }, diagnostics }): LspCodeAction => ({
			title,
			kind: 'quickfix',
			isPreferred,
			diagnostics,
			edit: toEdit([edit, ...also], linesIn(edit.file), options),
		}),
	);
}

/** All mends of a file that leave no choice, as one action; undefined when there is none. */
export function fixAll(
	facts: SpecFacts,
	problems: readonly Problem[],
	file: string,
	options: CodeActionOptions,
): LspCodeAction | undefined {
	const edits: FixEdit[] = [];
	for (const context of contextsIn(facts, problems, file)) {
		const only = fixes.flatMap(fixesOf => fixesOf(context)).find(fix => fix.isOnlyWay);
		// Of two that overlap the second waits for the next time.
		if (only && !edits.some(one => one.start <= only.edit.end && only.edit.start <= one.end)) edits.push(only.edit);
	}
	if (edits.length === 0) return undefined;
	const edit = toEdit(edits, linesOf(textOf(facts, file)), { ...options, snippets: false });
	return { title: 'Fix all that leaves no choice', kind: fixAllKind, diagnostics: [], edit };
}

function contextsIn(facts: SpecFacts, problems: readonly Problem[], file: string): readonly FixContext[] {
	const resolve = spanResolver(facts);
	const blocks = new Map(blocksOf(facts).map(block => [block.id, block]));
	return problems.flatMap(problem => {
		const block = blocks.get(problem.span.block);
		return block?.file === file ? [{ facts, problem, place: resolve(problem.span), block }] : [];
	});
}

/** `edits` are of one file. */
function toEdit(edits: readonly FixEdit[], lines: ReturnType<typeof linesOf>, options: CodeActionOptions): LspWorkspaceEdit {
	const { uriOf, versionOf, snippets } = options;
	const file = edits[0]?.file ?? '';
	const uri = uriOf(file);
	if (!snippets || edits.every(edit => edit.snippet === undefined)) {
		return { changes: { [uri]: edits.map(edit => ({ range: lines.rangeOf(edit), newText: edit.newText })) } };
	}
	const written = edits.map(edit => {
		const range = lines.rangeOf(edit);
		return edit.snippet === undefined
			? { range, newText: edit.newText }
			: { range, snippet: { kind: 'snippet' as const, value: edit.snippet } };
	});
	return { documentChanges: [{ textDocument: { uri, version: versionOf(file) }, edits: written }] };
}

function textOf(facts: SpecFacts, file: string): string {
	return [...facts.spec.files, ...sideFilesOf(facts)].find(one => one.file === file)?.text ?? '';
}
