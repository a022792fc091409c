/** Analyses one piece of SQL of a spec. */

import type { Finding } from '../base/problem';
import type { SqlScalar } from '../spec/spec';
import type { Scope, SqlNames, SqlPlace } from '../sql/analysis';
import { analyzeSql } from '../sql/analyze';
import { sqlSource } from '../sql/source';
import type { SqlPiece } from './facts';

export interface PieceContext {
	readonly names: SqlNames;
	readonly parameters: ReadonlyMap<string, string>;
}

export interface PieceOptions {
	readonly scope?: Scope;
	readonly aggregatesAllowed?: boolean;
}

/** The findings of the piece include unknown parameters. */
export function pieceOf(scalar: SqlScalar, place: SqlPlace, context: PieceContext, options: PieceOptions = {}): SqlPiece {
	const { source, findings, parametersUsed } = sqlSource(scalar.node, scalar.span.block, context.parameters);
	const analysis = analyzeSql(source, place, context.names, options.scope, { aggregatesAllowed: options.aggregatesAllowed ?? false });
	const all: readonly Finding[] = findings.length > 0 ? [...findings, ...analysis.findings] : analysis.findings;
	return {
		scalar,
		sql: source,
		analysis: all === analysis.findings ? analysis : { ...analysis, findings: all },
		parameters: parametersUsed,
	};
}
