/** What reading a spec needs of the outside world, as functions handed in. Files are named by whatever string the caller uses (a path or a URI). */

export interface SpecSources {
	/** The text of a file, or undefined when there is none. */
	text(file: string): string | undefined;
	/**
	 * What tells one text of a file from another, for whoever keeps what is made of a text but not the text. Undefined when there is no such
	 * file. Left out: the text itself.
	 */
	stamp?(file: string): unknown;
	/** `relative` as seen from the folder of `file`. */
	resolve(file: string, relative: string): string;
	/** The folder of `file` and the folders above it, nearest first, each ending with a slash. */
	folders(file: string): readonly string[];
	/** The files that match a glob relative to the folder of `file`, sorted. */
	glob(file: string, pattern: string): readonly string[];
	/** The rows of a CSV text, the header first. */
	csv(text: string): CsvTable | { readonly error: string };
}

export interface CsvTable {
	readonly header: readonly string[];
	readonly rows: readonly (readonly string[])[];
}
