/** The values that a mapping stores in columns that both sides know, with what the table of compatibility says of them. For rules. */

import type { FindingArgs } from '../base/problem';
import type { Span } from '../base/span';
import type { Column, Table } from '../catalog/catalog';
import { fullName } from '../catalog/lookup';
import { type ColumnValue, columnValue } from '../mapping/columnValue';
import { type Compatibility, compatibilityOf, type Loss } from '../mapping/compatibility';
import type { ByFacts, ColumnFacts, MappingFacts } from '../mapping/facts';
import { UNKNOWN } from '../sql/types/typeSystem';
import { isSameList, lookedUpTables } from './lookedUp';
import type { MappingSurroundings, Report } from './rule';

export interface StoredValue {
	readonly facts: ColumnFacts;
	readonly column: Column;
	readonly value: ColumnValue;
	/** Undefined when the value's type is not known, or is what the column makes of a literal. */
	readonly compatibility?: Compatibility;
	readonly span: Span;
	/** `origin` (what is written), `expression` (what of it comes to the column), `type`, `column`, `table`, `wanted`. */
	readonly args: () => FindingArgs;
}

/** Of the mapping that was asked for last only, as its rules ask one after another: a large spec has tens of thousands of values. */
let remembered = new WeakMap<
	MappingFacts,
	{ readonly lookedUp: readonly (Table | undefined)[]; readonly values: readonly StoredValue[] }
>();

/** Made once for all rules of a mapping. What is generated or broken is left out. */
export function storedValues(mapping: MappingFacts, surroundings: MappingSurroundings): readonly StoredValue[] {
	const lookedUp = lookedUpTables(surroundings, mapping);
	const known = remembered.get(mapping);
	if (known && isSameList(known.lookedUp, lookedUp)) return known.values;
	// Half of an entry is hidden while its keys are misspelt.
	const broken = surroundings.findings.filter(finding => finding.span.block === mapping.mapping.block);
	const isWhole = ({ written }: ColumnFacts) =>
		!written || !broken.some(({ span }) => written.span.start <= span.start && span.end <= written.span.end);
	const values = mapping.columns.filter(isWhole).flatMap(column => storedValue(mapping, surroundings, column) ?? []);
	remembered = new WeakMap([[mapping, { lookedUp, values }]]);
	return values;
}

/** Reports the values that may lose something of that kind. */
export function reportLoss(loss: Loss, mapping: MappingFacts, surroundings: MappingSurroundings, report: Report): void {
	for (const { compatibility, span, args } of storedValues(mapping, surroundings)) {
		if (!compatibility?.losses.includes(loss)) continue;
		report(span, { ...args(), labels: compatibility.missingLabels?.map(label => `"${label}"`).join(', ') });
	}
}

function storedValue(mapping: MappingFacts, surroundings: MappingSurroundings, facts: ColumnFacts): StoredValue | undefined {
	const { column, origin, written } = facts;
	if (!column || !origin || origin.kind === 'generated') return undefined;
	if (origin.kind === 'lookup' && !origin.by.every(isPartWhole)) return undefined;
	if (origin.kind === 'sql' && (!origin.piece.analysis.ok || origin.piece.analysis.findings.length > 0)) return undefined;
	const value = columnValue(surroundings, mapping, facts);
	const { type } = value;
	const compatibility =
		type === undefined || type === UNKNOWN ? undefined : compatibilityOf(type, column.type, surroundings, value.declared);
	return {
		facts,
		column,
		value,
		compatibility,
		span: origin.kind === 'sql' ? origin.piece.sql.span : (written?.column.span ?? facts.span),
		args: () => {
			const from = oneLine(originText(facts));
			const table = mapping.table ? fullName(mapping.table) : '';
			return { origin: from, expression: value.taken ?? from, type, column: column.name, table, wanted: column.type };
		},
	};
}

/** As the user wrote it. */
function originText({ origin, name }: ColumnFacts): string {
	switch (origin?.kind) {
		case 'sql':
			return origin.piece.scalar.text;
		case 'copy':
			return `${origin.alias}.${origin.column}`;
		case 'lookup': {
			const by = origin.by.flatMap(part => (part.origin?.kind === 'sql' ? part.origin.piece.scalar.text : []));
			return `lookup: ${origin.alternatives.map(one => one.mapping).join(', ')}, by: ${by.join(', ')}`;
		}
		default:
			return name;
	}
}

function isPartWhole({ origin }: ByFacts): boolean {
	return origin !== undefined && (origin.kind !== 'sql' || (origin.piece.analysis.ok && origin.piece.analysis.findings.length === 0));
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
