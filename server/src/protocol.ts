/**
 * Our own messages of the Language Server Protocol: names and plain types. Imports no library, because client and server bring different
 * copies of the protocol's.
 */

/** From the client to the server. Each is answered by the file of `lsp/requests` that has its name. */
export const requests = {
	/** `RefreshCatalogParams` to `RefreshCatalogResult`. Cancellable. */
	refreshCatalog: 'crosswalk/refreshCatalog',
} as const;

/** From the server to the client. Each is answered by the file of `client/src` that has its name. */
export const clientRequests = {
	/** `SecretParams` to `SecretResult`. */
	secret: 'crosswalk/secret',
} as const;

export const notifications = {
	/** To the client, `CatalogsParams`: when a spec's diagnostics are published and its catalogs are not what was last told. */
	catalogs: 'crosswalk/catalogs',
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
