/** Registers every command of package.json, each with the one guard: what a command throws is logged and told in a sentence. */

import { commands, type Disposable, window } from 'vscode';

import type { CommandContext } from './commandContext';
import { refreshCatalog } from './commands/refreshCatalog';
import { restartServer } from './commands/restartServer';

const all = { refreshCatalog, restartServer };

/** The caller disposes of them. */
export function registerCommands(context: CommandContext): readonly Disposable[] {
	return Object.entries(all).map(([name, run]) =>
		commands.registerCommand(`crosswalk.${name}`, async () => {
			try {
				await run(context);
			} catch (error) {
				context.log.error(error instanceof Error ? error : String(error));
				const choice = await window.showErrorMessage(`Crosswalk: ${error instanceof Error ? error.message : String(error)}`, 'Show Log');
				if (choice !== undefined) context.log.show();
			}
		}),
	);
}
