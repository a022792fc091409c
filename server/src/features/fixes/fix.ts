/** What a quick fix is given and what it gives. */

import type { Problem } from '../../core/base/problem';
import type { FileSpan } from '../../core/base/span';
import type { SpecFacts } from '../../core/mapping/facts';
import type { SpecBlock } from '../../core/spec/spec';

export interface FixContext {
	readonly facts: SpecFacts;
	readonly problem: Problem;
	/** Where the problem stands. */
	readonly place: FileSpan;
	/** The block that it stands in; its spans are relative to it. */
	readonly block: SpecBlock;
}

export interface Fix {
	/** What it does, as a sentence without a full stop. */
	readonly title: string;
	/** Whether it is what most people want. */
	readonly isPreferred?: true;
	readonly edit: FixEdit;
	/** Further edits of the same file that belong to it. None touches another. */
	readonly also?: readonly FixEdit[];
	/** Whether there is no other way to mend it, so that all such mends of a file may be applied at once. */
	readonly isOnlyWay?: true;
}

export interface FixEdit {
	readonly file: string;
	readonly start: number;
	readonly end: number;
	readonly newText: string;
	/** In the syntax of snippets, with what the user is to write selected. */
	readonly snippet?: string;
}
