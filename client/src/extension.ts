/** The extension's entry: registers the commands, and loads all else behind the back of VS Code, which it does not hold up. */

import { type ExtensionContext, window } from 'vscode';

import type { CommandContext } from './commandContext';
import { registerCommands } from './registerCommands';

let started: Promise<CommandContext> | undefined;

/** Called by VS Code when the first spec is opened. Waits for nothing: commands wait for what they need. */
export function activate(context: ExtensionContext): void {
	const log = window.createOutputChannel('Crosswalk', { log: true });
	started = import('./start').then(({ start }) => start(context, log));
	started.catch(error => log.error(error));
	context.subscriptions.push(log, ...registerCommands(log, started));
}

/** Called by VS Code before it ends; it waits for the promise. */
export async function deactivate(): Promise<void> {
	const context = await started?.catch(() => undefined);
	if (context?.server.needsStop()) await context.server.stop();
}
