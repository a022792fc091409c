/** Answers `crosswalk/runs`: the history of a spec, newest first. Connects to nothing. */

import { panelRunLine } from '../../core/report/panelHistory';
import type { PanelRunLine } from '../../core/report/panelModel';
import type { RunsResult, SpecParams } from '../../protocol';
import { type PanelWorld, runsBefore } from '../panel';
import { specToRun } from '../runWorld';

export function runs({ uri }: SpecParams, world: PanelWorld): RunsResult {
	const lines: PanelRunLine[] = [];
	for (const run of runsBefore(specToRun(uri, world), world.outside)) lines.push(panelRunLine(run));
	return { runs: lines };
}
