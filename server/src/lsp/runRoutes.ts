/** The routes of lenses and of what they run. Knows which file answers, keeps runs of a spec in order, and has lenses asked for again. */

import { type CancellationToken, CodeLensRefreshRequest, type Connection } from 'vscode-languageserver';
import { codeLenses } from '../features/codeLens';
import type { LensSpec, MappingLenses } from '../features/lens';
import {
	type CoverageEditParams,
	type CutoverStepParams,
	clientRequests,
	type DifferencesParams,
	type ExportParams,
	notifications,
	type ProfileParams,
	type RecordParams,
	type ReportParams,
	type ResultsParams,
	type RowSqlParams,
	type RunParams,
	type RunProgress,
	type RunResult,
	requests,
	type SecretResult,
	type SpecParams,
} from '../protocol';
import { cancellable } from './cancellable';
import { lensSpec } from './lensSpec';
import type { Outside } from './outside';
import { check } from './requests/check';
import { coverage } from './requests/coverage';
import { coverageEdit } from './requests/coverageEdit';
import { coverageMap } from './requests/coverageMap';
import { cutover } from './requests/cutover';
import { cutoverStep } from './requests/cutoverStep';
import { cutoverSteps } from './requests/cutoverSteps';
import { differences } from './requests/differences';
import { exportResults } from './requests/export';
import { person } from './requests/person';
import { plan } from './requests/plan';
import { profile } from './requests/profile';
import { reconcile } from './requests/reconcile';
import { recordAcceptance } from './requests/recordAcceptance';
import { report } from './requests/report';
import { results } from './requests/results';
import { rowSql } from './requests/rowSql';
import { runs } from './requests/runs';
import { validateLive } from './requests/validateLive';
import { runQueue } from './runQueue';
import type { RunWorld } from './runWorld';
import { type Log, safely } from './safely';
import { type Session, toFile } from './session';

/** How often the ages in the lenses are brought up to date. */
const ageMs = 60_000;

export interface RunRoutes {
	/** When the client has said what it can. */
	begin(options: { readonly refreshesLenses: boolean }): void;
	/** Has lenses asked for again: something that they tell is another. */
	refreshLenses(): void;
	close(uri: string): void;
	stop(): void;
}

/** `changed` is called when what is known of a spec is more than before. */
export function runRoutes(connection: Connection, session: Session, outside: Outside, changed: () => void, log: Log): RunRoutes {
	const queue = runQueue();
	const lensesBefore = new Map<string, readonly MappingLenses[]>();
	let refreshesLenses = false;
	let timer: NodeJS.Timeout | undefined;

	connection.onCodeLens(({ textDocument: { uri } }) => {
		const file = toFile(uri);
		const document = session.document(file);
		if (!document || session.hiddenLenses === 'all') return [];
		const before = lensesBefore.get(file) ?? [];
		const lenses = safely(`The lenses of ${file}`, before, log, () => codeLenses(file, document.text, lensSpecs(uri), before));
		lensesBefore.set(file, lenses);
		return lenses.flatMap(one =>
			one.lenses
				.filter(lens => !session.hiddenLenses.includes(lens.command.command))
				.map(lens => ({ ...lens, command: { ...lens.command, arguments: [...lens.command.arguments] } })),
		);
	});
	const known = { session, outside };
	connection.onRequest(requests.reconcile, (params: RunParams, token: CancellationToken) => run(params, token, reconcile));
	connection.onRequest(requests.check, (params: RunParams, token: CancellationToken) => run(params, token, check));
	connection.onRequest(requests.validateLive, (params: RunParams, token: CancellationToken) => run(params, token, validateLive));
	connection.onRequest(requests.profile, (params: ProfileParams, token: CancellationToken) => run(params, token, profile));
	connection.onRequest(requests.recordAcceptance, (params: RecordParams) => {
		const result = recordAcceptance(params, { ...known, now: () => Date.now() });
		changed();
		refreshLenses();
		return result;
	});
	connection.onRequest(requests.person, (params: SpecParams) => person(params, known));
	connection.onRequest(requests.coverage, (params: RunParams) => coverage(params, { session, outside }));
	connection.onRequest(requests.plan, (params: SpecParams) => plan(params, { ...known, now: () => Date.now() }));
	connection.onRequest(requests.cutover, (params: SpecParams) => cutover(params, { ...known, now: () => Date.now() }));
	connection.onRequest(requests.cutoverSteps, (params: SpecParams) => cutoverSteps(params, { ...known, now: () => Date.now() }));
	connection.onRequest(requests.cutoverStep, (params: CutoverStepParams) => {
		const result = cutoverStep(params, { ...known, now: () => Date.now() });
		refreshLenses();
		return result;
	});
	connection.onRequest(requests.results, (params: ResultsParams) => results(params, known));
	connection.onRequest(requests.differences, (params: DifferencesParams) => differences(params, known));
	connection.onRequest(requests.runs, (params: SpecParams) => runs(params, known));
	connection.onRequest(requests.rowSql, (params: RowSqlParams) => rowSql(params, known));
	connection.onRequest(requests.report, (params: ReportParams) => report(params, known));
	connection.onRequest(requests.export, (params: ExportParams) => exportResults(params, known));
	connection.onRequest(requests.coverageMap, (params: SpecParams) => coverageMap(params, known));
	connection.onRequest(requests.coverageEdit, (params: CoverageEditParams) => coverageEdit(params, known));
	return {
		begin(options) {
			refreshesLenses = options.refreshesLenses;
			timer = setInterval(() => (!session.results.isEmpty() || session.hasCutoverLog()) && refreshLenses(), ageMs);
			// Whoever waits for nothing but this may end.
			timer.unref();
		},
		refreshLenses,
		close: uri => void lensesBefore.delete(toFile(uri)),
		stop: () => clearInterval(timer),
	};

	async function run<Params extends RunParams>(
		params: Params,
		token: CancellationToken,
		work: (params: Params, world: RunWorld) => Promise<RunResult>,
	): Promise<RunResult> {
		const [spec = params.uri] = session.specsOf(params.uri);
		const tell = (progress: Omit<RunProgress, 'run'>) => {
			if (params.run !== undefined) void connection.sendNotification(notifications.progress, { run: params.run, ...progress });
		};
		tell({ text: 'waiting for its turn' });
		const result = await cancellable(token, signal =>
			queue.run(spec, signal, () =>
				work(params, {
					session,
					outside,
					signal,
					progress: tell,
					log,
					now: () => Date.now(),
					secret: secret => connection.sendRequest<SecretResult>(clientRequests.secret, secret),
					confirm: question => connection.sendRequest<boolean>(clientRequests.confirm, question).catch(() => false),
				}),
			),
		);
		changed();
		refreshLenses();
		return result;
	}

	function refreshLenses(): void {
		// A client that is going away does not answer.
		if (refreshesLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => undefined);
	}

	function lensSpecs(uri: string): readonly LensSpec[] {
		const now = Date.now();
		return session.specsOf(uri).map(spec => lensSpec(spec, session.snapshot(spec), known, now));
	}
}
