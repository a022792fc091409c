/** What a command may touch. */

import type { LogOutputChannel } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

export interface CommandContext {
	readonly server: LanguageClient;
	readonly log: LogOutputChannel;
}
