/** Work that ends when the client cancels its request. */

import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { Cancelled } from '../engines/engine';

/** A request that was cancelled is answered as such, unless the work has a result all the same. */
export async function cancellable<Result>(token: CancellationToken, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
	const abort = new AbortController();
	if (token.isCancellationRequested) abort.abort();
	const listening = token.onCancellationRequested(() => abort.abort());
	try {
		return await work(abort.signal);
	} catch (error) {
		if (error instanceof Cancelled || abort.signal.aborted) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled');
		throw error;
	} finally {
		listening.dispose();
	}
}
