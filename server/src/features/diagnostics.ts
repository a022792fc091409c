/** The problems of a spec as diagnostics, by file: the spec, its fragments, and what it uses of `.crosswalk/`. */

import type { Problem } from '../core/base/problem';
import type { SpecFacts } from '../core/mapping/facts';
import { placeFinder } from '../core/report/located';
import { sideFilesOf } from '../core/spec/locate';
import { type LspDiagnostic, toSeverity } from './convert';

/**
 * Every file of the spec has an entry, so that what was shown before is taken back. `uriOf` turns file names into URIs; `rulePages` is the
 * URI of the folder with a page for each code.
 */
export function diagnosticsByFile(
	facts: Pick<SpecFacts, 'spec' | 'connections' | 'settings'>,
	problems: readonly Problem[],
	uriOf: (file: string) => string,
	rulePages?: string,
): ReadonlyMap<string, readonly LspDiagnostic[]> {
	const find = placeFinder(facts, file => file);
	const byFile = new Map<string, LspDiagnostic[]>(facts.spec.files.map(file => [file.file, []]));
	for (const { file } of sideFilesOf(facts)) byFile.set(file, []);
	for (const { code, severity, message, span, related, data } of problems) {
		const { file, range } = find(span);
		const relatedInformation = related?.map(one => {
			const place = find(one.span);
			return { location: { uri: uriOf(place.file), range: place.range }, message: one.message };
		});
		const codeDescription = rulePages === undefined ? undefined : { href: `${rulePages}/${code}.md` };
		byFile
			.get(file)
			?.push({ range, severity: toSeverity(severity), code, codeDescription, source: 'crosswalk', message, relatedInformation, data });
	}
	return byFile;
}
