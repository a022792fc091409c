/** What a profile suggests to write into a spec: what, where, and by which evidence. Edits no text. */

export interface RuleSuggestion {
	readonly kind: 'quality' | 'map' | 'null_to' | 'check';
	readonly mapping: string;
	/** The target column that it is about. */
	readonly column: string;
	/** What it does, as a sentence without a full stop. */
	readonly title: string;
	/** What speaks for it: counts, of how many rows. */
	readonly evidence: string;
	readonly entry: SuggestedEntry;
}

export type SuggestedEntry =
	/** A rule of `quality`. */
	| { readonly kind: 'quality'; readonly name: string; readonly yaml: string }
	/** A key of the column's entry. */
	| { readonly kind: 'column'; readonly key: 'map' | 'null_to'; readonly yaml: string }
	/** An item of the mapping's `reconcile.checks`. */
	| { readonly kind: 'check'; readonly yaml: string };

/** A text as a YAML scalar in quotes: as a value of braces, whatever it holds. */
export function quotedYaml(text: string): string {
	if (/[\p{Cc}\p{Zl}\p{Zp}\uFEFF]/u.test(text)) return JSON.stringify(text);
	return `'${text.replaceAll("'", "''")}'`;
}

/** A name as YAML, without quotes where it is a plain word. */
export function wordYaml(text: string): string {
	return /^[a-z_][\w.]*$/i.test(text) && !/^(null|true|false)$/i.test(text) ? text : quotedYaml(text);
}
