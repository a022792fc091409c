/**
 * The routes of finding one's way: outline, definition, references, highlights, rename. A fragment may belong to several specs: what is found
 * in each is put together.
 */

import {
	type ClientCapabilities,
	type Connection,
	type DocumentHighlight,
	type DocumentSymbol,
	type Location,
	LSPErrorCodes,
	type Range,
	ResponseError,
	type ServerCapabilities,
	SymbolKind,
	type WorkspaceEdit,
	type WorkspaceSymbol,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { linesOf } from '../core/base/lines';
import { memo } from '../core/base/memo';
import type { FileSpan } from '../core/base/span';
import { sideFileSchema } from '../features/completion/sideFiles';
import { definition, definitionSpans } from '../features/definition';
import { documentHighlights } from '../features/documentHighlight';
import { documentSymbols, type LspDocumentSymbol } from '../features/documentSymbol';
import type { Name } from '../features/names/name';
import type { RenameEdit } from '../features/names/renamedScalar';
import { useAt } from '../features/names/uses';
import { references } from '../features/references';
import { prepareRename, type Refused, rename } from '../features/rename';
import { workspaceSymbols } from '../features/workspaceSymbol';
import { asking, linesIn, type Place } from './asking';
import type { Log } from './safely';
import { type Session, toFile, toUri } from './session';

export interface NavigationRoutes {
	/** When the client has said what it can: what the server can. */
	begin(client: ClientCapabilities): Partial<ServerCapabilities>;
}

export function navigationRoutes(
	connection: Connection,
	session: Session,
	documentOf: (uri: string) => TextDocument | undefined,
	log: Log,
): NavigationRoutes {
	const { answer, placeOf } = asking(session, documentOf, log);
	let versions = false;

	connection.onDocumentSymbol(({ textDocument: { uri } }, token) =>
		answer<DocumentSymbol[]>(`The outline of ${uri}`, token, [], () => {
			const document = sideFileSchema(toFile(uri)) ? undefined : documentOf(uri);
			return document ? documentSymbols(document.getText(), linesIn(document)).map(asSymbol) : [];
		}),
	);
	connection.onWorkspaceSymbol(({ query }, token) =>
		answer<WorkspaceSymbol[]>('Symbols of the workspace', token, [], () => {
			const specs = session.watchedSpecs().map(spec => session.read(spec).spec);
			const located = locator();
			return workspaceSymbols(specs, query).map(({ name, spec, place }) => ({
				name,
				kind: SymbolKind.Class,
				containerName: spec,
				location: located(place),
			}));
		}),
	);
	connection.onDefinition(({ textDocument, position }, token) =>
		answer<Location[]>(`The definition in ${textDocument.uri}`, token, [], () => {
			const place = placeOf(textDocument, position);
			if (!place) return [];
			const { facts } = session.opened(place.spec);
			const { sources } = session;
			const files = {
				included: (pattern: string) => sources.glob(place.spec, pattern),
				named(from: string, name: string) {
					const file = sources.resolve(from, name);
					return sources.text(file) === undefined ? undefined : file;
				},
			};
			return definition(facts, place.file, place.offset, files).map(locator());
		}),
	);
	connection.onReferences(({ textDocument, position, context }, token) =>
		answer<Location[]>(`References in ${textDocument.uri}`, token, [], () => {
			const place = placeOf(textDocument, position);
			const name = place && useAt(session.opened(place.spec).facts, place.file, place.offset)?.name;
			if (!name) return [];
			const among = context.includeDeclaration ? 'all' : 'uses';
			const found = specsWith(place, name).flatMap(spec => references(session.opened(spec).facts, name, among));
			return once(found).map(locator());
		}),
	);
	connection.onDocumentHighlight(({ textDocument, position }, token) =>
		answer<DocumentHighlight[]>(`Highlights in ${textDocument.uri}`, token, [], () => {
			const place = placeOf(textDocument, position);
			if (!place) return [];
			return [...documentHighlights(session.opened(place.spec).facts, place.file, place.lines, place.offset)];
		}),
	);
	connection.onPrepareRename(async ({ textDocument, position }, token) => {
		const found = await answer(`Rename in ${textDocument.uri}`, token, undefined, () => {
			const place = placeOf(textDocument, position);
			const prepared = place && prepareRename(session.opened(place.spec).facts, place.file, place.offset);
			if (!prepared || 'refused' in prepared) return prepared;
			return { range: place.lines.rangeOf(prepared.span), placeholder: prepared.name.text };
		});
		return found && orRefuse(found);
	});
	connection.onRenameRequest(async ({ textDocument, position, newName }, token) => {
		const found = await answer<WorkspaceEdit | Refused | undefined>(`Rename in ${textDocument.uri}`, token, undefined, () => {
			const place = placeOf(textDocument, position);
			const prepared = place && prepareRename(session.opened(place.spec).facts, place.file, place.offset);
			if (!prepared || 'refused' in prepared) return prepared;
			const edits: RenameEdit[] = [];
			for (const spec of specsWith(place, prepared.name)) {
				const made = rename(session.opened(spec).facts, prepared.name, newName);
				if ('refused' in made) return made;
				edits.push(...made);
			}
			return editOf(once(edits));
		});
		return found && orRefuse(found);
	});

	return {
		begin({ workspace }) {
			versions = workspace?.workspaceEdit?.documentChanges === true;
			return {
				documentSymbolProvider: true,
				workspaceSymbolProvider: true,
				definitionProvider: true,
				referencesProvider: true,
				documentHighlightProvider: true,
				renameProvider: { prepareProvider: true },
			};
		},
	};

	/** The specs of the file that is asked about, and those that share the file where the name is defined. */
	function specsWith({ spec, file }: Place, name: Name): readonly string[] {
		const defining = definitionSpans(session.opened(spec).facts, name).map(span => span.file);
		// Who reads a file of connections is asked of the specs that are open.
		const files = [file, ...defining].filter(one => !sideFileSchema(one));
		return [...new Set([spec, ...files.flatMap(one => session.specsOf(toUri(one)))])];
	}

	function locator(): (place: FileSpan) => Location {
		const range = ranges();
		return place => ({ uri: toUri(place.file), range: range(place) });
	}

	function ranges(): (place: FileSpan) => Range {
		const lines = memo<ReturnType<typeof linesOf>>();
		return place => lines.get(place.file, () => linesOf(session.sources.text(place.file) ?? '')).rangeOf(place);
	}

	function editOf(edits: readonly RenameEdit[]): WorkspaceEdit {
		const range = ranges();
		const made = [...new Set(edits.map(edit => edit.file))].map(file => ({
			textDocument: { uri: toUri(file), version: session.document(file)?.version ?? null },
			edits: edits.filter(edit => edit.file === file).map(edit => ({ range: range(edit), newText: edit.newText })),
		}));
		return versions ? { documentChanges: made } : { changes: Object.fromEntries(made.map(one => [one.textDocument.uri, one.edits])) };
	}
}

function orRefuse<Found extends object>(found: Found | Refused): Found {
	if ('refused' in found) throw new ResponseError(LSPErrorCodes.RequestFailed, found.refused);
	return found;
}

function once<Item extends FileSpan>(items: readonly Item[]): readonly Item[] {
	return [...new Map(items.map(item => [`${item.file}\0${item.start}\0${item.end}`, item])).values()];
}

function asSymbol({ children, ...symbol }: LspDocumentSymbol): DocumentSymbol {
	return { ...symbol, children: children.map(asSymbol) };
}
