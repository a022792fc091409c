/**
 * What every database room offers. An engine opens read-only sessions; nothing here can write. All failures are thrown as
 * `DatabaseFailure` with one sentence for the user, never with a password or a connection string in it.
 */

import type { Catalog } from '../core/catalog/catalog';

/** How to reach a database: a resolved entry of `connections.yaml`. */
export interface ConnectionSettings {
	/** The entry's name: the only thing ever shown. */
	readonly name: string;
	readonly engine: 'postgres';
	readonly host?: string;
	readonly port?: number;
	readonly database?: string;
	readonly user?: string;
	/** Secret. Never printed. */
	readonly password?: string;
	/** Secret, as it may hold a password. Wins over the parts above. */
	readonly url?: string;
	readonly ssl: 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';
	/** PEM text of the certificate authority. */
	readonly ca?: string;
	readonly environment?: string;
	/** What introspection reads; undefined: all but system schemas. */
	readonly schemas?: readonly string[];
	readonly statementTimeoutMs: number;
	readonly connectTimeoutMs: number;
	/** What the server says of a value that it cannot take may hold that value, and is kept back. */
	readonly hidesValues?: true;
}

export type FailureKind =
	| 'unreachable'
	| 'refused-password'
	| 'no-permission'
	| 'timeout'
	| 'lost'
	| 'changed' // the schema is not as the catalog says
	| 'query' // the server refuses the statement
	| 'settings' // the connection's entry is incomplete
	| 'other';

/** A failure of the outside world, as one sentence: what is wrong and what to try. */
export class DatabaseFailure extends Error {
	override readonly name = 'DatabaseFailure';
	constructor(
		readonly kind: FailureKind,
		readonly connection: string,
		message: string,
		/** Of a refused statement. `position` counts UTF-16 units from 0 in the statement's text. */
		readonly detail?: { readonly code?: string; readonly position?: number; readonly serverMessage?: string },
	) {
		super(message);
	}
}

/** Thrown by everything that a signal ended. */
export class Cancelled extends Error {
	override readonly name = 'Cancelled';
	constructor() {
		super('Cancelled');
	}
}

export interface Engine {
	/** Opens a session. Throws `DatabaseFailure`. */
	connect(settings: ConnectionSettings, signal?: AbortSignal, options?: SessionOptions): Promise<Session>;
	/** The whole catalog in one round trip and one snapshot. */
	introspect(settings: ConnectionSettings, signal?: AbortSignal): Promise<Catalog>;
	/** The `fingerprint` that `introspect` would give, without sending the catalog. */
	fingerprint(settings: ConnectionSettings, signal?: AbortSignal): Promise<string>;
}

export interface SessionOptions {
	/** What the server's list of connections shows behind our name: `crosswalk reconcile`. */
	readonly purpose?: string;
	/** Other connections may read the same snapshot (`Session.beside`). It can only be shared from its beginning. */
	readonly isShared?: boolean;
}

/** One connection in one REPEATABLE READ READ ONLY transaction: everything it reads is of one instant. */
export interface Session {
	readonly connection: string;
	readonly info: SessionInfo;
	/** The columns of a SELECT, as the server sees them. Executes nothing. Throws a failure of kind `query` when it is wrong. */
	describe(sql: string, signal?: AbortSignal): Promise<readonly DescribedColumn[]>;
	/** All rows of one SELECT, every value in its text form (NULL is null). For small results. Extended protocol: one statement only. */
	query(sql: string, signal?: AbortSignal): Promise<readonly TextRow[]>;
	/** The rows of one SELECT as they come, in batches, with back pressure: memory stays bounded. Text form as in `query`. */
	stream(sql: string, options?: { readonly batchRows?: number; readonly signal?: AbortSignal }): AsyncIterable<readonly TextRow[]>;
	/** The `fingerprint` that `Engine.introspect` would give. */
	fingerprint(signal?: AbortSignal): Promise<string>;
	/** Another connection that reads the same snapshot; whoever opens it closes it. Undefined when the snapshot is not shared. */
	readonly beside?: (signal?: AbortSignal) => Promise<Session>;
	/** What the server has sent over this connection, encryption included. */
	bytesReceived(): number;
	/** Ends the transaction and the connection. Never throws. */
	close(): Promise<void>;
}

export interface SessionInfo {
	/** `server_version_num`. */
	readonly version: number;
	readonly encoding: string;
	/** When the snapshot was taken, ISO 8601, by the server's clock. */
	readonly snapshotAt: string;
	/** WAL position: `pg_current_wal_lsn`, or the replay position of a standby. Undefined when not permitted. */
	readonly lsn?: string;
	readonly standby: boolean;
	/** Of a standby: the age of the last transaction that it has replayed, 0 when it has replayed all that it received. */
	readonly lagMs?: number;
}

export type TextRow = readonly (string | null)[];

export interface DescribedColumn {
	readonly name: string;
	/** With modifiers, as `format_type` writes it, a user type with its schema. */
	readonly type: string;
}
