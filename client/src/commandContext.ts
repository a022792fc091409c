/** What a command may touch. */

import type { LogOutputChannel, SecretStorage, Uri } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import type { Panels } from './panel/panels';
import type { RunProgressListener } from './panel/runProgress';
import type { Views } from './views/views';

export interface CommandContext {
	readonly server: LanguageClient;
	readonly log: LogOutputChannel;
	readonly panels: Panels;
	readonly progress: RunProgressListener;
	readonly secrets: SecretStorage;
	readonly views: Views;
	/** The folder of the sample that the extension brings along. */
	readonly sample: Uri;
}
