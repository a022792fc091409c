import type { FileSpan } from './span';

/** Replaces the text of `span` by `newText`. */
export interface TextEdit {
	readonly span: FileSpan;
	readonly newText: string;
}
