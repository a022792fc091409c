/**
 * One round trip of the extended protocol: messages out, a Sync, the answers until the server is ready again. The extended protocol takes
 * one statement only (PostgreSQL 18 manual, 54.2.3), which is why user SQL travels here and nowhere else. Values stay text.
 */

import type pg from 'pg';
import type { TextRow } from '../engine';

export interface Reply {
	/** Undefined when the server described nothing: no statement was described, or it returns no rows. */
	readonly fields?: readonly Field[];
	readonly rows: readonly TextRow[];
	/** Of the rows, on the wire. */
	readonly bytes: number;
	/** Whether there are more rows behind the limit of Execute. */
	readonly suspended: boolean;
}

/** A column of a RowDescription. */
export interface Field {
	readonly name: string;
	readonly dataTypeID: number;
	readonly dataTypeModifier: number;
}

/** Rejects with pg's error. The connection takes the next exchange all the same, unless it is lost. */
export function exchange(client: pg.Client, send: (connection: pg.Connection) => void): Promise<Reply> {
	return new Promise((resolve, reject) => {
		let fields: readonly Field[] | undefined;
		const rows: TextRow[] = [];
		let bytes = 0;
		let suspended = false;
		client.query({
			submit(connection: pg.Connection) {
				send(connection);
				connection.sync();
			},
			handleRowDescription(message: { readonly fields: readonly Field[] }) {
				fields = message.fields;
			},
			handleDataRow(message: { readonly fields: TextRow; readonly length: number }) {
				rows.push(message.fields);
				bytes += message.length;
			},
			handlePortalSuspended() {
				suspended = true;
			},
			handleCommandComplete() {},
			handleEmptyQuery() {},
			// pg has forgotten the query by then: no handleReadyForQuery follows.
			handleError: reject,
			handleReadyForQuery() {
				resolve({ ...(fields && { fields }), rows, bytes, suspended });
			},
		} as pg.Submittable);
	});
}

/** Parses `sql` as the unnamed statement and asks for its columns. Executes nothing. */
export function prepare(client: pg.Client, sql: string): Promise<Reply> {
	return exchange(client, connection => {
		connection.parse({ name: '', text: sql, types: [] }, true);
		connection.describe({ type: 'S', name: '' }, true);
	});
}

/** Opens `portal` for the prepared statement and reads its first rows; all of them when `rows` is 0. */
export function openPortal(client: pg.Client, portal: string, rows: number): Promise<Reply> {
	return exchange(client, connection => {
		connection.bind({ portal, statement: '', values: [] }, true);
		connection.execute({ portal, rows: String(rows) }, true);
	});
}

export function readPortal(client: pg.Client, portal: string, rows: number): Promise<Reply> {
	return exchange(client, connection => connection.execute({ portal, rows: String(rows) }, true));
}

export function closePortal(client: pg.Client, portal: string): Promise<Reply> {
	return exchange(client, connection => connection.close({ type: 'P', name: portal }, true));
}
