/** Writes rows into a table by COPY over a connection of `pg`, which has no COPY of its own. Looks at no types: values are text. */

import type { Client, Connection, Submittable } from 'pg';

/** Rows as COPY reads them. */
export interface CopyBatch {
	readonly table: string;
	readonly columns: readonly string[];
	readonly text: Buffer;
}

/** The part of pg's connection that COPY needs and that its types leave out. */
interface CopyConnection extends Connection {
	query(text: string): void;
	sendCopyFromChunk(chunk: Buffer): void;
	endCopyFrom(): void;
}

/** Resolves when the server has taken all rows; a row that it refuses rejects the whole batch. Table and columns are trusted. */
export function copyInto(client: Client, { table, columns, text }: CopyBatch): Promise<void> {
	return new Promise((resolve, reject) => {
		let failure: Error | undefined;
		// What pg calls on the statement that is running; the names are pg's.
		const statement: Submittable & Record<string, unknown> = {
			submit: connection => (connection as CopyConnection).query(`copy ${table} (${columns.join(', ')}) from stdin`),
			handleCopyInResponse: (connection: CopyConnection) => {
				connection.sendCopyFromChunk(text);
				connection.endCopyFrom();
			},
			handleCommandComplete: () => {},
			handleError: (error: Error) => {
				failure ??= error;
			},
			handleReadyForQuery: () => (failure ? reject(failure) : resolve()),
		};
		client.query(statement);
	});
}
