/** Runs something of a spec on the server: progress that can be cancelled in a notification and in the panel, the result in the panel. */

import { CancellationTokenSource, Disposable, ProgressLocation, type Uri, window, workspace } from 'vscode';

import type { EndedCheck } from '../../../server/src/core/report/panelModel';
import type { ProfileParams, RunResult } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { unlessCancelled } from '../unlessCancelled';
import type { PanelProgress } from './messages';
import type { Panel } from './panels';

export interface PanelRun {
	/** For the notification: `Reconciling customers`. */
	readonly title: string;
	/** One of the protocol's. */
	readonly request: string;
	/** Of the spec. */
	readonly uri: Uri;
	readonly mapping?: string;
	/** The ids of checks; absent: all. */
	readonly checks?: readonly string[];
	/** Of a profile: frequent values, too. */
	readonly withValues?: boolean;
}

const underWay = new Set<string>();

/** A second click on what is under way only shows the panel. */
export async function runInPanel(context: CommandContext, run: PanelRun): Promise<void> {
	const panel = context.panels.of(run.uri);
	panel.reveal();
	const key = [run.request, run.uri.toString(), run.mapping ?? '', ...(run.checks ?? [])].join('\0');
	if (underWay.has(key)) return;
	underWay.add(key);
	try {
		await window.withProgress({ location: ProgressLocation.Notification, title: run.title, cancellable: true }, async (progress, token) => {
			const cancel = new CancellationTokenSource();
			const startedAtMs = Date.now();
			const id = crypto.randomUUID();
			const ended: EndedCheck[] = [];
			let told: PanelProgress = { text: run.title, startedAtMs };
			const tell = (part: Partial<PanelProgress>) => {
				told = { ...told, ...part };
				panel.tell(told);
			};
			const listening = Disposable.from(
				cancel,
				token.onCancellationRequested(() => cancel.cancel()),
				panel.onCancel(() => cancel.cancel()),
				cancel.token.onCancellationRequested(() => tell({ isCancelling: true })),
				context.progress.listen(id, ({ text, rows, running, ended: more = [], done }) => {
					progress.report({ message: [text, rows].filter(Boolean).join(' · ') });
					ended.push(...more);
					tell({ text, rows, running, ended: [...ended], done });
				}),
			);
			tell({});
			try {
				await showResult(context, run, panel, id, cancel);
			} finally {
				listening.dispose();
				panel.tell(undefined);
			}
		});
	} finally {
		underWay.delete(key);
	}
}

async function showResult(
	{ server, log }: CommandContext,
	{ request, uri, mapping, checks, withValues }: PanelRun,
	panel: Panel,
	id: string,
	{ token }: CancellationTokenSource,
): Promise<void> {
	const maxDifferences = workspace.getConfiguration('crosswalk', uri).get<number>('reconcile.maxDifferences');
	const params: ProfileParams = { uri: server.code2ProtocolConverter.asUri(uri), mapping, checks, maxDifferences, run: id, withValues };
	const result = await unlessCancelled(server.sendRequest<RunResult>(request, params, token), token);
	if (result?.failure !== undefined) log.error(result.failure);
	if (result?.panel) panel.showResults(result.panel, true);
	else if (result) panel.show(result.html);
}
