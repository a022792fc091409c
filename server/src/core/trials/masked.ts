/**
 * Whether values of offending rows may be shown. Rows of a table that a mapping with personal or confidential data reads or fills keep their
 * keys, so that somebody can look them up, and nothing else.
 */

import { fullName } from '../catalog/lookup';
import type { MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';
import { hiddenData } from '../mapping/hiddenData';
import type { NamedValue } from '../reconcile/result';
import { tablesOfMapping, tablesOfPieces } from './pieceTables';

export interface Masking {
	/** For the report. */
	readonly reason: string;
	row(values: readonly (NamedValue & { readonly type: string })[]): readonly NamedValue[];
}

/** Undefined: everything may be shown. `keys`: names of columns that tell the rows apart. */
export function maskingOf(piece: SqlPiece, side: 'source' | 'target', facts: SpecFacts): Masking | undefined {
	const read = tablesOfPieces([piece], facts);
	const owner = facts.mappings.find(
		mapping => hiddenData(facts, mapping.name) !== undefined && [...tablesOf(mapping, side, facts)].some(name => read.has(name)),
	);
	if (!owner) return undefined;
	const keys = keysOf(read, side, facts);
	return {
		reason: `only keys are shown, as "${owner.name}" holds ${hiddenData(facts, owner.name)} data`,
		row: values => values.flatMap(({ name, value, type }) => (keys.has(name) && isNumberOrUuid(type) ? [{ name, value }] : [])),
	};
}

function tablesOf(mapping: MappingFacts, side: 'source' | 'target', facts: SpecFacts): ReadonlySet<string> {
	if (side === 'source') return tablesOfMapping(mapping, facts);
	return new Set(mapping.table ? [fullName(mapping.table)] : []);
}

/** Columns of primary keys, and what mappings know rows by. */
function keysOf(tables: ReadonlySet<string>, side: 'source' | 'target', facts: SpecFacts): ReadonlySet<string> {
	const primary = [...tables].flatMap(name => facts[side]?.tables.get(name)?.primaryKey?.columns ?? []);
	const known = facts.mappings.flatMap(mapping => {
		if (mapping.key.kind !== 'columns') return [];
		if (side === 'target') return mapping.table && tables.has(fullName(mapping.table)) ? mapping.key.columns : [];
		return mapping.key.columns.flatMap(key => {
			const { origin } = mapping.column(key) ?? {};
			const bases = origin?.kind === 'sql' ? (origin.piece.analysis.plainColumn?.base ?? []) : origin?.kind === 'copy' ? origin.reads : [];
			return bases.filter(({ table }) => tables.has(table)).map(({ column }) => column);
		});
	});
	return new Set([...primary, ...known]);
}

/** A key that is a text may be a name. */
function isNumberOrUuid(type: string): boolean {
	return /^(smallint|integer|bigint|uuid|numeric)/.test(type);
}
