/** The routes of what helps while writing: completion, hover, quick fixes. Finds the specs of a document; features do the rest. */

import {
	type ClientCapabilities,
	type CodeAction,
	CodeActionKind,
	type CompletionItem,
	type CompletionList,
	type Connection,
	type Diagnostic,
	type Hover,
	type ServerCapabilities,
	type TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { parseConnections } from '../core/spec/connections';
import { parseSettings } from '../core/spec/settings';
import { codeActions, fixAll, fixAllKind } from '../features/codeActions';
import { complete, completeSideFile, type LspCompletionList, triggerCharacters } from '../features/completion/complete';
import { sideFileSchema } from '../features/completion/sideFiles';
import { hover } from '../features/hover';
import { hoverSideFile } from '../features/hover/sideFile';
import { passwordActions } from '../features/passwordAction';
import { refreshActions } from '../features/refreshAction';
import { suggestionActions } from '../features/suggestions';
import { asking, linesIn } from './asking';
import { lensSpec } from './lensSpec';
import type { Outside } from './outside';
import type { Log } from './safely';
import { type Session, toFile, toUri } from './session';

export interface EditRoutes {
	/** When the client has said what it can: what the server can. */
	begin(client: ClientCapabilities): Partial<ServerCapabilities>;
}

export function editRoutes(
	connection: Connection,
	session: Session,
	documentOf: (uri: string) => TextDocument | undefined,
	outside: Outside,
	log: Log,
): EditRoutes {
	const { answer, placeOf } = asking(session, documentOf, log);
	let snippets = false;
	let snippetEdits = false;
	let literalActions = false;

	connection.onCompletion(({ textDocument, position, context }, token) =>
		answer<CompletionList | undefined>(`Completion in ${textDocument.uri}`, token, undefined, () => {
			const side = sideFileOf(textDocument);
			const trigger = context?.triggerCharacter;
			if (side) return listOf(completeSideFile(side.file, side.lines, side.document.offsetAt(position), { snippets, trigger }));
			const place = placeOf(textDocument, position);
			if (!place) return undefined;
			const { facts } = session.opened(place.spec);
			const file = facts.spec.files.find(one => one.file === place.file);
			if (!file) return undefined;
			const profiles = session.profiles(place.spec);
			return listOf(complete(facts, file, place.lines, place.offset, { snippets, trigger, profiles }));
		}),
	);
	connection.onHover(({ textDocument, position }, token) =>
		answer<Hover | undefined>(`Hover in ${textDocument.uri}`, token, undefined, () => {
			const side = sideFileOf(textDocument);
			if (side) return hoverSideFile(side.file, side.lines, side.document.offsetAt(position));
			const place = placeOf(textDocument, position);
			if (!place) return undefined;
			const opened = session.opened(place.spec);
			const profiles = session.profiles(place.spec);
			const results = () => lensSpec(place.spec, opened, { session, outside }, Date.now());
			return hover(opened.facts, place.file, place.lines, place.offset, { profiles, results });
		}),
	);
	connection.onCodeAction(({ textDocument, range, context }, token) =>
		answer<CodeAction[]>(`Fixes in ${textDocument.uri}`, token, [], () => {
			if (!literalActions) return [];
			const start = placeOf(textDocument, range.start);
			const end = placeOf(textDocument, range.end);
			if (!start || !end) return [];
			const isAsked = (kind: string) => context.only?.some(one => kind === one || kind.startsWith(`${one}.`)) === true;
			const wantsFixes = !context.only || isAsked(CodeActionKind.QuickFix);
			const wantsSuggestions = !context.only || isAsked(CodeActionKind.Refactor);
			if (!wantsFixes && !wantsSuggestions && !isAsked(fixAllKind)) return [];
			const { facts, problems } = session.snapshot(start.spec);
			const versionOf = (file: string) => session.document(file)?.version ?? null;
			const options = { uriOf: toUri, versionOf, snippets: snippetEdits };
			const all = isAsked(fixAllKind) ? fixAll(facts, problems, start.file, options) : undefined;
			const found = wantsFixes ? codeActions(facts, problems, start.file, start.offset, end.offset, options) : [];
			const suggested = wantsSuggestions
				? suggestionActions(facts, session.profiles(start.spec), start.file, start.offset, end.offset, options)
				: [];
			const refresh = wantsFixes ? refreshActions(facts, problems, start.file, start.offset, end.offset) : [];
			const passwords = wantsFixes ? passwordActions(facts, problems, start.file, start.offset, end.offset, options) : [];
			const fixes = [...refresh, ...passwords, ...found, ...(all ? [all] : [])].map(
				action => ({ ...action, diagnostics: toldBy(action.diagnostics, context.diagnostics) }) as CodeAction,
			);
			return [...fixes, ...suggested.map(action => ({ ...action }) as CodeAction)];
		}),
	);
	return {
		begin({ textDocument, workspace }) {
			snippets = textDocument?.completion?.completionItem?.snippetSupport === true;
			snippetEdits = workspace?.workspaceEdit?.snippetEditSupport === true && workspace.workspaceEdit.documentChanges === true;
			literalActions = textDocument?.codeAction?.codeActionLiteralSupport !== undefined;
			return {
				completionProvider: { triggerCharacters: [...triggerCharacters] },
				hoverProvider: true,
				codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.Refactor, fixAllKind] },
			};
		},
	};

	function listOf({ isIncomplete, items }: LspCompletionList): CompletionList {
		return { isIncomplete, items: items.map(item => ({ ...item }) as CompletionItem) };
	}

	/** A file beside the specs, as it is in the editor. */
	function sideFileOf({ uri }: TextDocumentIdentifier) {
		const file = toFile(uri);
		const schema = sideFileSchema(file);
		const document = schema && documentOf(uri);
		if (!document) return undefined;
		const parse = schema === 'settings#' ? parseSettings : parseConnections;
		return { file: parse(file, document.getText()), document, lines: linesIn(document) };
	}
}

/** The client's own diagnostics, so that it knows which ones a fix mends. */
function toldBy(fixed: readonly { readonly code: string; readonly range: unknown }[], told: readonly Diagnostic[]): readonly Diagnostic[] {
	return told.filter(one => fixed.some(({ code, range }) => code === one.code && JSON.stringify(range) === JSON.stringify(one.range)));
}
