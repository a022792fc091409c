/** "Write strategy document": asks where, writes what the server made of the spec, and opens it. Never writes without having asked. */

import { env, l10n, Uri, window, workspace } from 'vscode';

import { type ReportParams, type ReportResult, requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runTargetOf } from '../runTarget';

export async function report({ server }: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (!target) return;
	const file = await window.showSaveDialog({
		title: l10n.t('Write strategy document'),
		defaultUri: besideSpec(target.uri),
		filters: { [l10n.t('HTML, for reading and printing')]: ['html'], Markdown: ['md'], JSON: ['json'] },
	});
	if (!file) return;
	const params: ReportParams = {
		uri: server.code2ProtocolConverter.asUri(target.uri),
		format: file.path.endsWith('.md') ? 'markdown' : file.path.endsWith('.json') ? 'json' : 'html',
		language: env.language.startsWith('de') ? 'de' : 'en',
	};
	const { text, failure } = await server.sendRequest<ReportResult>(requests.report, params);
	if (failure !== undefined) {
		await window.showErrorMessage(failure);
		return;
	}
	await workspace.fs.writeFile(file, new TextEncoder().encode(text));
	if (params.format === 'html') await env.openExternal(file);
	else await window.showTextDocument(file);
}

/** `erp.strategy.html` beside `erp.migration.yaml`. */
function besideSpec(spec: Uri): Uri {
	const name = spec.path.split('/').at(-1) ?? '';
	return Uri.joinPath(spec, '..', `${name.replace(/(\.migration|\.mapping)?\.ya?ml$/, '')}.strategy.html`);
}
