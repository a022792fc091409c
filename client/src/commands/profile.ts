/** "Profile the source": reads what the columns of the source of a spec hold, for hover, completion and suggestions. Writes to no database. */

import { l10n, window } from 'vscode';
import { requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runInPanel } from '../panel/runInPanel';
import { runTargetOf } from '../runTarget';

export async function profile(context: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (!target) return;
	const plain = { label: l10n.t('Counts, lengths, ranges and shapes'), withValues: false };
	const chosen = await window.showQuickPick(
		[
			plain,
			{ label: l10n.t('Frequent values, too'), detail: l10n.t('But for columns of personal and confidential mappings'), withValues: true },
		],
		{ title: l10n.t('What may be read of the source?') },
	);
	if (!chosen) return;
	const { withValues } = chosen;
	await runInPanel(context, { ...target, title: l10n.t('Profiling the source'), request: requests.profile, withValues });
}
