/** "Show cutover", from the lenses of the cutover and its steps, or for the spec in the editor: its timeline in the panel. Connects to nothing. */

import { type RunResult, requests, type SpecParams } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runTargetOf } from '../runTarget';

export async function showCutover({ server, panels }: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (!target) return;
	const params: SpecParams = { uri: server.code2ProtocolConverter.asUri(target.uri) };
	const { uri, html } = await server.sendRequest<RunResult>(requests.cutover, params);
	const panel = panels.of(server.protocol2CodeConverter.asUri(uri));
	panel.reveal();
	panel.showCutover(html, true);
}
