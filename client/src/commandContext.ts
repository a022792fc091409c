/** What a command may touch. */

import type { LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import type { Panels } from './panel/panels';
import type { RunProgressListener } from './panel/runProgress';

export interface CommandContext {
	readonly server: LanguageClient;
	readonly log: LogOutputChannel;
	readonly panels: Panels;
	readonly progress: RunProgressListener;
}
