/**
 * The Test Explorer: mappings with their checks, quality rules, acceptance tests and examples, each with its line, its last result, and what
 * was expected against what is there. Running one runs it on the databases, as its lens does.
 */

import {
	type CancellationToken,
	type Disposable,
	Disposable as Disposables,
	Location,
	l10n,
	Position,
	Range,
	type TestController,
	type TestItem,
	TestMessage,
	type TestRun,
	TestRunProfileKind,
	type TestRunRequest,
	tests,
	Uri,
	workspace,
} from 'vscode';

import type { PanelCheck, PanelModel } from '../../../server/src/core/report/panelModel';
import { type RunParams, type RunResult, requests, type SpecParams } from '../../../server/src/protocol';
import type { CommandContext } from '../commandContext';
import { unlessCancelled } from '../unlessCancelled';
import { outcomeOf, type TestOutcome } from './testOutcome';
import { runsBy, testGroups } from './testTree';

const specs = '**/*.migration.{yaml,yml}';

/** Nothing is read before the Test Explorer or a spec is looked at. */
export function testExplorer(context: CommandContext): Disposable {
	const { server } = context;
	const controller = tests.createTestController('crosswalk', 'Crosswalk');
	const items = new Map<string, { readonly item: TestItem; readonly check: PanelCheck; readonly spec: Uri }>();
	controller.resolveHandler = async item => (item ? await fill(item) : await findSpecs());
	controller.refreshHandler = async () => {
		await findSpecs();
		for (const [, item] of controller.items) await fill(item);
	};
	controller.createRunProfile('Run', TestRunProfileKind.Run, (request, token) => run(request, token), true);
	return Disposables.from(
		controller,
		workspace.onDidSaveTextDocument(async ({ uri, languageId }) => {
			if (languageId !== 'migration-spec') return;
			for (const [, item] of controller.items) if (item.children.size > 0) await fill(item);
			if (!controller.items.get(uri.toString())) await findSpecs();
		}),
	);

	async function findSpecs(): Promise<void> {
		const files = await workspace.findFiles(specs, '**/node_modules/**');
		controller.items.replace(files.map(file => controller.items.get(file.toString()) ?? specItem(controller, file)));
	}

	/** The checks of a spec. One that cannot be read says why. */
	async function fill(item: TestItem): Promise<void> {
		const spec = item.uri;
		if (!spec || !server.isRunning()) return;
		item.busy = true;
		try {
			const model = await modelOf(spec);
			item.error = model ? undefined : l10n.t('Its checks are not known yet: look at its problems first.');
			if (model) show(item, spec, model);
		} finally {
			item.busy = false;
		}
	}

	async function modelOf(spec: Uri): Promise<PanelModel | undefined> {
		const params: SpecParams = { uri: server.code2ProtocolConverter.asUri(spec) };
		return (await server.sendRequest<RunResult>(requests.results, params)).panel;
	}

	function show(parent: TestItem, spec: Uri, model: PanelModel): void {
		parent.children.replace(
			testGroups(model).map((group, index) => {
				const item = controller.createTestItem(`${spec}#${group.id}`, group.label, placeOf(group.checks[0])?.uri ?? spec);
				item.sortText = ordered(index);
				// A section has no line of its own, and on that of its first check it would tell the verdict of all.
				item.range = placeOf(group.checks.find(({ mapping, section }) => mapping !== undefined && section === undefined))?.range;
				item.children.replace(
					group.checks.map((check, position) => {
						const place = placeOf(check);
						const test = controller.createTestItem(idOf(spec, check), check.check, place?.uri ?? spec);
						test.range = place?.range;
						test.sortText = ordered(position);
						test.description = check.isStale ? 'stale' : undefined;
						items.set(test.id, { item: test, check, spec });
						return test;
					}),
				);
				return item;
			}),
		);
	}

	async function run(request: TestRunRequest, token: CancellationToken): Promise<void> {
		if (!request.include) await controller.refreshHandler?.(token);
		const asked = request.include ?? [...controller.items].map(([, item]) => item);
		for (const item of asked) if (item.children.size === 0 && controller.items.get(item.id)) await fill(item);
		const excluded = new Set((request.exclude ?? []).flatMap(leavesOf).map(item => item.id));
		const leaves = asked.flatMap(leavesOf).flatMap(item => (excluded.has(item.id) ? [] : (items.get(item.id) ?? [])));
		const testRun = controller.createTestRun(request);
		try {
			for (const { item } of leaves) testRun.enqueued(item);
			for (const spec of new Set(leaves.map(leaf => leaf.spec.toString()))) {
				const own = leaves.filter(leaf => leaf.spec.toString() === spec);
				for (const by of ['check', 'reconcile'] as const) {
					const chosen = own.filter(leaf => runsBy(leaf.check) === by);
					if (chosen.length > 0 && !token.isCancellationRequested)
						await runSpec(
							Uri.parse(spec),
							by,
							chosen.map(leaf => leaf.check),
							testRun,
							token,
						);
				}
			}
		} finally {
			testRun.end();
		}
	}

	async function runSpec(spec: Uri, by: 'check' | 'reconcile', checks: readonly PanelCheck[], testRun: TestRun, token: CancellationToken) {
		const started = new Set<string>();
		const id = crypto.randomUUID();
		const listening = context.progress.listen(id, ({ text, running = [] }) => {
			testRun.appendOutput(`${text}\r\n`);
			for (const check of running) {
				const item = items.get(idOf(spec, check))?.item;
				if (item && !started.has(check.id)) testRun.started(item);
				started.add(check.id);
			}
		});
		const params: RunParams = { uri: server.code2ProtocolConverter.asUri(spec), checks: checks.map(check => check.id), run: id };
		try {
			const result = await unlessCancelled(server.sendRequest<RunResult>(requests[by], params, token), token);
			const found = new Map((result?.panel?.checks ?? []).map(check => [check.id, check]));
			for (const check of checks) tell(testRun, spec, check, found.get(check.id), result?.failure);
			const panel = context.panels.all().find(one => one.spec.toString() === spec.toString());
			if (panel && result?.panel) panel.showResults(result.panel, true);
		} finally {
			listening.dispose();
		}
	}

	function tell(testRun: TestRun, spec: Uri, check: PanelCheck, found: PanelCheck | undefined, failure: string | undefined): void {
		const item = items.get(idOf(spec, check))?.item;
		if (!item) return;
		const outcome = failure === undefined && found ? outcomeOf(found) : undefined;
		if (failure !== undefined) testRun.errored(item, new TestMessage(failure));
		else if (!outcome || outcome.kind === 'skipped') testRun.skipped(item);
		else if (outcome.kind === 'passed') testRun.passed(item, outcome.elapsedMs);
		else testRun[outcome.kind](item, messageOf(outcome, found), outcome.elapsedMs);
	}
}

function messageOf({ message: text, expected, actual }: Unsuccessful, check: PanelCheck | undefined): TestMessage {
	const message = expected !== undefined && actual !== undefined ? TestMessage.diff(text, expected, actual) : new TestMessage(text);
	message.location = placeOf(check);
	return message;
}

type Unsuccessful = Extract<TestOutcome, { readonly message: string }>;

function specItem(controller: TestController, file: Uri): TestItem {
	const item = controller.createTestItem(file.toString(), workspace.asRelativePath(file), file);
	item.canResolveChildren = true;
	return item;
}

function leavesOf(item: TestItem): readonly TestItem[] {
	return item.children.size === 0 ? [item] : [...item.children].flatMap(([, child]) => leavesOf(child));
}

/** Sorted as text, these are in the order of the spec. */
function ordered(index: number): string {
	return String(index).padStart(6, '0');
}

function idOf(spec: Uri, { id }: { readonly id: string }): string {
	return `${spec}##${id}`;
}

function placeOf(check: PanelCheck | undefined): Location | undefined {
	if (!check?.place) return undefined;
	const at = new Position(check.place.line, 0);
	return new Location(Uri.parse(check.place.uri), new Range(at, at));
}
