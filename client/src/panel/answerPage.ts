/** Answers what the page of a panel asks: of the server what is known, of VS Code what opens, copies and saves. */

import { env, l10n, Uri, window, workspace } from 'vscode';

import type { CoverageMap } from '../../../server/src/core/report/coverageMap';
import type { PanelRows } from '../../../server/src/core/report/panelModel';
import { type ExportResult, type RowSqlResult, type RunResult, type RunsResult, requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { refreshConnectionOf } from '../commands/refreshConnection';
import { isTrustedWorkspace } from '../connections/trusted';
import { editCoverage } from './editCoverage';
import type { FromPanel } from './messages';
import { openPlace, openText } from './openPlace';
import type { Panel } from './panels';
import { runInPanel } from './runInPanel';
import { saveText } from './saveText';

/** How many differences are sent at once. */
const portion = 10_000;

export async function answerPage(context: CommandContext, panel: Panel, message: FromPanel): Promise<void> {
	const { server, log } = context;
	const uri = server.code2ProtocolConverter.asUri(panel.spec);
	switch (message.kind) {
		case 'ready':
			await refreshPanel(context, panel);
			break;
		case 'cancel':
			break;
		case 'open':
			await openPlace(Uri.parse(message.uri), message.line);
			break;
		case 'run':
			await runChecks(context, panel, message.checks);
			break;
		case 'more': {
			const { id, offset, startedAt } = message;
			const rows = await server.sendRequest<PanelRows>(requests.differences, { uri, startedAt, id, offset, count: portion });
			panel.post({ kind: 'rows', startedAt, rows });
			break;
		}
		case 'refreshCatalog':
			if (!isTrustedWorkspace()) break;
			await refreshConnectionOf(context, uri, message.connection);
			await refreshPanel(context, panel);
			break;
		case 'history':
			panel.post({ kind: 'runs', runs: (await server.sendRequest<RunsResult>(requests.runs, { uri })).runs });
			break;
		case 'look':
			show(panel, await server.sendRequest<RunResult>(requests.results, { uri, startedAt: message.startedAt }));
			break;
		case 'sql': {
			const { sql, failure } = await server.sendRequest<RowSqlResult>(requests.rowSql, { uri, mapping: message.mapping, key: message.key });
			if (sql === undefined) window.showWarningMessage(failure ?? l10n.t('This row cannot be shown as SQL.'));
			else await openText(sql, 'sql');
			break;
		}
		case 'export': {
			const { format, startedAt } = message;
			const { text } = await server.sendRequest<ExportResult>(requests.export, { uri, startedAt, format });
			await saveText(panel.spec, `reconciliation.${extensions[format]}`, text);
			break;
		}
		case 'copy':
			await env.clipboard.writeText(message.text);
			window.setStatusBarMessage(l10n.t('$(check) Copied'), 3000);
			break;
		case 'coverage':
			panel.showCoverage(await server.sendRequest<CoverageMap>(requests.coverageMap, { uri }));
			break;
		case 'edit':
			if (await editCoverage(context, panel.spec, message.edit)) {
				panel.showCoverage(await server.sendRequest<CoverageMap>(requests.coverageMap, { uri }));
			}
			break;
		case 'saveSvg':
			await saveText(panel.spec, `${message.name}.svg`, message.text);
			break;
		case 'failed':
			log.error(`The page of ${workspace.asRelativePath(panel.spec)} failed: ${message.message}`);
	}
}

/** Absent: all of the spec. Comparisons first, then what is judged by itself. */
async function runChecks(context: CommandContext, { spec: uri }: Panel, ids: readonly string[] | undefined): Promise<void> {
	// The id of what is not a comparison begins with its section.
	const [compared, judged] = [ids?.filter(id => id.startsWith('/')), ids?.filter(id => !id.startsWith('/'))];
	if (compared === undefined || compared.length > 0) {
		const title = compared === undefined ? l10n.t('Reconciling all mappings') : l10n.t('Reconciling {0}', countText(compared.length));
		await runInPanel(context, { uri, checks: compared, title, request: requests.reconcile });
	}
	if (judged && judged.length > 0) {
		await runInPanel(context, { uri, checks: judged, title: l10n.t('Checking {0}', countText(judged.length)), request: requests.check });
	}
}

/** All that is known, for a page that begins or has grown old. */
export async function refreshPanel({ server }: CommandContext, panel: Panel): Promise<void> {
	const uri = server.code2ProtocolConverter.asUri(panel.spec);
	const mapping = panel.coverageOf;
	panel.coverageOf = undefined;
	show(panel, await server.sendRequest<RunResult>(requests.results, { uri }));
	if (mapping === undefined && !panel.showsCoverage) return;
	panel.showCoverage(await server.sendRequest<CoverageMap>(requests.coverageMap, { uri }), mapping);
}

function show(panel: Panel, { panel: model, html }: RunResult): void {
	if (model) panel.showResults(model, false);
	else panel.show(html);
}

function countText(count: number): string {
	return count === 1 ? 'one check' : `${count} checks`;
}

const extensions = { csv: 'csv', json: 'json', markdown: 'md', html: 'html', junit: 'xml' } as const;
