/** Answers `crosswalk/coverageMap`: the coverage of a whole spec, from the committed catalogs. Connects to nothing. */

import type { CoverageMap } from '../../core/report/coverageMap';
import { coverageMap as mapOf } from '../../core/report/coverageMap';
import type { SpecParams } from '../../protocol';
import { type PanelWorld, placeFor } from '../panel';
import { specToRun } from '../runWorld';
import { toUri } from '../session';

export function coverageMap({ uri }: SpecParams, world: PanelWorld): CoverageMap {
	const spec = specToRun(uri, world);
	const map = mapOf(spec.facts, { shown: spec.shown, uri: toUri(spec.file) }, placeFor(spec));
	return spec.partOnly === undefined ? map : { ...map, partOnly: spec.partOnly };
}
