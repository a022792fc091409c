/**
 * A free pair of queries (`reconciliation.NAME`) as a job: the rows of both, paired by `key`, or one row each. The columns are those that
 * the servers describe; numbers are compared as numbers, whatever their types on each side.
 */

import { ABOUT } from '../mapping/compileOptions';
import type { SpecFacts, SqlPiece } from '../mapping/facts';
import type { QueryPair } from '../spec/spec';
import { compose, inParentheses, type SqlText } from '../sql/composed';
import { familyOf } from '../sql/dialects/typeFamily';
import { quoteIdentifier } from '../sql/quote';
import { pieceObstacle } from './obstacles';
import type { Answers, CompiledJob, NotRun, Question, ReconcileJob } from './plan';
import type { RelationColumn } from './relation';
import { DANGLING } from './rowLayout';
import { parseTolerance } from './tolerance';

export function queryPairJob(pair: QueryPair, facts: SpecFacts): ReconcileJob {
	const name = pair.name.text;
	const pieceOf = (scalar: QueryPair['source']) => facts.queries.find(piece => piece.scalar === scalar);
	const source = pieceOf(pair.source);
	const target = pieceOf(pair.target);
	if (!source || !target) return notRunJob(name, 'it needs a query for each side');
	const obstacle = pieceObstacle(source, facts) ?? pieceObstacle(target, facts);
	if (obstacle !== undefined) return notRunJob(name, obstacle);
	const questions = (): readonly Question[] => [
		{ id: `${name} source`, side: 'source', want: 'columns', sql: queryOf(source) },
		{ id: `${name} target`, side: 'target', want: 'columns', sql: queryOf(target) },
	];
	return {
		checks: [{ kind: 'rows', name }],
		questions: [questions],
		compile: answers => compilePair(pair, { source, target }, answers),
	};
}

function notRunJob(name: string, reason: string): ReconcileJob {
	return { checks: [{ kind: 'not-run', name, reason }], questions: [], compile: () => ({ notRun: reason }) };
}

function queryOf(piece: SqlPiece): SqlText {
	return compose([piece.sql]);
}

function compilePair(
	pair: QueryPair,
	pieces: { readonly source: SqlPiece; readonly target: SqlPiece },
	answers: Answers,
): CompiledJob | NotRun {
	const source = answers.columns(`${pair.name.text} source`);
	const target = answers.columns(`${pair.name.text} target`);
	const columns: RelationColumn[] = [];
	for (const { name, type } of source) {
		const other = target.find(column => column.name === name);
		if (!other) return { notRun: `the column "${name}" is only in its source query; give both the same columns` };
		columns.push({
			name,
			type: commonType(type, other.type),
			isKey: pair.key.some(key => key.text === name),
			...toleranceOf(pair, name, type),
		});
	}
	const onlyTarget = target.find(({ name }) => !source.some(column => column.name === name));
	if (onlyTarget) return { notRun: `the column "${onlyTarget.name}" is only in its target query; give both the same columns` };
	const unknown = pair.key.find(key => !columns.some(column => column.name === key.text));
	if (unknown) return { notRun: `its key "${unknown.text}" is no column of its queries` };
	const invalid = columns.find(column => column.notCompared !== undefined);
	if (invalid) return { notRun: invalid.notCompared ?? '' };
	const about = [ABOUT.rejected, ABOUT.value, ABOUT.code].map(name => `null::text as ${quoteIdentifier(name)}`);
	return {
		relation: {
			columns,
			hasKey: true,
			members: [{ mapping: pair.name.text, spans: new Map(columns.map(({ name }) => [name, pair.source?.span])) }],
			source: selectOf(columns, pieces.source, [...about, `0 as ${quoteIdentifier(ABOUT.member)}`]),
			target: selectOf(columns, pieces.target, [`null::text as ${quoteIdentifier(DANGLING)}`]),
		},
		balance: { notRun: 'a pair of queries has no balance' },
	};
}

function selectOf(columns: readonly RelationColumn[], piece: SqlPiece, about: readonly string[]): SqlText {
	const items = columns.map(({ name, type }) => `q.${quoteIdentifier(name)}::${type} as ${quoteIdentifier(name)}`);
	return compose([`select ${[...items, ...about].join(', ')} from `, inParentheses(piece.sql), ' as q']);
}

/** Sums and counts of one thing have many types: what matters is the number. */
function commonType(source: string, target: string): string {
	const numbers = new Set(['integer', 'numeric', 'float', 'money']);
	const [sourceFamily, targetFamily] = [familyOf(source), familyOf(target)];
	if (numbers.has(sourceFamily) && numbers.has(targetFamily)) {
		if (sourceFamily === 'integer' && targetFamily === 'integer') return 'bigint';
		return sourceFamily === 'float' && targetFamily === 'float' ? 'double precision' : 'numeric';
	}
	return source === target && !source.includes('.') ? source : 'text';
}

function toleranceOf(pair: QueryPair, name: string, type: string): Pick<RelationColumn, 'tolerance' | 'notCompared'> {
	const written = pair.tolerance.find(one => one.column.text === name);
	if (!written) return {};
	const tolerance = parseTolerance(written.amount.text ?? '', type);
	if (tolerance !== 'invalid') return { tolerance };
	return { notCompared: `its tolerance "${written.amount.text ?? ''}" says nothing for "${name}", which is ${type}` };
}
