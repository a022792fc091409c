/**
 * Walks batches of rows one row at a time. While a batch is walked the next one is being fetched, so that both servers work at once; never
 * are more than two batches held.
 */

export type Row = readonly (string | null)[];

export interface RowCursor {
	/** The row that the cursor stands on; undefined at the end. */
	readonly row: Row | undefined;
	/** Rows that the cursor stood on so far. */
	readonly rowsRead: number;
	/** Goes on to the next row; a promise only when the next batch has to be waited for. */
	advance(): Promise<void> | undefined;
	/** Ends the stream early, as soon as it can be ended. */
	close(): void;
}

/** A cursor before the first row. */
export function rowCursor(batches: AsyncIterable<readonly Row[]>): RowCursor {
	const iterator = batches[Symbol.asyncIterator]();
	let batch: readonly Row[] = [];
	let at = -1;
	let row: Row | undefined;
	let rowsRead = 0;
	let next = fetch();

	function fetch(): Promise<IteratorResult<readonly Row[]>> {
		const fetched = iterator.next();
		// A failure is met by whoever awaits the batch, which may be later than it happens.
		fetched.catch(() => undefined);
		return fetched;
	}

	/** Whether there was another row in the batch. */
	function step(): boolean {
		const following = batch[++at];
		if (following === undefined) return false;
		row = following;
		rowsRead++;
		return true;
	}

	async function load(): Promise<void> {
		for (;;) {
			const result = await next;
			if (result.done) {
				row = undefined;
				batch = [];
				return;
			}
			batch = result.value;
			at = -1;
			next = fetch();
			if (step()) return;
		}
	}

	return {
		get row() {
			return row;
		},
		get rowsRead() {
			return rowsRead;
		},
		advance: () => (step() ? undefined : load()),
		close() {
			iterator.return?.().catch(() => undefined);
		},
	};
}
