/** "Run quality rules, acceptance tests and examples": of one entry (from its lens) or of the whole spec in the active editor. Writes nothing to databases. */

import { l10n } from 'vscode';
import { requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runInPanel } from '../panel/runInPanel';
import { runTargetOf } from '../runTarget';

export async function check(context: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (!target) return;
	const [only, ...others] = target.checks ?? [];
	const name =
		only !== undefined && others.length === 0 ? only.split('/').slice(1).filter(Boolean).join(', ') : 'rules, tests and examples';
	await runInPanel(context, { ...target, title: l10n.t('Checking {0}', name), request: requests.check });
}
