/** "Validate on the databases": lets both servers look at the SQL of a mapping (from its lens) or of the whole spec. Runs none of it. */

import { requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runInPanel } from '../panel/runInPanel';
import { runTargetOf } from '../runTarget';

export async function validateMapping(context: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (target)
		await runInPanel(context, { ...target, title: `Validating ${target.mapping ?? 'all mappings'}`, request: requests.validateLive });
}
