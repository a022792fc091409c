/** "Record result", from the lens of an acceptance test that a person goes through: asks what was found and by whom, and has it kept. */

import { l10n, window } from 'vscode';

import { type PersonResult, type RecordParams, type RunResult, requests } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runTargetOf } from '../runTarget';

const section = 'acceptance//';

export async function recordAcceptance({ server, panels, log }: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	const [id] = target?.checks ?? [];
	if (!target || !id?.startsWith(section)) return;
	const name = id.slice(section.length);
	const uri = server.code2ProtocolConverter.asUri(target.uri);
	const found = await askFound(name, (await server.sendRequest<PersonResult>(requests.person, { uri })).name);
	if (!found) return;
	const params: RecordParams = { uri, name, ...found };
	const result = await server.sendRequest<RunResult>(requests.recordAcceptance, params);
	if (result.failure !== undefined) {
		log.error(result.failure);
		window.showErrorMessage(result.failure);
		return;
	}
	const spec = server.protocol2CodeConverter.asUri(result.uri).toString();
	const panel = panels.all().find(one => one.spec.toString() === spec);
	if (panel && result.panel) panel.showResults(result.panel, false);
}

/** Undefined when the user leaves one of the questions. */
async function askFound(name: string, person: string | undefined): Promise<Pick<RecordParams, 'passed' | 'by' | 'note'> | undefined> {
	const title = l10n.t('Result of "{0}"', name);
	const verdict = await window.showQuickPick(
		[
			{ label: l10n.t('$(pass) Passed'), passed: true },
			{ label: l10n.t('$(error) Not passed'), passed: false },
		],
		{ title },
	);
	if (!verdict) return undefined;
	const by = await window.showInputBox({
		title,
		prompt: l10n.t('Who went through the steps?'),
		value: person,
		ignoreFocusOut: true,
		validateInput: text => (text.trim() === '' ? l10n.t('It cannot be empty.') : undefined),
	});
	if (by === undefined) return undefined;
	const note = await window.showInputBox({ title, prompt: l10n.t('A note, if there is something to say'), ignoreFocusOut: true });
	return note === undefined ? undefined : { passed: verdict.passed, by, note };
}
