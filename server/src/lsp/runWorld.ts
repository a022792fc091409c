/** What the runs of a spec have in common: the spec itself, both connections, the question before production, and failures as pages. */

import { placeFinder } from '../core/report/located';
import { renderNoticeHtml } from '../core/report/noticeHtml';
import { partOnly } from '../core/report/partOnly';
import type { HtmlPlaceOf } from '../core/report/placeHtml';
import { Cancelled, type ConnectionSettings, DatabaseFailure } from '../engines/engine';
import type { ConfirmParams, RunParams, RunProgress, RunResult } from '../protocol';
import { hidingValues } from '../run/hidingValues';
import type { Sided } from '../run/sides';
import { type ConnectWorld, connectionSettings, noteFailure } from './connect';
import { type SpecSnapshot, toUri } from './session';

export interface RunWorld extends ConnectWorld {
	readonly signal: AbortSignal;
	/** Asks the client. */
	confirm(params: ConfirmParams): Promise<boolean>;
	progress(progress: Omit<RunProgress, 'run'>): void;
	/** For those who look into the server's output. */
	log(text: string): void;
	/** Milliseconds since 1970. */
	now(): number;
}

/** A spec that something is run for. */
export interface SpecToRun extends SpecSnapshot {
	/** As shown to the user. */
	readonly shown: string;
	/** Why it could be read only in part, in a sentence. */
	readonly partOnly?: string;
	readonly placeOf: HtmlPlaceOf;
}

/** Runs `work` for the spec of `uri`, the first one that includes it when it is a fragment. A failure of the outside becomes the result. */
export async function runForSpec(
	{ uri }: Pick<RunParams, 'uri'>,
	world: RunWorld,
	work: (spec: SpecToRun) => Promise<string | Pick<RunResult, 'html' | 'panel'>>,
): Promise<RunResult> {
	const spec = specToRun(uri, world);
	try {
		const result = await work(spec);
		return { uri: toUri(spec.file), ...(typeof result === 'string' ? { html: result } : result) };
	} catch (error) {
		if (!(error instanceof DatabaseFailure)) throw error;
		noteFailure(error, spec, world.session);
		return { uri: toUri(spec.file), html: renderNoticeHtml(spec.shown, error.message), failure: error.message };
	}
}

export function specToRun(uri: string, { session, outside }: Pick<RunWorld, 'session' | 'outside'>): SpecToRun {
	const [file = uri] = session.specsOf(uri);
	const shownName = (name: string) =>
		session.folders.map(folder => outside.files.shown(folder, name)).sort((one, other) => one.length - other.length)[0] ?? name;
	const snapshot = session.snapshot(file);
	const find = placeFinder(snapshot.facts, name => name);
	const placeOf: HtmlPlaceOf = span => {
		const { file, range } = find(span);
		return { file: shownName(file), uri: toUri(file), line: range.start.line };
	};
	const lost = partOnly(snapshot.facts, () => snapshot.problems, shownName);
	return { ...snapshot, shown: shownName(file), placeOf, ...(lost === undefined ? {} : { partOnly: lost }) };
}

/** For runs that say what is green. Throws `DatabaseFailure` when the spec could be read only in part: the rest might be green. */
export function requireWhole({ partOnly: lost }: SpecToRun): void {
	if (lost !== undefined) throw new DatabaseFailure('settings', '', lost);
}

/** Both connections of the spec. Asks the user before production. Throws `DatabaseFailure`, and `Cancelled` when the user does not agree. */
export async function sidesToRun(spec: SpecToRun, whatRuns: string, world: RunWorld): Promise<Sided<ConnectionSettings>> {
	const { source, target } = await settingsToRun(spec, ['source', 'target'], whatRuns, world);
	if (source && target) return { source, target };
	throw new Error('A side was asked for and not answered');
}

/** The same of some sides. */
export async function settingsToRun(
	spec: SpecToRun,
	wanted: readonly (keyof Sided<unknown>)[],
	whatRuns: string,
	world: RunWorld,
): Promise<Partial<Sided<ConnectionSettings>>> {
	const sides: Partial<Record<keyof Sided<unknown>, ConnectionSettings>> = {};
	for (const side of wanted) sides[side] = await settingsOf(side, spec, world);
	const all = wanted.flatMap(side => sides[side] ?? []);
	const production = [...new Set(all.filter(isProduction).map(({ name }) => `"${name}"`))];
	if (production.length === 0) return sides;
	const timeouts = all.map(({ statementTimeoutMs }) => statementTimeoutMs / 1000);
	world.progress({ text: 'waiting for your answer' });
	const agreed = await world.confirm({
		message: `Run on ${production.join(' and ')}, which is production?`,
		detail: `${whatRuns} Everything is read in read-only transactions; no statement runs longer than ${Math.max(...timeouts)} s.`,
		agree: 'Run',
	});
	if (!agreed) throw new Cancelled();
	return sides;
}

function isProduction({ environment }: ConnectionSettings): boolean {
	return environment?.toLowerCase() === 'production';
}

async function settingsOf(side: 'source' | 'target', spec: SpecToRun, world: RunWorld): Promise<ConnectionSettings> {
	const name = spec.facts.spec[side]?.connection?.text;
	if (name !== undefined) return hidingValues(await connectionSettings(name, spec, world), spec.facts);
	throw new DatabaseFailure('settings', '', `"${spec.shown}" names no connection for its ${side}; write ${side}: { connection: NAME }`);
}
