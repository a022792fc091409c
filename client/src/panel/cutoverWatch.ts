/** Keeps the timelines that panels show up to date: what somebody says of a step, on the command line or here, is added to a log on disk. */

import { Disposable, workspace } from 'vscode';

import { type RunResult, requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { guarded } from '../registerCommands';

export function watchCutovers(context: CommandContext): Disposable {
	const { server, panels } = context;
	const watcher = workspace.createFileSystemWatcher('**/.crosswalk/runs/**/cutover/*.jsonl');
	const refresh = async () => {
		for (const panel of panels.all().filter(({ showsCutover }) => showsCutover)) {
			const uri = server.code2ProtocolConverter.asUri(panel.spec);
			const { html } = await server.sendRequest<RunResult>(requests.cutover, { uri });
			// It may have been given another page meanwhile.
			if (panel.showsCutover) panel.showCutover(html, false);
		}
	};
	const hear = () => void guarded(context, refresh);
	return Disposable.from(watcher, watcher.onDidCreate(hear), watcher.onDidChange(hear), watcher.onDidDelete(hear));
}
