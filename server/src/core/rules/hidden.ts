/**
 * What is wrong at one place hides what is right there: a misspelt `colums:` hides the columns under it, SQL that cannot be read hides what
 * it reads, a misspelt name hides the name that was meant. Rules that speak of what is absent ask here first, so that one mistake is told
 * once. Works by words, so it may keep silent too long; what stays wrong is told when the mistake is mended.
 */

import { nearestName } from '../base/nearest';
import type { Finding } from '../base/problem';
import { columnOf } from '../catalog/lookup';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { blocksById } from '../spec/locate';
import type { SpecBlock } from '../spec/spec';
import { parseName } from '../sql/name';

export interface Hidden {
	/** Whether a place with a mistake mentions the name, or a mistake means it. */
	has(name: string): boolean;
	/** The same for what one mapping maps. */
	in(mapping: MappingFacts): (name: string) => boolean;
}

const remembered = new WeakMap<SpecFacts, Hidden>();

/** Made once per facts. */
export function hiddenIn(facts: SpecFacts): Hidden {
	const known = remembered.get(facts) ?? makeHidden(facts);
	remembered.set(facts, known);
	return known;
}

function makeHidden(facts: SpecFacts): Hidden {
	const findings = [...facts.findings, ...facts.mappings.flatMap(mapping => mapping.findings)];
	const broken = new Set(findings.map(finding => finding.span.block));
	const words = new Map<string, ReadonlySet<string>>();
	for (const id of broken) {
		const block = blocksById(facts.spec).get(id);
		if (block) words.set(id, wordsOf(block));
	}
	const meant = new Set([...meantBy(findings), ...meantTargets(facts)]);
	return {
		has: name => meant.has(name) || [...words.values()].some(all => all.has(name.toLowerCase())),
		in: mapping => name => {
			if (mapping.ignoredColumns.has(name)) return false;
			// What is copied into a table that is not there, nobody can say.
			const copiesBlindly = facts.target !== undefined && !mapping.table && mapping.mapping.copy !== undefined;
			return copiesBlindly || words.get(mapping.mapping.block)?.has(name.toLowerCase()) === true || meantIn(mapping).has(name);
		},
	};
}

const meantInMappings = new WeakMap<MappingFacts, ReadonlySet<string>>();

/** Made once per mapping, as most mappings outlive many facts. */
function meantIn(mapping: MappingFacts): ReadonlySet<string> {
	const known = meantInMappings.get(mapping) ?? new Set([...meantBy(mapping.findings), ...meantColumns(mapping)]);
	meantInMappings.set(mapping, known);
	return known;
}

/** The words of a block, comments left out. */
function wordsOf({ text, comments }: SpecBlock): ReadonlySet<string> {
	let bare = '';
	let last = 0;
	for (const { start, end } of comments) {
		bare += text.slice(last, start);
		last = end;
	}
	bare += text.slice(last);
	return new Set(bare.toLowerCase().match(/[\p{L}\p{N}_$]+/gu) ?? []);
}

/** The names that misspelt ones stand for: `erp.ord_lin` is also `ord_lin`. */
function meantBy(findings: readonly Finding[]): ReadonlySet<string> {
	const names = findings.flatMap(({ args }) => (args.nearest === undefined ? [] : String(args.nearest).replaceAll('"', '')));
	return new Set(names.flatMap(name => [name, name.slice(name.lastIndexOf('.') + 1)]));
}

/** The target tables that misspelt ones stand for, without their schemas. */
function meantTargets({ mappings, target }: SpecFacts): readonly string[] {
	return mappings.flatMap(({ table, mapping }) => {
		const written = table ? undefined : mapping.target && parseName(mapping.target.text);
		const nearest = written && target?.nearestTable(written.schema, written.name);
		return nearest === undefined ? [] : nearest.slice(nearest.lastIndexOf('.') + 1);
	});
}

function meantColumns({ mapping, table }: MappingFacts): readonly string[] {
	if (!table) return [];
	const names = table.columns.map(column => column.name);
	return mapping.columns.flatMap(({ column }) => (columnOf(table, column.text) ? [] : (nearestName(column.text, names) ?? [])));
}
