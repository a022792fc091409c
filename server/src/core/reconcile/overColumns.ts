/**
 * SQL that a user writes over target columns (`by` of a check, `where` of a reconcile section, `where` of an accepted difference), put over
 * both SELECTs of a relation: it means the same on either side, as both yield the same columns. A lookup column is the key that it leads to.
 */

import { columnOf } from '../catalog/lookup';
import { ABOUT } from '../mapping/compileOptions';
import { userText } from '../mapping/compileUserSql';
import type { MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';
import { sharedType } from '../mapping/sharedType';
import type { SqlScalar } from '../spec/spec';
import { composeList, inParentheses, type SqlText } from '../sql/composed';
import { comparedType } from '../sql/dialects/postgres';
import { familyOf } from '../sql/dialects/typeFamily';
import { quoteIdentifier } from '../sql/quote';
import { sql } from '../sql/template';
import { pieceObstacle } from './obstacles';
import type { ComparedRelation, RelationColumn } from './relation';

/** What the user's SQL stands over: the columns of a mapping's target table, as they are compared. */
export interface OverColumns {
	readonly facts: SpecFacts;
	readonly member: MappingFacts;
	readonly columns: readonly RelationColumn[];
}

/** The analysed piece of a scalar, or why it cannot be put over the relation, as a sentence that goes on after its name. */
export function pieceOver(scalar: SqlScalar, { facts, member, columns }: OverColumns): SqlPiece | { readonly obstacle: string } {
	const piece = facts.queries.find(one => one.scalar === scalar);
	if (!piece) return { obstacle: 'was not analysed' };
	const problem = pieceObstacle(piece, facts);
	if (problem !== undefined) return { obstacle: `cannot be used: ${problem}` };
	const [table] = piece.analysis.tables;
	if (table) return { obstacle: `reads the table "${table.name}", which only one side has; use columns of the mapping alone` };
	for (const { alias, column } of piece.analysis.reads) {
		if (alias !== member.table?.name || column === '*') continue;
		const compared = columns.find(one => one.name === column);
		if (compared?.notCompared !== undefined) return { obstacle: `reads "${column}", which cannot be compared: ${compared.notCompared}` };
		if (!compared) return { obstacle: `reads "${column}", of which the mapping makes no value that both sides have` };
	}
	return piece;
}

/** `SELECT` with more columns: `expressions` get the pieces as conditions or values over the relation's columns. */
export function withExpressions(
	select: SqlText,
	expressions: readonly { readonly name: string; readonly piece: SqlPiece }[],
	over: OverColumns,
): SqlText {
	const read = new Set(expressions.flatMap(({ piece }) => piece.analysis.reads.map(one => one.column)));
	const isRead = ({ name, notCompared }: RelationColumn) => notCompared === undefined && (read.has('*') || read.has(name));
	const seen = over.columns.filter(isRead).map(column => `${readableSql(column, over)} as ${quoteIdentifier(column.name)}`);
	// In a CASE a function that returns several rows is refused; elsewhere it would multiply the rows that are compared.
	const values = expressions.map(
		({ name, piece }) => sql`case when true then ${inParentheses(userText(piece))} end as ${quoteIdentifier(name)}`,
	);
	const alias = quoteIdentifier(over.member.table?.name ?? 't');
	return sql`select r.*, x.* from ${inParentheses(select)} as r cross join lateral (select ${composeList(values, ', ')} from (select ${seen.join(', ') || '1'}) as ${alias}) as x`;
}

/** The same columns of both sides, of rows for which `condition` holds; a rejected row is left out only when it does not hold for sure. */
export function filtered(relation: ComparedRelation, condition: SqlPiece, over: OverColumns): ComparedRelation {
	const name = '$where';
	const made = (side: 'source' | 'target') => withExpressions(relation[side], [{ name, piece: condition }], over);
	const holds = `f.${quoteIdentifier(name)}`;
	return {
		...relation,
		source: sql`select f.* from ${inParentheses(made('source'))} as f where coalesce(${holds}, f.${quoteIdentifier(ABOUT.rejected)} is not null)`,
		target: sql`select f.* from ${inParentheses(made('target'))} as f where ${holds}`,
	};
}

/** A column as the user knows it: what is compared as text becomes what it is in the target again, where both sides have that type. */
function readableSql(column: RelationColumn, { facts, member }: OverColumns): string {
	// The two servers may order and fold text differently: by its bytes they do not.
	const name = `r.${quoteIdentifier(column.name)}${familyOf(column.type) === 'text' ? ' collate "C"' : ''}`;
	const declared = member.table && columnOf(member.table, column.column ?? column.name)?.type;
	const isOwn = (column.column ?? column.name) === column.name && member.column(column.name)?.origin?.kind !== 'lookup';
	if (!isOwn || declared === undefined) return name;
	const { type } = sharedType(declared, facts.target);
	return comparedType(type) === 'text' && familyOf(type) !== 'text' ? `r.${quoteIdentifier(column.name)}::${type}` : name;
}
