/** The values that a mapping stores in columns that both sides know, with what the table of compatibility says of them. For rules. */

import type { FindingArgs } from '../base/problem';
import type { Span } from '../base/span';
import type { Column } from '../catalog/catalog';
import { fullName } from '../catalog/lookup';
import { type ColumnValue, columnValue } from '../mapping/columnValue';
import { type Compatibility, compatibilityOf, type Loss } from '../mapping/compatibility';
import type { ColumnFacts, MappingFacts } from '../mapping/facts';
import { UNKNOWN } from '../sql/types/typeSystem';
import type { MappingSurroundings, Report } from './rule';

export interface StoredValue {
	readonly facts: ColumnFacts;
	readonly column: Column;
	readonly value: ColumnValue;
	/** Undefined when the value's type is not known, or is what the column makes of a literal. */
	readonly compatibility?: Compatibility;
	readonly span: Span;
	/** `expression`, `type`, `column`, `table`, `wanted`. */
	readonly args: FindingArgs;
}

const remembered = new WeakMap<MappingFacts, readonly StoredValue[]>();

/** Made once per facts. What is generated, looked up or broken is left out. */
export function storedValues(mapping: MappingFacts, surroundings: MappingSurroundings): readonly StoredValue[] {
	const known = remembered.get(mapping);
	if (known) return known;
	// Half of an entry is hidden while its keys are misspelt.
	const broken = surroundings.findings.filter(finding => finding.span.block === mapping.mapping.block);
	const isWhole = ({ written }: ColumnFacts) =>
		!written || !broken.some(({ span }) => written.span.start <= span.start && span.end <= written.span.end);
	const values = mapping.columns.filter(isWhole).flatMap(column => storedValue(mapping, surroundings, column) ?? []);
	remembered.set(mapping, values);
	return values;
}

/** Reports the values that may lose something of that kind. */
export function reportLoss(loss: Loss, mapping: MappingFacts, surroundings: MappingSurroundings, report: Report): void {
	for (const { compatibility, span, args } of storedValues(mapping, surroundings)) {
		if (!compatibility?.losses.includes(loss)) continue;
		report(span, { ...args, labels: compatibility.missingLabels?.map(label => `"${label}"`).join(', ') });
	}
}

function storedValue(mapping: MappingFacts, surroundings: MappingSurroundings, facts: ColumnFacts): StoredValue | undefined {
	const { column, origin, written } = facts;
	if (!column || !origin || origin.kind === 'generated' || origin.kind === 'lookup') return undefined;
	if (origin.kind === 'sql' && (!origin.piece.analysis.ok || origin.piece.analysis.findings.length > 0)) return undefined;
	const value = columnValue(surroundings, mapping, facts);
	const { type } = value;
	const compatibility =
		type === undefined || type === UNKNOWN ? undefined : compatibilityOf(type, column.type, surroundings, value.declared);
	const expression =
		origin.kind === 'sql' ? origin.piece.scalar.text : origin.kind === 'copy' ? `${origin.alias}.${origin.column}` : column.name;
	const table = mapping.table ? fullName(mapping.table) : '';
	const args = { expression: oneLine(expression), type, column: column.name, table, wanted: column.type };
	return {
		facts,
		column,
		value,
		compatibility,
		span: origin.kind === 'sql' ? origin.piece.sql.span : (written?.column.span ?? facts.span),
		args,
	};
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
