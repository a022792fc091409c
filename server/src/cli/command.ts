/** What a file of `commands/` offers. */

import type { Command } from 'commander';
import type { ExitCode } from './outcome';
import type { World } from './world';

/** Adds the command to the program. `done` tells how it ended; a command that says nothing ended clean. */
export type AddCommand = (program: Command, world: World, done: (code: ExitCode) => void) => void;
