/** "Show plan", from the lenses of the strategy, its phases and the risks, or for the spec in the editor: a page in its panel. Connects to nothing. */

import { type RunResult, requests, type SpecParams } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runTargetOf } from '../runTarget';

export async function showPlan({ server, panels }: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (!target) return;
	const params: SpecParams = { uri: server.code2ProtocolConverter.asUri(target.uri) };
	const { uri, html } = await server.sendRequest<RunResult>(requests.plan, params);
	// A fragment's plan is that of its spec.
	const panel = panels.of(server.protocol2CodeConverter.asUri(uri));
	panel.reveal();
	panel.show(html);
}
