/** Answers `crosswalk/report`: the strategy document as the text of a file, by the renderers of the command line. Connects to nothing. */

import { documentDrawings, renderDocument, wordsOf } from '../../core/report/documentBlocks';
import { checkSpec } from '../../core/rules/checkSpec';
import { readDocument } from '../../files/strategyDocument';
import type { ReportParams, ReportResult } from '../../protocol';
import { type RunWorld, specToRun } from '../runWorld';

export function report({ uri, format, language }: ReportParams, world: Pick<RunWorld, 'session' | 'outside'>): ReportResult {
	const spec = specToRun(uri, world);
	if (spec.partOnly !== undefined) return { text: '', failure: spec.partOnly };
	const document = readDocument(world.outside.files, spec, fit => checkSpec(spec.facts, { severities: spec.project.settings?.rules, fit }));
	if (format === 'json') return { text: `${JSON.stringify(document, null, 2)}\n` };
	const drawings = format === 'html' ? documentDrawings(spec.facts, document, wordsOf(language)) : {};
	return { text: renderDocument(document, drawings, language, format) };
}
