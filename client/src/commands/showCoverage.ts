/** "Show coverage", from the lens of a mapping or for the whole spec: what becomes of each column, as a drawing. Connects to nothing. */

import type { CommandContext } from '../commandContext';
import { refreshPanel } from '../panel/answerPage';
import { runTargetOf } from '../runTarget';

export async function showCoverage(context: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (!target) return;
	const panel = context.panels.of(target.uri);
	panel.coverageOf = target.mapping ?? '';
	panel.reveal();
	// A page that is just being loaded asks for it once it is there.
	if (panel.isReady) await refreshPanel(context, panel);
}
