/** What every route of the editor's questions needs: the place that is asked about, and an answer that no bug and no cancellation spoils. */

import { type CancellationToken, LSPErrorCodes, type Position, ResponseError, type TextDocumentIdentifier } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Lines } from '../core/base/lines';
import { sideFilesOf } from '../core/spec/locate';
import { sideFileSchema } from '../features/completion/sideFiles';
import { type Log, safely } from './safely';
import { type Session, toFile } from './session';

export interface Place {
	readonly spec: string;
	readonly file: string;
	readonly offset: number;
	readonly lines: Lines;
}

export interface Asking {
	/** Of a document that several specs include, the first one tells; of a file beside the specs, one that reads it. */
	placeOf(document: TextDocumentIdentifier, position: Position): Place | undefined;
	/** A request that was cancelled while it waited its turn is answered as such. */
	answer<Result>(what: string, token: CancellationToken, fallback: Result, work: () => Result): Promise<Result>;
}

export function asking(session: Session, documentOf: (uri: string) => TextDocument | undefined, log: Log): Asking {
	return {
		placeOf({ uri }, position) {
			const document = documentOf(uri);
			const reads = (spec: string) => sideFilesOf(session.opened(spec).facts).some(side => side.file === toFile(uri));
			const specs = sideFileSchema(toFile(uri)) ? session.watchedSpecs().filter(reads) : session.specsOf(uri);
			const [spec] = document ? specs : [];
			if (!document || spec === undefined) return undefined;
			return { spec, file: toFile(uri), offset: document.offsetAt(position), lines: linesIn(document) };
		},
		async answer(what, token, fallback, work) {
			// A cancellation that came right behind the request is read first.
			await new Promise<void>(resolve => setImmediate(resolve));
			if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
			return safely(what, fallback, log, work);
		},
	};
}

/** The document keeps its lines from one request to the next. */
export function linesIn(document: TextDocument): Lines {
	return {
		positionAt: offset => document.positionAt(offset),
		offsetAt: position => document.offsetAt(position),
		rangeOf: ({ start, end }) => ({ start: document.positionAt(start), end: document.positionAt(end) }),
	};
}
