/** `crosswalk lsp --stdio`: the language server, for any editor. */

import type { AddCommand } from '../command';
import { exitCodes } from '../outcome';

export const lspCommand: AddCommand = (program, world, done) => {
	program
		.command('lsp')
		.description('Runs the language server, for editors.')
		.option('--stdio', 'speak on standard input and output (the only way, and the default)')
		.addHelpText('before', 'Example: crosswalk lsp --stdio\n')
		.action(async () => {
			await world.serve();
			done(exitCodes.clean);
		});
};
