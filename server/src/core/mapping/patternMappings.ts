/** Mappings made by the `copy` patterns at the top of a spec: one for every source table that matches. */

import { compilePattern } from '../base/pattern';
import type { Finding } from '../base/problem';
import type { Table } from '../catalog/catalog';
import { type CatalogLookup, fullName } from '../catalog/lookup';
import type { CopyPattern, Mapping, Spec, SqlScalar, Text } from '../spec/spec';
import { quoteName } from '../sql/quote';
import type { MappingFacts } from './facts';
import { topIgnores } from './ignores';

export interface PatternMappings {
	readonly mappings: readonly Mapping[];
	readonly findings: readonly Finding[];
}

/** A written mapping of the same source or target table wins, and so does an ignore. Without the source's catalog there are none. */
export function patternMappings(
	spec: Spec,
	written: readonly MappingFacts[],
	source: CatalogLookup | undefined,
	target: CatalogLookup | undefined,
): PatternMappings {
	const mappings: Mapping[] = [];
	const findings: Finding[] = [];
	const takenSources = new Set(written.flatMap(mapping => mapping.items[0]?.relation?.name ?? []));
	const takenTargets = new Set(
		written.flatMap(mapping => (mapping.table ? fullName(mapping.table) : (mapping.mapping.target?.text ?? []))),
	);
	const takenNames = new Set(written.map(mapping => mapping.name));
	const sourceIgnores = topIgnores(spec.ignore.source);
	const targetIgnores = topIgnores(spec.ignore.target);
	for (const copy of spec.copies) {
		for (const table of matches(copy, source)) {
			const name = targetName(copy, table);
			if (takenSources.has(fullName(table)) || takenTargets.has(name) || sourceIgnores.table(fullName(table)) || targetIgnores.table(name))
				continue;
			takenSources.add(fullName(table));
			takenTargets.add(name);
			const plain = name.slice(name.lastIndexOf('.') + 1);
			const found = target?.tables.get(name);
			const written = found ? quoteName(found.schema, found.name) : name;
			const mapping = mappingOf(copy, table, written, takenNames.has(plain) ? name : plain);
			takenNames.add(mapping.name.text);
			if (target && !target.tables.has(name)) findings.push(missingTarget(copy, table, name, target));
			mappings.push(mapping);
		}
	}
	return { mappings, findings };
}

function matches(copy: CopyPattern, source: CatalogLookup | undefined): readonly Table[] {
	if (!source) return [];
	const pattern = compilePattern(copy.source.text);
	return [...source.tables.values()].filter(table => pattern.matches(fullName(table)) && (!pattern.isWild || isBase(table)));
}

function isBase(table: Table): boolean {
	return table.kind === 'table' || table.kind === 'partitioned';
}

/** Each `*` of the target stands for the text of the source's `*` at the same place. */
function targetName(copy: CopyPattern, table: Table): string {
	const captures = [...(compilePattern(copy.source.text).captures(fullName(table)) ?? [])];
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
