/** Read-only documents that show a schema as SQL: `crosswalk-ddl:NAME.sql?PARAMETERS`. The server writes their text when they are opened. */

import { Disposable, EventEmitter, Uri, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { type DdlParams, requests } from '../../../server/src/protocol';

const scheme = 'crosswalk-ddl';

export interface DdlDocuments extends Disposable {
	uriOf(params: DdlParams): Uri;
	/** Reads a live schema anew when its document is opened again. */
	forget(uri: Uri): void;
}

export function answerDdl(server: LanguageClient): DdlDocuments {
	const changed = new EventEmitter<Uri>();
	const registered = Disposable.from(
		changed,
		workspace.registerTextDocumentContentProvider(scheme, {
			onDidChange: changed.event,
			provideTextDocumentContent: (uri, token) =>
				server.sendRequest<string>(requests.ddl, JSON.parse(decodeURIComponent(uri.query)) as DdlParams, token),
		}),
	);
	return {
		uriOf(params) {
			const of = params.table ? `${params.table.schema}.${params.table.name}` : params.connection;
			const name = `${of}${params.isLive ? ' (live)' : ''}.sql`;
			return Uri.from({ scheme, path: `/${name.replaceAll('/', '_')}`, query: encodeURIComponent(JSON.stringify(params)) });
		},
		forget: uri => changed.fire(uri),
		dispose: () => registered.dispose(),
	};
}
