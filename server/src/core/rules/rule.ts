/**
 * What a rule is. Each diagnostic code is one file of this folder; its first comment is its page in `docs/rules/` (what is wrong, why it
 * matters, what to do). A rule forwards the findings that parsers and analysis noted under its code, and may look for more by `check`.
 */

import type { FindingArgs, FixData, Related, Severity } from '../base/problem';
import type { Span } from '../base/span';
import type { MappingFacts, SpecFacts } from '../mapping/facts';

export type RuleGroup = 'syntax and shape' | 'names' | 'SQL' | 'coverage' | 'types' | 'keys and order' | 'data' | 'plan' | 'connections';

interface RuleBase {
	readonly code: string;
	readonly group: RuleGroup;
	readonly severity: Severity;
	/** A few words for lists, such as "A column that the table does not have". */
	readonly title: string;
	/** The message: what is wrong with the user's own names in quotes, why it matters, what to do. */
	message(args: FindingArgs): string;
	/** Its `check` is silent without the catalogs of these sides. */
	readonly needs?: readonly ('source' | 'target')[];
	/** Speaks of what is absent, so it is silent while the YAML is broken and half of the spec may be hidden. */
	readonly whole?: boolean;
}

/** Looks at one mapping and at what surrounds mappings. Remembered as long as neither changes. */
export interface MappingRule extends RuleBase {
	readonly scope: 'mapping';
	check(mapping: MappingFacts, surroundings: MappingSurroundings, report: Report): void;
	/** What it says of contents of the spec that may change while the facts of a mapping stay, such as what a lookup lists. */
	ofSpec?(facts: SpecFacts, report: Report): void;
}

/** Looks at the whole spec. */
export interface SpecRule extends RuleBase {
	readonly scope: 'spec';
	check(facts: SpecFacts, report: Report): void;
	/**
	 * What `check` asks of each mapping about its columns or SQL, which is remembered by the mapping. Called once for each, right after it was
	 * analysed: a large spec keeps what is known of its last mappings only, so asking them all a second time would analyse them all again.
	 */
	ofMapping?(mapping: MappingFacts, facts: SpecFacts): unknown;
}

/** Only forwards. */
export interface ForwardingRule extends RuleBase {
	readonly scope: 'finding';
}

export type Rule = MappingRule | SpecRule | ForwardingRule;

/** The part of a spec's facts that a mapping's own facts are remembered by. Of other mappings, only the tables that it looks up may be asked. */
export type MappingSurroundings = Pick<
	SpecFacts,
	'mapping' | 'source' | 'target' | 'sourceNames' | 'targetNames' | 'parameters' | 'views' | 'lookups' | 'connections' | 'findings'
>;

export interface ReportExtras {
	readonly related?: readonly Related[];
	readonly data?: FixData;
}

export type Report = (span: Span, args: FindingArgs, extras?: ReportExtras) => void;

/** The end of a message about a name: `. Did you mean "x"?`, or what else to do. */
export function didYouMean(nearest: string | number | undefined, otherwise: string): string {
	if (nearest === undefined) return `; ${otherwise}`;
	// A name of SQL that needs quotes brings its own.
	return /^".*"$/.test(String(nearest)) ? `. Did you mean ${nearest}?` : `. Did you mean "${nearest}"?`;
}

/** What the quick fix of a misspelt name needs. */
export function replacing(nearest: string | undefined): ReportExtras {
	return nearest === undefined ? {} : { data: { replacement: nearest } };
}

/** A sentence begins with a capital. */
export function capitalized(text: string | number | undefined): string {
	const words = String(text);
	return words.charAt(0).toUpperCase() + words.slice(1);
}
