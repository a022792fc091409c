/** Registers every command of package.json, each with the one guard: what a command throws is logged and told in a sentence. */

import { commands, type Disposable, type LogOutputChannel, l10n, window } from 'vscode';

import type { CommandContext } from './commandContext';
import { addConnection } from './commands/addConnection';
import { check } from './commands/check';
import { cutoverStep } from './commands/cutoverStep';
import { enterPassword } from './commands/enterPassword';
import { forgetPassword } from './commands/forgetPassword';
import { keepPassword } from './commands/keepPassword';
import { newSpec } from './commands/newSpec';
import { openDdl } from './commands/openDdl';
import { openSample } from './commands/openSample';
import { profile } from './commands/profile';
import { reconcile } from './commands/reconcile';
import { recordAcceptance } from './commands/recordAcceptance';
import { refreshCatalog } from './commands/refreshCatalog';
import { refreshConnection } from './commands/refreshConnection';
import { report } from './commands/report';
import { reportIssue } from './commands/reportIssue';
import { restartServer } from './commands/restartServer';
import { showCoverage } from './commands/showCoverage';
import { showCutover } from './commands/showCutover';
import { showDrift } from './commands/showDrift';
import { showPlan } from './commands/showPlan';
import { testConnection } from './commands/testConnection';
import { validateMapping } from './commands/validateMapping';

/** What a lens tells its command comes as the argument. */
const all: Readonly<Record<string, (context: CommandContext, argument?: unknown) => Promise<void>>> = {
	addConnection,
	check,
	cutoverStep,
	enterPassword,
	forgetPassword,
	keepPassword,
	newSpec,
	openDdl,
	openSample,
	profile,
	reconcile,
	recordAcceptance,
	refreshCatalog,
	refreshConnection,
	report,
	reportIssue,
	restartServer,
	showCoverage,
	showCutover,
	showPlan,
	showDrift,
	testConnection,
	validateMapping,
};

/** Each waits for `started`. The caller disposes of them. */
export function registerCommands(log: LogOutputChannel, started: Promise<CommandContext>): readonly Disposable[] {
	return Object.entries(all).map(([name, run]) =>
		commands.registerCommand(`crosswalk.${name}`, (argument: unknown) => guarded({ log }, async () => run(await started, argument))),
	);
}

/** What `work` throws is logged and told in a sentence. */
export async function guarded({ log }: Pick<CommandContext, 'log'>, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		log.error(error instanceof Error ? error : String(error));
		const choice = await window.showErrorMessage(
			`Crosswalk: ${error instanceof Error ? error.message : String(error)}`,
			l10n.t('Show Log'),
		);
		if (choice !== undefined) log.show();
	}
}
