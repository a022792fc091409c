/** Several streams as one, in the order in which their values come. */

/**
 * Ends with the last of them. When one fails, or the reader goes away, `abort` is called, so that none is waited for longer than it needs
 * to end.
 */
export async function* merged<Value>(streams: readonly AsyncGenerator<Value>[], abort: () => void): AsyncGenerator<Value> {
	const arrived: { readonly stream: AsyncGenerator<Value>; readonly step: IteratorResult<Value> }[] = [];
	let failure: { readonly error: unknown } | undefined;
	let wake = () => {};
	const ask = (stream: AsyncGenerator<Value>) =>
		void stream.next().then(
			step => {
				arrived.push({ stream, step });
				wake();
			},
			(error: unknown) => {
				failure ??= { error };
				wake();
			},
		);
	let open = streams.length;
	try {
		for (const stream of streams) ask(stream);
		while (open > 0) {
			if (failure) throw failure.error;
			const next = arrived.shift();
			if (!next) {
				await new Promise<void>(resolve => {
					wake = resolve;
				});
			} else if (next.step.done) open--;
			else {
				yield next.step.value;
				ask(next.stream);
			}
		}
	} finally {
		if (open > 0) abort();
		await Promise.allSettled(streams.map(stream => stream.return(undefined)));
	}
}
