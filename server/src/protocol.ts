/**
 * Our own messages of the Language Server Protocol: names and plain types. Imports no library, because client and server bring different
 * copies of the protocol's.
 */

/** From the client to the server. Each is answered by the file of `lsp/requests` that has its name. */
export const requests = {
	/** `RefreshCatalogParams` to `RefreshCatalogResult`. Cancellable. */
	refreshCatalog: 'crosswalk/refreshCatalog',
	/** `RunParams` to `RunResult`: compares both databases. Cancellable: what is known by then is the result. Runs of a spec follow each other. */
	reconcile: 'crosswalk/reconcile',
	/** `RunParams` to `RunResult`: lets both servers look at the SQL without running it. Cancellable. */
	validateLive: 'crosswalk/validateLive',
	/** `RunParams` to `RunResult`, with a mapping: what becomes of each column of its target. Touches no database. */
	coverage: 'crosswalk/coverage',
} as const;

/** From the server to the client. Each is answered by the file of `client/src` that has its name. */
export const clientRequests = {
	/** `SecretParams` to `SecretResult`. */
	secret: 'crosswalk/secret',
	/** `ConfirmParams` to `boolean`: before anything runs on a production database. An editor that does not answer has not agreed. */
	confirm: 'crosswalk/confirm',
} as const;

export const notifications = {
	/** To the client, `CatalogsParams`: when a spec's diagnostics are published and its catalogs are not what was last told. */
	catalogs: 'crosswalk/catalogs',
	/** To the client, `RunProgress`: how far a run is, a few times a second. */
	progress: 'crosswalk/progress',
	/** To the server, without parameters: the user trusts the workspace from here on. */
	trusted: 'crosswalk/trusted',
} as const;

/** What the client says in `initialize`. Absent for other editors, where the user trusts what is opened. */
export interface InitializationOptions {
	/** In an untrusted workspace the server connects to nothing and reads no environment variable. */
	readonly trusted: boolean;
}

export interface RefreshCatalogParams {
	/** The spec whose two connections are introspected. */
	readonly uri: string;
}

export interface RefreshCatalogResult {
	readonly catalogs: readonly RefreshedCatalog[];
}

export interface RefreshedCatalog {
	readonly connection: string;
	/** Whether the snapshot file is another one than before. */
	readonly changed: boolean;
	/** One sentence for the user when it could not be read; the snapshot is what it was. */
	readonly failure?: string;
}

export interface SecretParams {
	/** The connection's name, to show. */
	readonly connection: string;
	/** `user@host:port/database`: what the secret is kept under, so that a workspace cannot ask for another one's. Holds no password. */
	readonly address: string;
	/** `refused`: the server refused the password that was given last, so the user is asked again. */
	readonly reason: 'missing' | 'refused';
}

/** The password, never empty, or null when the user gives none. */
export type SecretResult = string | null;

export interface CatalogsParams {
	/** The spec, or one of its fragments. */
	readonly uri: string;
	readonly catalogs: readonly CatalogStatus[];
}

export interface CatalogStatus {
	readonly connection: string;
	/** `unreadable`: the snapshot file is there and is not a catalog. */
	readonly state: 'ready' | 'missing' | 'unreadable';
	/** How many tables a ready one has. */
	readonly tables?: number;
}

export interface RunParams {
	/** The spec, or one of its fragments. */
	readonly uri: string;
	/** Only this mapping and those that share its target; absent: the whole spec. */
	readonly mapping?: string;
	/** Chosen by the client, so that it knows the run's progress. */
	readonly run?: string;
}

export interface RunResult {
	/** The spec's. */
	readonly uri: string;
	/** To be shown: a part of a page without style or script, in which everything of a spec or a database is text. */
	readonly html: string;
	/** One sentence when nothing was run, which the page says too. */
	readonly failure?: string;
}

export interface RunProgress {
	readonly run: string;
	/** What is under way: `2 of 6: customers, rows`. */
	readonly text: string;
	/** What changes often: `12,000 | 12,000 of about 91,000 rows`. */
	readonly rows?: string;
}

export interface ConfirmParams {
	/** One question. */
	readonly message: string;
	/** What will run, where. */
	readonly detail: string;
	/** The word on the button that agrees. */
	readonly agree: string;
}
