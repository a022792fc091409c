/** Hands the server's progress notifications to whoever started the run. */

import type { Disposable } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { notifications, type RunProgress } from '../../../server/src/protocol';

export interface RunProgressListener extends Disposable {
	listen(run: string, listener: (progress: RunProgress) => void): Disposable;
}

export function listenToProgress(server: LanguageClient): RunProgressListener {
	const listeners = new Map<string, (progress: RunProgress) => void>();
	const listening = server.onNotification(notifications.progress, (progress: RunProgress) => listeners.get(progress.run)?.(progress));
	return {
		listen(run, listener) {
			listeners.set(run, listener);
			return { dispose: () => void listeners.delete(run) };
		},
		dispose: () => listening.dispose(),
	};
}
