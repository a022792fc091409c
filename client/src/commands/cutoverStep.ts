/**
 * "Start, finish, fail or skip a step of the cutover", from the lenses of its steps or for the spec in the editor: asks what is not told
 * already, always who it is, and has it kept. What the rules of the cutover refuse is told, and nothing is forced.
 */

import { l10n, type QuickPickItem, window } from 'vscode';

import {
	type CutoverStepParams,
	type CutoverStepsResult,
	type PersonResult,
	type RunResult,
	requests,
	type StepAction,
} from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { runTargetOf } from '../runTarget';

export async function cutoverStep({ server, panels, log }: CommandContext, argument?: unknown): Promise<void> {
	const target = runTargetOf(argument);
	if (!target) return;
	const uri = server.code2ProtocolConverter.asUri(target.uri);
	const { steps } = await server.sendRequest<CutoverStepsResult>(requests.cutoverSteps, { uri });
	if (steps.length === 0) {
		window.showInformationMessage(l10n.t('This spec has no cutover with steps, or no .crosswalk folder to keep what happens in.'));
		return;
	}
	const asked = toldBy(argument);
	const step = asked.step ?? (await askStep(steps));
	const action = step === undefined ? undefined : (asked.action ?? (await askAction(step, steps)));
	if (step === undefined || action === undefined) return;
	const person = await server.sendRequest<PersonResult>(requests.person, { uri });
	const said = await askPerson(step, action, person.name);
	if (!said) return;
	const params: CutoverStepParams = { uri, step, action, ...said };
	const result = await server.sendRequest<RunResult>(requests.cutoverStep, params);
	if (result.failure !== undefined) {
		log.error(result.failure);
		window.showErrorMessage(result.failure);
		return;
	}
	const spec = server.protocol2CodeConverter.asUri(result.uri).toString();
	panels
		.all()
		.find(one => one.spec.toString() === spec && one.showsCutover)
		?.showCutover(result.html, false);
}

/** What the lens of a step says. */
function toldBy(argument: unknown): { readonly step?: string; readonly action?: StepAction } {
	const { step, action } = (argument ?? {}) as Partial<Record<string, unknown>>;
	if (typeof step !== 'string') return {};
	return { step, ...(isAction(action) ? { action } : {}) };
}

function isAction(value: unknown): value is StepAction {
	return typeof value === 'string' && ['start', 'finish', 'fail', 'skip', 'undo'].includes(value);
}

type Steps = CutoverStepsResult['steps'];

/** What can be gone on with stands first. */
async function askStep(steps: Steps): Promise<string | undefined> {
	const open = steps.filter(({ actions }) => actions.length > 0);
	const isNext = ({ actions }: Steps[number]) => actions.includes('start') || actions.includes('finish');
	const items = [...open.filter(isNext), ...open.filter(one => !isNext(one))].map(
		({ name, does, state }): QuickPickItem => ({ label: name, description: state, detail: does }),
	);
	const picked = await window.showQuickPick(items, { title: l10n.t('Which step of the cutover?'), matchOnDetail: true });
	return picked?.label;
}

async function askAction(step: string, steps: Steps): Promise<StepAction | undefined> {
	const words: Readonly<Record<StepAction, string>> = {
		start: l10n.t('It starts'),
		finish: l10n.t('It is finished'),
		fail: l10n.t('It has failed'),
		skip: l10n.t('It is skipped'),
		undo: l10n.t('It was undone'),
	};
	const actions = steps.find(({ name }) => name === step)?.actions ?? [];
	const picked = await window.showQuickPick(
		actions.map(action => ({ label: words[action], action })),
		{ title: l10n.t('Step "{0}"', step) },
	);
	return picked?.action;
}

/** Undefined when the user leaves one of the questions. */
async function askPerson(step: string, action: StepAction, person: string | undefined) {
	const title = l10n.t('Step "{0}"', step);
	const validateInput = (text: string) => (text.trim() === '' ? l10n.t('It cannot be empty.') : undefined);
	const prompt = l10n.t('Who says so? It stays in the log.');
	const by = await window.showInputBox({ title, prompt, value: person, ignoreFocusOut: true, validateInput });
	if (by === undefined || action === 'start' || action === 'finish') return by === undefined ? undefined : { by };
	const isNeeded = action !== 'undo';
	const note = await window.showInputBox({
		title,
		prompt: action === 'skip' ? l10n.t('Why is it skipped?') : action === 'fail' ? l10n.t('What went wrong?') : l10n.t('What was done?'),
		ignoreFocusOut: true,
		...(isNeeded ? { validateInput } : {}),
	});
	return note === undefined ? undefined : { by, note };
}
