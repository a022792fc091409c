/** "Restart language server": for the day when it should be needed. The open specs are sent again by the client. */

import type { CommandContext } from '../commandContext';
import { restart } from '../restart';

export async function restartServer({ server }: CommandContext): Promise<void> {
	await restart(server);
}
