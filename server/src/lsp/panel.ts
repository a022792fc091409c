/** The panel's model of a spec: of what is known by now, or of one run of the history. */

import type { Span } from '../core/base/span';
import { planReconciliation } from '../core/reconcile/planReconciliation';
import { type KnownCheck, knownChecks, reportOfRun } from '../core/report/knownChecks';
import { panelChecks } from '../core/report/panelChecks';
import type { PanelModel, PanelPlace } from '../core/report/panelModel';
import type { RunRecord } from '../core/report/runRecord';
import { planTrials } from '../core/trials/planTrials';
import { readRuns, runFolder } from '../files/runs';
import type { KnownRun } from './knownRuns';
import type { Outside } from './outside';
import type { SpecToRun } from './runWorld';
import { type Session, toUri } from './session';

export interface PanelWorld {
	readonly session: Session;
	readonly outside: Outside;
}

/** Differences that come with the model: what is seen at once. */
const mostRows = 500;

export interface PanelResults {
	readonly checks: ReadonlyMap<string, KnownCheck>;
	readonly run?: KnownRun;
	/** Connections whose catalog is not what their server has. */
	readonly stale?: readonly string[];
}

/** Undefined: there is no such run any more. */
export function panelResults(spec: SpecToRun, startedAt: string | undefined, { session, outside }: PanelWorld): PanelResults | undefined {
	const runs = () => runsBefore(spec, outside);
	if (startedAt === undefined) {
		const { checks, last } = session.known.of(spec.file, runs);
		// The run itself may have found that out.
		const { facts } = session.snapshot(spec.file);
		const stale = (facts.stale ?? []).flatMap(side => facts.spec[side]?.connection?.text ?? []);
		return { checks, ...(last ? { run: last } : {}), ...(stale.length > 0 ? { stale } : {}) };
	}
	for (const record of runs()) {
		if (record.startedAt === startedAt) return { checks: knownChecks([record]), run: { record } };
	}
	return undefined;
}

/** Newest first, read as they are asked for. */
export function runsBefore({ project, file }: SpecToRun, { files }: Outside): Iterable<RunRecord> {
	return project.folder === undefined ? [] : readRuns(files, runFolder(files, project.folder, file));
}

export function panelModel(spec: SpecToRun, { checks, run, stale }: PanelResults, isHistory: boolean): PanelModel {
	const { source, target } = spec.facts.spec;
	const options = { placeOf: placeFor(spec), mostRows, showsPlanned: !isHistory };
	return {
		spec: spec.shown,
		uri: toUri(spec.file),
		connections: { source: source?.connection?.text ?? '', target: target?.connection?.text ?? '' },
		...(stale ? { stale } : {}),
		...(run ? { run: runOf(run) } : {}),
		...(isHistory ? { isHistory: true as const } : {}),
		checks: panelChecks(spec.facts, { ...planReconciliation(spec.facts), ...planTrials(spec.facts) }, checks, options),
	};
}

function runOf({ record, changes }: KnownRun): PanelModel['run'] {
	const { startedAt, elapsedMs, interrupted, sides } = reportOfRun(record);
	return { startedAt, elapsedMs, sides, ...(interrupted ? { interrupted } : {}), ...(changes ? { changes } : {}) };
}

/** Places that can be opened. */
export function placeFor({ placeOf }: SpecToRun): (span: Span) => PanelPlace | undefined {
	return span => {
		const { file, uri, line } = placeOf(span) ?? {};
		return file === undefined || uri === undefined || line === undefined ? undefined : { file, uri, line };
	};
}
