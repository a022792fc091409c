/**
 * Divides the scan of a side into parts by where its rows lie, so that one hears of it while it runs. Only where the server reads such a part
 * of the table and nothing else for it: a part that joined all of another table would cost as much as the whole.
 */

import { PLACE } from '../../mapping/compileOptions';
import type { SqlText } from '../../sql/composed';
import { quoteIdentifier, quoteLiteral, quoteName } from '../../sql/quote';
import { plainSql } from '../../sql/template';
import type { ComparedRelation } from '../relation';
import { wrapSql } from '../relation';
import { hashedColumns, type SideName } from './hashing';
import type { Part } from './keyScheme';
import { nodesOf, topNode } from './planNodes';

const place = `r.${quoteIdentifier(PLACE)}`;

/** The plan of a part, with the names of tables. */
export function partPlanSql(relation: ComparedRelation, side: SideName): SqlText {
	return wrapSql('explain (format json, verbose) select * from ', relation[side], ` as r where ${placed(0, 1)}`);
}

/** What one block may cost of all of them, and what it costs to find it, as the planner counts. */
const mostShare = 0.02;
const costOfOne = 10;

/** The plan of the rows at one place, with the names of tables; it yields the columns of the key first. */
export function placePlanSql(relation: ComparedRelation, side: SideName): SqlText {
	const keys = hashedColumns(relation).key.map(({ name }) => `r.${quoteIdentifier(name)}, `);
	const select = `explain (format json, verbose) select ${keys.join('')}r.* from `;
	return wrapSql(select, relation[side], ` as r where ${place} = any('{"(0,1)"}'::tid[])`);
}

/**
 * The tables that are read in parts, or at places, as SQL names; undefined when that is not cheap. `tables`: how many there should be.
 */
export function tablesInParts(
	plan: string,
	wholeCost: number,
	tables: number,
	scan: 'Tid Range Scan' | 'Tid Scan' = 'Tid Range Scan',
): readonly string[] | undefined {
	const top = topNode(plan);
	const scans = nodesOf(top).filter(node => node['Node Type'] === scan);
	if (scans.length !== tables || top['Total Cost'] > mostShare * wholeCost + costOfOne) return undefined;
	return scans.map(node => quoteName(node.Schema, node['Relation Name'] ?? ''));
}

/** The number of blocks of the largest of some tables. */
export function blocksSql(tables: readonly string[]): SqlText {
	const sizes = tables.map(name => `pg_relation_size(${quoteLiteral(name)}::regclass)`);
	return plainSql(`select greatest(${sizes.join(', ')}) / current_setting('block_size')::bigint`);
}

/** So many parts of tables of so many blocks, which together take every row once; the last is open, for what was added since. */
export function partsOf(blocks: number, count: number): readonly Part[] {
	const bounds = Array.from({ length: count }, (_, i) => Math.floor((blocks * i) / count));
	return bounds.map((first, i) => placed(first, bounds[i + 1]));
}

/** Those from one on as one. */
export function joinedParts(blocks: number, count: number, from: number): Part {
	return placed(Math.floor((blocks * from) / count), undefined);
}

function placed(first: number, end: number | undefined): Part {
	const start = `${place} >= '(${first},0)'::tid`;
	return end === undefined ? start : `${start} and ${place} < '(${end},0)'::tid`;
}
