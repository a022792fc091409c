/** What the extension and the page of a panel say to each other. Types only: both sides import them. */

export type ToPanel =
	/** Made by the server, in which everything of a spec or a database is text. */
	| { readonly kind: 'page'; readonly html: string }
	| { readonly kind: 'progress'; readonly progress: PanelProgress }
	/** Nothing runs. */
	| { readonly kind: 'idle' };

export interface PanelProgress {
	/** Read out when it changes. */
	readonly text: string;
	/** Changes often; is not read out. */
	readonly rows?: string;
	/** Milliseconds since 1970. */
	readonly startedAtMs: number;
}

export type FromPanel =
	/** The page can be filled. Said again whenever it was hidden and is shown. */
	| { readonly kind: 'ready' }
	/** `line` from 0. */
	| { readonly kind: 'open'; readonly uri: string; readonly line: number }
	| { readonly kind: 'cancel' };
