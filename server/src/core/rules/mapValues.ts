/** The values that the spec itself writes for a column: entries of its map, literals. For rules. */

import type { ColumnFacts, MappingFacts, SpecFacts } from '../mapping/facts';
import type { Literal, MapPair, ValueMap } from '../spec/spec';

/** Undefined for a lookup whose entries are not in the spec. */
export function entriesOf({ lookups }: Pick<SpecFacts, 'lookups'>, map: ValueMap): readonly MapPair[] | undefined {
	if (map.kind === 'inline') return map.entries;
	const content = lookups.find(one => one.lookup.name.text === map.name.text)?.lookup.content;
	return content?.kind === 'inline' ? content.entries : undefined;
}

const remembered = new WeakMap<MappingFacts, readonly ColumnFacts[]>();

/** The columns that `writtenValues` may tell something of. Found once per mapping, as most columns are none. */
export function valueColumns(mapping: MappingFacts): readonly ColumnFacts[] {
	const known = remembered.get(mapping);
	if (known) return known;
	const columns = mapping.columns.filter(column => column.written?.map !== undefined || writtenValues({ lookups: [] }, column).length > 0);
	remembered.set(mapping, columns);
	return columns;
}

/** Literals that reach the column as they are. */
export function writtenValues(facts: Pick<SpecFacts, 'lookups'>, { origin, written }: ColumnFacts): readonly Literal[] {
	if (!written) return [];
	const { map, otherwise, round, cast, nullTo, transforms } = written;
	const last = nullTo ? [nullTo] : [];
	if (round || cast) return last;
	if (map) {
		const entries = entriesOf(facts, map) ?? [];
		return [...entries.map(entry => entry.value), ...(otherwise?.kind === 'value' ? [otherwise.value] : []), ...last];
	}
	if (transforms.length > 0) return last;
	if (origin?.kind === 'value') return [origin.value, ...last];
	const literal = origin?.kind === 'sql' ? /^'((?:[^'\\]|'')*)'$/.exec(origin.piece.sql.text.trim())?.[1] : undefined;
	if (origin?.kind !== 'sql' || literal === undefined) return last;
	return [{ text: literal.replaceAll("''", "'"), span: origin.piece.scalar.span, quoted: true }, ...last];
}
