/** "Restart Language Server": for the day when it should be needed. The open specs are sent again by the client. */

import type { CommandContext } from './register';

export async function restartServer({ server }: CommandContext): Promise<void> {
	await server.restart();
}
