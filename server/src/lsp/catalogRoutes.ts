/** The routes of the views of connections and catalogs: what is known of them, and what the user asks their servers. */

import type { CancellationToken, Connection } from 'vscode-languageserver';

import {
	type ConnectionParams,
	clientRequests,
	type DdlParams,
	type DraftParams,
	type RefreshCatalogParams,
	requests,
	type SecretResult,
	type TableParams,
} from '../protocol';
import { cancellable } from './cancellable';
import type { Outside } from './outside';
import { catalogColumns } from './requests/catalogColumns';
import { catalogTables } from './requests/catalogTables';
import { connections } from './requests/connections';
import { ddl } from './requests/ddl';
import { draft } from './requests/draft';
import { refreshCatalog } from './requests/refreshCatalog';
import { type TestWorld, testConnection } from './requests/testConnection';
import type { Session } from './session';

/** `changed` is called when a server was asked: what is known of its schema may be another. */
export function catalogRoutes(connection: Connection, session: Session, outside: Outside, changed: () => void): void {
	connection.onRequest(requests.connections, () => connections({ session, outside }));
	connection.onRequest(requests.catalogTables, (params: ConnectionParams) => catalogTables(params, { session }));
	connection.onRequest(requests.catalogColumns, (params: TableParams) => catalogColumns(params, { session }));
	connection.onRequest(requests.draft, (params: DraftParams) => draft(params, { session }));
	connection.onRequest(requests.ddl, (params: DdlParams, token: CancellationToken) => asked(token, world => ddl(params, world)));
	connection.onRequest(requests.testConnection, async (params: ConnectionParams, token: CancellationToken) => {
		const result = await asked(token, world => testConnection(params, world));
		changed();
		return result;
	});
	connection.onRequest(requests.refreshCatalog, async (params: RefreshCatalogParams, token: CancellationToken) => {
		const result = await asked(token, world => refreshCatalog(params, world));
		// Watchers may be slow, or missing in other editors.
		session.forgetDisk();
		changed();
		return result;
	});

	function asked<Result>(token: CancellationToken, work: (world: TestWorld) => Promise<Result>): Promise<Result> {
		const secret: TestWorld['secret'] = params => connection.sendRequest<SecretResult>(clientRequests.secret, params);
		return cancellable(token, signal => work({ session, outside, signal, secret }));
	}
}
