/** Tells a cancelled request from one that failed. */

import type { CancellationToken } from 'vscode';
import { LSPErrorCodes, ResponseError } from 'vscode-languageclient/node';

/** Undefined when the user cancelled, which is no failure. */
export async function unlessCancelled<Value>(request: Promise<Value>, token: CancellationToken): Promise<Value | undefined> {
	try {
		return await request;
	} catch (error) {
		const isCancelled = error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
		if (isCancelled || token.isCancellationRequested) return undefined;
		throw error;
	}
}
