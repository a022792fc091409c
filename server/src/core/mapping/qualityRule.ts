/** Analyses a quality rule: the table and the condition that its rows must meet, and how many may break it. */

import type { Finding } from '../base/problem';
import type { QualityRule } from '../spec/spec';
import type { Scope } from '../sql/analysis';
import { parseName } from '../sql/name';
import type { SqlPiece } from './facts';
import { type PieceContext, pieceOf } from './piece';

/** The condition, with the table among what it reads; undefined when the rule is not written so. */
export function qualityCondition({ table, rows }: QualityRule, context: PieceContext): SqlPiece | undefined {
	if (!table || !rows) return undefined;
	const name = parseName(table.text);
	const found = name && context.names.relation(name.schema, name.name);
	const relation = typeof found === 'object' ? found : undefined;
	const columns = relation?.columns;
	const item = { alias: name?.name ?? table.text, relation, span: table.span, aliasSpan: undefined, nullable: false, columns };
	const scope: Scope = { items: [item], open: columns === undefined };
	const piece = pieceOf(rows, 'condition', context, { scope });
	const { analysis } = piece;
	return {
		...piece,
		analysis: {
			...analysis,
			tables: [{ span: table.span, relation, name: table.text }, ...analysis.tables],
			findings: found === undefined ? [unknownTable(table, name, context), ...analysis.findings] : analysis.findings,
		},
	};
}

function unknownTable(table: NonNullable<QualityRule['table']>, name: ReturnType<typeof parseName>, { names }: PieceContext): Finding {
	const nearest = name && names.nearestRelation(name.schema, name.name);
	return {
		code: 'unknown-table',
		span: table.span,
		args: { name: table.text, nearest },
		data: nearest === undefined ? undefined : { replacement: nearest },
	};
}

/** A share that nothing can be a share of. */
export function boundFindings({ query, atMost }: QualityRule): readonly Finding[] {
	const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(atMost?.text ?? '')?.[1];
	if (!atMost || share === undefined) return [];
	const report = (allowed: string): Finding => ({
		code: 'invalid-value',
		span: atMost.span,
		args: { key: 'at_most', value: atMost.text ?? '', allowed },
	});
	if (Number(share) > 100) return [report('a number of rows, or a share up to 100%')];
	return query ? [report('a number of rows (a query does not say what a share is of), or the rule with "table" and "rows"')] : [];
}
