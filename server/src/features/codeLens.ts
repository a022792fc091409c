/**
 * The lenses above each mapping of a file: coverage, validation, reconciliation, the last two with what they found last. Runs nothing. While
 * the YAML is broken, lenses of mappings that cannot be read stay where their names stand.
 */

import { type Lines, linesOf, type Range } from '../core/base/lines';
import { coverageOf, type MappingCoverage } from '../core/mapping/coverage';
import type { SpecFacts } from '../core/mapping/facts';
import { coverageRatio } from '../core/report/coverageHtml';
import { placeFinder } from '../core/report/located';
import { cutoverLenses } from './cutoverLenses';
import { entryLenses } from './entryLenses';
import { type LensSpec, type LspCodeLens, type MappingLenses, resultText } from './lens';
import { planLenses } from './planLenses';

/** `before`: what was answered last for the file. */
export function codeLenses(
	file: string,
	text: string,
	specs: readonly LensSpec[],
	before: readonly MappingLenses[] = [],
): readonly MappingLenses[] {
	return specs.flatMap(spec => {
		const suffix = specs.length > 1 ? ` · ${spec.name}` : '';
		const readable = [
			...lensesOf(file, spec, suffix),
			...entryLenses(file, spec, suffix),
			...planLenses(file, spec, suffix),
			...cutoverLenses(file, spec, suffix),
		];
		const known = before.filter(one => one.uri === spec.uri);
		return known.length > 0 && isBroken(spec.facts, file) ? calmed(readable, known, text) : readable;
	});
}

/** What broken YAML reads as is half a mapping, or a key that only looks like one: nothing comes, and nothing goes but with its name. */
function calmed(readable: readonly MappingLenses[], known: readonly MappingLenses[], text: string): readonly MappingLenses[] {
	const lines = linesOf(text);
	return known.flatMap(one => {
		const found = readable.find(other => other.mapping === one.mapping && other.entry === one.entry);
		if (!found) return foundAgain(one, text, lines);
		if (one.entry !== undefined) return found;
		const coverage = one.lenses[0]?.command;
		return { ...found, lenses: found.lenses.map((lens, index) => (index === 0 && coverage ? { ...lens, command: coverage } : lens)) };
	});
}

function lensesOf(file: string, spec: LensSpec, suffix: string): readonly MappingLenses[] {
	const find = placeFinder(spec.facts, name => name);
	// A number of what is left of a broken mapping would be taken for its coverage.
	const ratioOf = isBroken(spec.facts, file) ? () => '' : ratioText;
	const seen = new Set<string>();
	return coverageOf(spec.facts).mappings.flatMap(coverage => {
		const { name, mapping } = coverage.mapping;
		// Those that a pattern makes have no line of their own; of a name that stands twice the first counts.
		if (mapping.madeBy || seen.has(name)) return [];
		seen.add(name);
		const place = find(mapping.name.span);
		return place.file === file
			? [{ uri: spec.uri, mapping: name, lenses: mappingLenses(coverage, place.range, spec, `${ratioOf(coverage)}${suffix}`) }]
			: [];
	});
}

function ratioText({ columns }: MappingCoverage): string {
	return columns.length === 0 ? '' : ` ${coverageRatio(columns)}`;
}

/** `decided`: told behind the word of the coverage. The longest one, whose text changes with every run, is the last: the others stay under the pointer. */
function mappingLenses(coverage: MappingCoverage, range: Range, spec: LensSpec, decided: string): readonly LspCodeLens[] {
	const mapping = coverage.mapping.name;
	const lens = (command: string, title: string): LspCodeLens => ({
		range,
		command: { title, command: `crosswalk.${command}`, arguments: [{ uri: spec.uri, mapping }] },
	});
	return [
		lens('showCoverage', `Coverage${decided}`),
		lens('validateMapping', `Validate${resultText(spec.result(mapping, 'validate'))}`),
		lens('reconcile', `▶ Reconcile${resultText(spec.result(mapping, 'reconcile'))}`),
	];
}

function isBroken({ spec }: SpecFacts, file: string): boolean {
	return spec.findings.some(({ code, span }) => code === 'yaml-syntax' && span.block.startsWith(`${file}#`));
}

/** On the line of the name that is nearest to where it was; gone when the name is. */
function foundAgain(lost: MappingLenses, text: string, lines: Lines): readonly MappingLenses[] {
	const lineBefore = lost.lenses[0]?.range.start.line ?? 0;
	const name = lost.mapping.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
	const places = [...text.matchAll(new RegExp(`^([ \\t]*["']?)${name}["']?[ \\t]*(?::|$)`, 'gm'))].map(match => {
		const start = match.index + (match[1] ?? '').length;
		return lines.rangeOf({ start, end: start + lost.mapping.length });
	});
	const distance = (range: Range) => Math.abs(range.start.line - lineBefore);
	const [nearest] = places.sort((one, other) => distance(one) - distance(other));
	return nearest ? [{ ...lost, lenses: lost.lenses.map(lens => ({ ...lens, range: nearest })) }] : [];
}
