/** The check `count`: as many rows in the target as the mapping yields. Rejected rows are not loaded, so they do not count. */

import { ABOUT } from '../../mapping/compileOptions';
import type { SqlText } from '../../sql/composed';
import { quoteIdentifier } from '../../sql/quote';
import type { ComparedRelation } from '../relation';
import { wrapSql } from '../relation';
import type { CountFound, Verdict } from '../result';
import type { Row } from '../rowCursor';

export interface SidedSql {
	readonly source: SqlText;
	readonly target: SqlText;
}

export function countQueries(relation: ComparedRelation): SidedSql {
	return {
		source: wrapSql('select count(*) from ', relation.source, ` as r where r.${quoteIdentifier(ABOUT.rejected)} is null`),
		target: wrapSql('select count(*) from ', relation.target, ' as r'),
	};
}

export function readCount(source: readonly Row[], target: readonly Row[]): { readonly verdict: Verdict; readonly found: CountFound } {
	const found: CountFound = { kind: 'count', source: Number(source[0]?.[0]), target: Number(target[0]?.[0]) };
	return { verdict: found.source === found.target ? 'identical' : 'different', found };
}
