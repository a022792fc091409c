/** Answers `crosswalk/differences`: further differences of a check, in the order in which they were found. Connects to nothing. */

import { panelRows } from '../../core/report/panelChecks';
import type { PanelRows } from '../../core/report/panelModel';
import type { DifferencesParams } from '../../protocol';
import { type PanelWorld, panelResults } from '../panel';
import { specToRun } from '../runWorld';

/** Empty when there are no more, or the check is not known. */
export function differences({ uri, startedAt, id, offset, count }: DifferencesParams, world: PanelWorld): PanelRows {
	const found = panelResults(specToRun(uri, world), startedAt, world)?.checks.get(id)?.result.found;
	return { id, offset, rows: found?.kind === 'rows' ? panelRows(found.rows, offset, offset + count) : [] };
}
