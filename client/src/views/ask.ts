/** What the views ask the server. While it is not there, nothing is known, which is no failure. */

import type { LanguageClient } from 'vscode-languageclient/node';

import {
	type CatalogColumn,
	type CatalogTable,
	type ConnectionParams,
	type ConnectionsResult,
	requests,
	type TableParams,
} from '../../../server/src/protocol';

export interface ServerRequests {
	connections(): Promise<ConnectionsResult>;
	tables(params: ConnectionParams): Promise<readonly CatalogTable[]>;
	columns(params: TableParams): Promise<readonly CatalogColumn[]>;
}

export function serverRequests(server: LanguageClient): ServerRequests {
	const ask = async <Result>(request: string, params: unknown, otherwise: Result): Promise<Result> =>
		server.isRunning() ? await server.sendRequest<Result>(request, params) : otherwise;
	return {
		connections: () => ask<ConnectionsResult>(requests.connections, {}, { projects: [] }),
		tables: params => ask<readonly CatalogTable[]>(requests.catalogTables, params, []),
		columns: params => ask<readonly CatalogColumn[]>(requests.catalogColumns, params, []),
	};
}
