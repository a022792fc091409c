/** "Show coverage", from the lens of a mapping: what becomes of each column of its target. Connects to nothing. */

import { type RunResult, requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runTargetOf } from '../runTarget';

export async function showCoverage({ server, panels }: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (!target) return;
	const params = { uri: server.code2ProtocolConverter.asUri(target.uri), mapping: target.mapping };
	const { html } = await server.sendRequest<RunResult>(requests.coverage, params);
	const panel = panels.of(target.uri);
	panel.reveal();
	panel.show(html);
}
