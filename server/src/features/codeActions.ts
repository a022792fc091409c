/** Quick fixes for the problems at the cursor, as edits. Each fix is a file of `fixes/`; this one asks them all. */

import { linesOf, type Range } from '../core/base/lines';
import { memo } from '../core/base/memo';
import type { Problem } from '../core/base/problem';
import type { SpecFacts } from '../core/mapping/facts';
import { blocksOf, sideFilesOf, spanResolver } from '../core/spec/locate';
import type { Fix, FixContext, FixEdit } from './fixes/fix';
import { ignoreColumn } from './fixes/ignoreColumn';
import { mapColumn } from './fixes/mapColumn';
import { quoteSql } from './fixes/quoteSql';
import { removeLine } from './fixes/removeLine';
import { replaceName } from './fixes/replaceName';
import { suppress } from './fixes/suppress';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.18/specification/#codeAction */
export interface LspCodeAction {
	readonly title: string;
	readonly kind: 'quickfix';
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
const fixes: readonly ((context: FixContext) => readonly Fix[])[] = [replaceName, quoteSql, mapColumn, ignoreColumn, removeLine, suppress];

/** For the problems that touch the offsets `start` to `end` of `file`. */
export function codeActions(
	facts: SpecFacts,
	problems: readonly Problem[],
	file: string,
	start: number,
	end: number,
	options: CodeActionOptions,
): readonly LspCodeAction[] {
	const resolve = spanResolver(blocksOf(facts));
	const blocks = new Map(blocksOf(facts).map(block => [block.id, block]));
	const lines = memo<ReturnType<typeof linesOf>>();
	const linesIn = (name: string) => lines.get(name, () => linesOf(textOf(facts, name)));
	const contexts = problems.flatMap(problem => {
		const block = blocks.get(problem.span.block);
		if (block?.file !== file) return [];
		const place = resolve(problem.span);
		return place.end < start || end < place.start ? [] : [{ facts, problem, place, block }];
	});
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
	return [...byTitle.values()].map(
		({ fix: { title, isPreferred, edit }, diagnostics }): LspCodeAction => ({
			title,
			kind: 'quickfix',
			isPreferred,
			diagnostics,
			edit: toEdit(edit, linesIn(edit.file).rangeOf(edit), options),
		}),
	);
}

function toEdit({ file, newText, snippet }: FixEdit, range: Range, { uriOf, versionOf, snippets }: CodeActionOptions): LspWorkspaceEdit {
	const uri = uriOf(file);
	if (!snippets || snippet === undefined) return { changes: { [uri]: [{ range, newText }] } };
	return {
		documentChanges: [
			{ textDocument: { uri, version: versionOf(file) }, edits: [{ range, snippet: { kind: 'snippet', value: snippet } }] },
		],
	};
}

function textOf(facts: SpecFacts, file: string): string {
	return [...facts.spec.files, ...sideFilesOf(facts)].find(one => one.file === file)?.text ?? '';
}
