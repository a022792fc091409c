/**
 * A sample of the rows of a comparison (`sample: 1000`, `sample: 5%`): both sides take the same rows, as a hash of the key decides. Without
 * a key the whole row is hashed: rows that differ are then taken or not each for itself.
 */

import { inParentheses } from '../sql/composed';
import { canonicalText } from '../sql/dialects/canonicalText';
import { quoteIdentifier } from '../sql/quote';
import { sql } from '../sql/template';
import type { ComparedRelation } from './relation';

/** The share of rows of `sample: n`, when there are so many, or of `sample: n%`; undefined for what is neither. */
export function shareOf(text: string, rows: number): number | undefined {
	const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim());
	if (!match) return undefined;
	const share = match[2] ? Number(match[1]) / 100 : Number(match[1]) / Math.max(rows, 1);
	return Math.min(share, 1);
}

/** Whether the number of rows must be known for it. */
export function isCountOfRows(text: string): boolean {
	return !text.trim().endsWith('%');
}

const hashes = 2 ** 32;

export function sampled(relation: ComparedRelation, share: number): ComparedRelation {
	const compared = relation.columns.filter(({ notCompared, excepted }) => notCompared === undefined && !excepted);
	const key = relation.hasKey ? compared.filter(({ isKey }) => isKey) : compared;
	const cells = key.map(({ name, type }) => canonicalText(`r.${quoteIdentifier(name)}`, type));
	const hash = `('x' || left(md5(convert_to(row(${cells.join(', ')})::text, 'UTF8')), 8))::bit(32)::bigint`;
	const taken = `${hash} < ${Math.round(share * hashes)}`;
	return {
		...relation,
		source: sql`select r.* from ${inParentheses(relation.source)} as r where ${taken}`,
		target: sql`select r.* from ${inParentheses(relation.target)} as r where ${taken}`,
	};
}
