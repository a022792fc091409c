/** The values that the spec itself writes for a column: entries of its map, literals. For rules. */

import type { ColumnFacts, SpecFacts } from '../mapping/facts';
import type { Literal, MapPair, ValueMap } from '../spec/spec';

/** Undefined for a lookup whose entries are not in the spec. */
export function entriesOf({ lookups }: Pick<SpecFacts, 'lookups'>, map: ValueMap): readonly MapPair[] | undefined {
	if (map.kind === 'inline') return map.entries;
	const content = lookups.find(one => one.lookup.name.text === map.name.text)?.lookup.content;
	return content?.kind === 'inline' ? content.entries : undefined;
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
