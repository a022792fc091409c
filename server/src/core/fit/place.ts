/** Where a finding is told in the spec as it is: the same characters as the rule that warns without looking at the data. */

import type { Span } from '../base/span';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { isProvenJoin } from '../mapping/provenJoin';
import type { FitPlace } from './fit';

/** The name of the mapping where the part is not there. */
export function spanAt({ part, column: name, index = 0 }: FitPlace, mapping: MappingFacts, facts: SpecFacts): Span {
	const own = mapping.mapping;
	const column = name === undefined ? undefined : mapping.column(name);
	const written = column?.written;
	const ofColumn = written?.column.span ?? column?.span ?? own.name.span;
	switch (part) {
		case 'value':
			return column?.origin?.kind === 'sql' ? column.origin.piece.sql.span : ofColumn;
		case 'column':
			return ofColumn;
		case 'map':
			return written?.map ? (written.map.kind === 'inline' ? written.map.span : written.map.name.span) : ofColumn;
		case 'transform': {
			const parts = [written, ...(column?.origin?.kind === 'lookup' ? column.origin.by.map(one => one.written) : [])];
			return parts.flatMap(one => one?.transforms ?? [])[index]?.span ?? ofColumn;
		}
		case 'round':
			return written?.round?.span ?? ofColumn;
		case 'cast':
			return written?.cast?.span ?? ofColumn;
		case 'null_to':
			return written?.nullTo?.span ?? ofColumn;
		case 'lookup':
			return written?.origin?.kind === 'lookup' ? written.origin.span : ofColumn;
		case 'key':
			return own.key?.span ?? own.name.span;
		case 'rows':
			return own.ignoreRows[index]?.predicate.span ?? own.name.span;
		case 'source':
			return lossyJoin(mapping, facts) ?? own.source?.span ?? own.name.span;
		case 'target':
			return own.target?.span ?? own.name.span;
	}
}

function lossyJoin({ from, items }: MappingFacts, { source }: SpecFacts): Span | undefined {
	const joins = from?.analysis.joins ?? [];
	return joins.find(join => join.kind === 'inner' && !(source && isProvenJoin(join, items, source)))?.span;
}
