/** Answers `crosswalk/coverageEdit`: the text that maps a column or leaves it out, for the client to put in. Changes nothing itself. */

import { linesOf } from '../../core/base/lines';
import { coverageEdit as editOf } from '../../features/coverageEdit';
import type { CoverageEditParams, CoverageEditResult } from '../../protocol';
import type { PanelWorld } from '../panel';
import { specToRun } from '../runWorld';
import { toUri } from '../session';

export function coverageEdit(params: CoverageEditParams, world: PanelWorld): CoverageEditResult {
	const { facts } = specToRun(params.uri, world);
	const found = editOf(facts, params);
	if (found.kind === 'choices') return { choices: found.choices };
	if (found.kind === 'failure') return { failure: found.sentence };
	const { file, start, end, newText, cursorAt } = found.edit;
	const text = facts.spec.files.find(one => one.file === file)?.text ?? '';
	return { edit: { uri: toUri(file), range: linesOf(text).rangeOf({ start, end }), newText, cursorAt } };
}
