/** The command line: from arguments to an exit code. Every command is one file of `commands/`. */

import { Command, CommanderError, Option } from 'commander';
import { visibleText } from '../core/report/visibleText';
import { Cancelled, DatabaseFailure } from '../engines/engine';
import { fileFailure } from '../files/failures';
import type { AddCommand } from './command';
import { catalogDiffCommand } from './commands/catalogDiff';
import { checkCommand } from './commands/check';
import { coverageCommand } from './commands/coverage';
import { cutoverCommand } from './commands/cutover';
import { examplesCommand } from './commands/examples';
import { initCommand } from './commands/init';
import { introspectCommand } from './commands/introspect';
import { lspCommand } from './commands/lsp';
import { planCommand } from './commands/plan';
import { profileCommand } from './commands/profile';
import { reconcileCommand } from './commands/reconcile';
import { reportCommand } from './commands/report';
import { runsCommand } from './commands/runs';
import { sqlCommand } from './commands/sql';
import { suggestCommand } from './commands/suggest';
import { validateCommand } from './commands/validate';
import { type ExitCode, exitCodes, OutsideFailure, SpecBroken, UsageError } from './outcome';
import type { World } from './world';

/** Never throws. */
export async function main(argv: readonly string[], world: World, version: string): Promise<ExitCode> {
	let code: ExitCode = exitCodes.clean;
	let hasOutput = false;
	const write = (text: string) => {
		hasOutput = true;
		world.stdout.write(text);
	};
	const program = programFor({ ...world, stdout: { ...world.stdout, write } }, version, one => {
		code = one;
	});
	try {
		await program.parseAsync([...argv], { from: 'user' });
		return code;
	} catch (error) {
		return failed(error, world, hasOutput);
	}
}

/** All commands with their options. `done` hears how one ended. */
export function programFor(world: World, version: string, done: (code: ExitCode) => void): Command {
	const program = new Command('crosswalk')
		.description('Checks data-migration specs, and reconciles source and target.')
		.version(version, '-V, --version', 'print the version')
		.addOption(new Option('--no-color', 'plain text, also on a terminal (NO_COLOR does the same)'))
		.exitOverride()
		.configureOutput({ writeOut: text => world.stdout.write(text), writeErr: text => world.stderr.write(text) })
		.showHelpAfterError('(run crosswalk --help to see the commands)')
		.addHelpText('after', '\nExit codes: 0 clean, 1 problems or differences, 2 wrong usage, 3 outside failure, 4 a bug, 130 interrupted.');
	const add: readonly AddCommand[] = [
		validateCommand,
		coverageCommand,
		cutoverCommand,
		initCommand,
		introspectCommand,
		catalogDiffCommand,
		reconcileCommand,
		checkCommand,
		examplesCommand,
		planCommand,
		reportCommand,
		profileCommand,
		suggestCommand,
		runsCommand,
		sqlCommand,
		lspCommand,
	];
	for (const one of add) one(program, world, done);
	for (const one of program.commands) one.showHelpAfterError(`(run crosswalk ${one.name()} --help to see its options)`);
	return program;
}

function failed(error: unknown, world: World, hasOutput: boolean): ExitCode {
	if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
	const say = (text: string) => world.stderr.write(`crosswalk: ${visibleText(text)}\n`);
	if (error instanceof Cancelled || world.signal.aborted) {
		say(`interrupted; nothing was left running${hasOutput ? ', and what is shown is partial' : ''}`);
		return exitCodes.interrupted;
	}
	if (error instanceof UsageError) {
		say(error.message);
		return exitCodes.usage;
	}
	if (error instanceof SpecBroken) {
		say(error.message);
		return exitCodes.problems;
	}
	if (error instanceof OutsideFailure || error instanceof DatabaseFailure) {
		say(error.message);
		return exitCodes.failure;
	}
	const ofFiles = fileFailure(error, path => world.files.shown(world.cwd, path));
	if (ofFiles !== undefined) {
		say(ofFiles);
		return exitCodes.failure;
	}
	const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
	say(`this is a bug of Crosswalk: ${detail}. Please report it with the command that you ran`);
	if (world.env.CROSSWALK_DEBUG && error instanceof Error) world.stderr.write(`${error.stack}\n`);
	return exitCodes.bug;
}
