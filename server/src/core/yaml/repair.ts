/** A fault of a text, and the changes that let the rest of the text be read. */

/** A change to the copy that js-yaml reads. Only `blank` leaves something out of the tree. */
export type Repair =
	| { readonly kind: 'insert'; readonly at: number; readonly content: string }
	/** As many characters as are replaced. The tree shows the user's own. */
	| { readonly kind: 'replace'; readonly at: number; readonly content: string }
	| { readonly kind: 'blank'; readonly start: number; readonly end: number };

/** Offsets are into the text that was read. */
export interface Fault {
	readonly start: number;
	readonly end: number;
	/** A sentence without a full stop. */
	readonly detail: string;
	readonly repairs: readonly Repair[];
}
