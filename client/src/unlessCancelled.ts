/** Tells a cancelled request from one that failed. */

import type { CancellationToken } from 'vscode';

/** https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#errorCodes; commands do not load the client for it. */
const requestCancelled = -32800;

/** Undefined when the user cancelled, which is no failure. */
export async function unlessCancelled<Value>(request: Promise<Value>, token: CancellationToken): Promise<Value | undefined> {
	try {
		return await request;
	} catch (error) {
		const isCancelled = error instanceof Error && 'code' in error && error.code === requestCancelled;
		if (isCancelled || token.isCancellationRequested) return undefined;
		throw error;
	}
}
