/**
 * Problems in the light of the data: what may happen to a row becomes what happens to so many, or fades to a hint where the data was looked
 * at and no row is in trouble. A sample proves trouble, and never its absence. What was found and no rule warned of is added.
 */

import type { Problem, Severity } from '../base/problem';
import type { FitFinding, FitKind, FitResult } from '../fit/fit';
import { spanAt } from '../fit/place';
import { toldFinding, validatedAt } from '../fit/tell';
import type { MappingFacts, SpecFacts } from '../mapping/facts';

export interface Fitted {
	readonly problems: readonly Problem[];
	/** Those that faded. What a severity is set to is meant for what is not looked at. */
	readonly faded: ReadonlySet<Problem>;
}

/** `fit`: by mapping, of the mappings as they are. */
export function fitted(problems: readonly Problem[], facts: SpecFacts, fit: ReadonlyMap<string, FitResult>): Fitted {
	if (fit.size === 0) return { problems, faded: new Set() };
	const places = new Map<string, Place>();
	const added: Problem[] = [];
	for (const [name, result] of fit) {
		const mapping = facts.mapping(name);
		if (!mapping) continue;
		for (const finding of result.findings) {
			const made = problemOf(finding, mapping, result, facts);
			if (!made) continue;
			const place = places.get(placeOf(made)) ?? { found: false, fades: true, problem: made };
			const isFound = finding.rows > 0;
			places.set(placeOf(made), {
				found: place.found || isFound,
				fades: place.fades && !isFound && result.sample === undefined,
				problem: place.problem,
			});
			if (isFound) added.push(made);
		}
	}
	const faded = new Set<Problem>();
	const kept = problems.flatMap(problem => {
		const place = places.get(placeOf(problem));
		if (place?.found) return [];
		if (!place?.fades) return [problem];
		const hint: Problem = { ...problem, severity: 'hint', message: place.problem.message };
		faded.add(hint);
		return [hint];
	});
	return { problems: [...kept, ...added], faded };
}

interface Place {
	readonly found: boolean;
	readonly fades: boolean;
	readonly problem: Problem;
}

function placeOf({ code, mapping, span }: Problem): string {
	return `${code}\0${mapping}\0${span.block}\0${span.start}\0${span.end}`;
}

function problemOf(finding: FitFinding, mapping: MappingFacts, result: FitResult, facts: SpecFacts): Problem | undefined {
	const { code, kind, rows, about } = finding;
	if (code === undefined) return undefined;
	const words = rows > 0 ? toldFinding(finding) : `${about}: ${finding.message}`;
	return {
		code,
		severity: severityOf(kind),
		message: `${words} (${validatedAt(result)})`,
		span: spanAt(finding.at, mapping, facts),
		mapping: mapping.name,
	};
}

/** What is stored with fewer digits arrives, and what a join loses may be meant to be lost. What `otherwise` replaces is. */
function severityOf(kind: FitKind): Severity {
	if (kind === 'replaced') return 'information';
	return kind === 'scale' || kind === 'not-joined' ? 'warning' : 'error';
}
