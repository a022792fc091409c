/** Mappings made by the `copy` patterns at the top of a spec: one for every source table that matches. */

import { oncePer } from '../base/memo';
import { compilePattern, type Pattern } from '../base/pattern';
import type { Finding } from '../base/problem';
import type { Table } from '../catalog/catalog';
import { type CatalogLookup, fullName } from '../catalog/lookup';
import type { CopyPattern, Mapping, Spec, SqlScalar, Text } from '../spec/spec';
import { quoteName } from '../sql/quote';
import type { MappingFacts } from './facts';
import { topIgnores } from './ignores';
import { keep } from './kept';

export interface PatternMappings {
	readonly mappings: readonly Mapping[];
	readonly findings: readonly Finding[];
}

const none: PatternMappings = { mappings: [], findings: [] };
const keptAll = keep<object, PatternMappings>();

/**
 * A written mapping of the same source or target table wins, and so does an ignore. Without the source's catalog there are none. The same
 * mappings as before when nothing that they are made from has changed; `identity` is that of the facts.
 */
export function patternMappings(
	identity: object,
	spec: Spec,
	written: readonly MappingFacts[],
	source: CatalogLookup | undefined,
	target: CatalogLookup | undefined,
): PatternMappings {
	if (spec.copies.length === 0) return none;
	const parts = [source, target, JSON.stringify(spec.copies), JSON.stringify(spec.ignore), ...written.flatMap(taken)];
	return keptAll({ identity }, identity, parts, () => makeMappings(identity, spec, written, source, target));
}

/** What a written mapping takes away from patterns: its source table, its target table, its name. */
const taken = oncePer(({ items, table, mapping, name }: MappingFacts): readonly [source?: string, target?: string, name?: string] => [
	items[0]?.relation?.name,
	table ? fullName(table) : mapping.target?.text,
	name,
]);

const keptMapping = keep<Table, Mapping>();

function makeMappings(
	identity: object,
	spec: Spec,
	written: readonly MappingFacts[],
	source: CatalogLookup | undefined,
	target: CatalogLookup | undefined,
): PatternMappings {
	const mappings: Mapping[] = [];
	const findings: Finding[] = [];
	const takenSources = new Set(written.map(mapping => taken(mapping)[0]));
	const takenTargets = new Set(written.map(mapping => taken(mapping)[1]));
	const takenNames = new Set(written.map(mapping => mapping.name));
	const sourceIgnores = topIgnores(spec.ignore.source);
	const targetIgnores = topIgnores(spec.ignore.target);
	for (const copy of spec.copies) {
		const pattern = compilePattern(copy.source.text);
		const copyKey = JSON.stringify(copy);
		for (const [sourceName, table] of source?.tables ?? []) {
			if (takenSources.has(sourceName) || !matches(pattern, sourceName, table)) continue;
			const name = targetName(copy, pattern, sourceName);
			if (takenTargets.has(name) || sourceIgnores.table(sourceName) || targetIgnores.table(name)) continue;
			takenSources.add(sourceName);
			takenTargets.add(name);
			const plain = name.slice(name.lastIndexOf('.') + 1);
			const found = target?.tables.get(name);
			const written = found ? quoteName(found.schema, found.name) : name;
			const ownName = takenNames.has(plain) ? name : plain;
			const parts = [copyKey, written, ownName];
			const mapping = keptMapping({ identity }, table, parts, () => mappingOf(copy, table, written, ownName));
			takenNames.add(mapping.name.text);
			if (target && !target.tables.has(name)) findings.push(missingTarget(copy, table, name, target));
			mappings.push(mapping);
		}
	}
	return { mappings, findings };
}

function matches(pattern: Pattern, name: string, table: Table): boolean {
	return pattern.matches(name) && (!pattern.isWild || isBase(table));
}

function isBase(table: Table): boolean {
	return table.kind === 'table' || table.kind === 'partitioned';
}

/** Each `*` of the target stands for the text of the source's `*` at the same place. */
function targetName(copy: CopyPattern, pattern: Pattern, source: string): string {
	const captures = [...(pattern.captures(source) ?? [])];
	return copy.target.text.replace(/[*?]/g, () => captures.shift() ?? '');
}

function missingTarget(copy: CopyPattern, table: Table, name: string, target: CatalogLookup): Finding {
	const [schema, plain] = [name.slice(0, name.lastIndexOf('.')), name.slice(name.lastIndexOf('.') + 1)];
	const nearest = target.nearestTable(schema === '' ? undefined : schema, plain);
	return { code: 'unknown-table', span: copy.target.span, args: { name, side: 'target', nearest, source: fullName(table) } };
}

function mappingOf(copy: CopyPattern, table: Table, target: string, name: string): Mapping {
	const { span } = copy.source;
	const text = (value: string): Text => ({ text: value, span, quoted: false });
	const from = quoteName(table.schema, table.name);
	const source: SqlScalar = {
		...text(from),
		node: {
			kind: 'scalar',
			style: 'plain',
			value: from,
			start: span.start,
			end: span.end,
			offsetAt: index => (index === 0 ? span.start : span.end),
		},
	};
	return {
		name: text(name),
		block: span.block,
		text: `${from} ${target}`,
		span,
		source,
		target: { text: target, span: copy.target.span, quoted: false },
		sourceKey: [],
		copy: { span, patterns: [text('*')], except: [] },
		columns: [],
		ignoreRows: [],
		ignore: { source: [], target: [] },
		write: 'insert',
		examples: [],
		madeBy: copy,
	};
}
