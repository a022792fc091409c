/** What is counted of the rows of a mapping: conditions over the rows as the mapping makes them. Which there are, the files of `kinds` know. */

import type { ColumnFacts, MappingFacts, SpecFacts } from '../mapping/facts';
import type { SqlText } from '../sql/composed';
import type { FitFinding } from './fit';

export interface Measure extends Pick<FitFinding, 'kind' | 'code' | 'at' | 'about' | 'reject'> {
	/** True for rows that run into it. Over the outputs of the rows, as `r`. */
	readonly bad: string;
	/** Rejected rows do not arrive, so that they run into nothing else. */
	readonly ofRejected?: true;
	/** What is read of all rows for the message, as one text each. */
	readonly extremes?: readonly string[];
	/** The offending value as text, over `r`. */
	readonly value?: string;
	/** Whether there are so few different values that the most frequent ones say something. */
	readonly hasCodes?: true;
	tell(counted: Counted): string;
}

export interface Counted {
	readonly rows: number;
	readonly of: number;
	readonly extremes: readonly (string | null)[];
}

/** The column under construction. */
export interface MeasuredColumn {
	readonly facts: SpecFacts;
	readonly mapping: MappingFacts;
	readonly column: ColumnFacts;
	/** `app.customers.name`. */
	readonly about: string;
	/** `server_version_num` of the source. */
	readonly version: number;
	/** What it gets: its type before it is stored, and an output that holds it. */
	readonly value: { readonly sql: SqlText; readonly type: string | undefined };
	/** An output of the rows; the same expression twice is one. Returns its name over `r`. */
	output(expression: SqlText): string;
}
