/** The container "Crosswalk" of the activity bar: connections, and their catalogs. They are read again when anything of them changes. */

import { commands, Disposable, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import type { KnownConnection } from '../../../server/src/protocol';
import { serverRequests } from './ask';
import { catalogView } from './catalogView';
import { connectionsView } from './connectionsView';
import { answerDdl, type DdlDocuments } from './ddlDocuments';

export interface Views extends Disposable {
	refresh(): void;
	/** All connections of the workspace, each with its project's `connections.yaml`. */
	connections(): Promise<readonly { readonly uri: string; readonly connection: KnownConnection }[]>;
	readonly ddl: DdlDocuments;
}

export function makeViews(server: LanguageClient): Views {
	const ask = serverRequests(server);
	const tellCount = (count: number) => void commands.executeCommand('setContext', 'crosswalk.connections', count);
	const connections = connectionsView(ask, tellCount);
	const catalog = catalogView(ask);
	const ddl = answerDdl(server);
	const refresh = () => {
		connections.refresh();
		catalog.refresh();
	};
	const files = workspace.createFileSystemWatcher('**/.crosswalk/{connections.yaml,connections.yml,catalogs/*.json}');
	const registered = Disposable.from(
		window.registerTreeDataProvider('crosswalk.connections', connections),
		window.registerTreeDataProvider('crosswalk.catalog', catalog),
		server.onDidChangeState(refresh),
		workspace.onDidSaveTextDocument(({ languageId }) => languageId === 'migration-spec' && catalog.refresh()),
		files,
		files.onDidChange(refresh),
		files.onDidCreate(refresh),
		files.onDidDelete(refresh),
		ddl,
	);
	return {
		refresh,
		ddl,
		async connections() {
			const { projects } = await ask.connections();
			return projects.flatMap(({ uri, connections: known }) => known.map(connection => ({ uri, connection })));
		},
		dispose: () => registered.dispose(),
	};
}
