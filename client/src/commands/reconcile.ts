/** "Reconcile": compares the databases of a mapping (from its lens) or of the whole spec in the active editor. Writes nothing to them. */

import { requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runInPanel } from '../panel/runInPanel';
import { runTargetOf } from '../runTarget';

export async function reconcile(context: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (target)
		await runInPanel(context, { ...target, title: `Reconciling ${target.mapping ?? 'all mappings'}`, request: requests.reconcile });
}
