/**
 * A free pair of queries (`reconciliation.NAME`) as a job: the rows of both, paired by `key`, or one row each. The columns are those that
 * the servers describe; numbers are compared as numbers, whatever their types on each side.
 */

import { isOwnName } from '../mapping/compileComparison';
import { ABOUT, type CompileOptions } from '../mapping/compileOptions';
import { withClause } from '../mapping/compileWith';
import type { SpecFacts, SqlPiece } from '../mapping/facts';
import type { QueryPair } from '../spec/spec';
import { compose, inParentheses, type SqlText } from '../sql/composed';
import { familyOf } from '../sql/dialects/typeFamily';
import { quoteIdentifier } from '../sql/quote';
import { lookupQuestions, lookupRowsOf } from './lookupQuestions';
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
	const lookups = (want: Question['want']) => (answers: Answers) =>
		lookupQuestions({ pieces: [source, target] }, facts, want, optionsOf(facts, answers));
	const columns = (answers: Answers): readonly Question[] => {
		const options = optionsOf(facts, answers);
		return [
			{ id: `${name} source`, side: 'source', want: 'columns', sql: selectFrom('*', source, facts, options) },
			{ id: `${name} target`, side: 'target', want: 'columns', sql: selectFrom('*', target, facts, options) },
		];
	};
	return {
		checks: [{ kind: 'rows', name }],
		questions: [lookups('columns'), lookups('rows'), columns],
		compile: answers => compilePair(pair, { source, target }, facts, answers),
	};
}

function notRunJob(name: string, reason: string): ReconcileJob {
	return { checks: [{ kind: 'not-run', name, reason }], questions: [], compile: () => ({ notRun: reason }) };
}

function optionsOf(facts: SpecFacts, answers: Answers): CompileOptions {
	const { source, target } = answers.versions;
	return { sourceVersion: source, targetVersion: target, lookupRows: lookupRowsOf(facts, answers) };
}

/** With the views and lookups that the query reads. */
function selectFrom(items: string, piece: SqlPiece, facts: SpecFacts, options: CompileOptions): SqlText {
	const clause = withClause(facts, options);
	const rows = inParentheses(clause.user(piece));
	return compose([clause.render(), `select ${items} from `, rows, ' as q']);
}

function compilePair(
	pair: QueryPair,
	pieces: { readonly source: SqlPiece; readonly target: SqlPiece },
	facts: SpecFacts,
	answers: Answers,
): CompiledJob | NotRun {
	const source = answers.columns(`${pair.name.text} source`);
	const target = answers.columns(`${pair.name.text} target`);
	const twice = duplicateOf(source, 'source') ?? duplicateOf(target, 'target');
	if (twice !== undefined) return { notRun: twice };
	const columns: RelationColumn[] = [];
	for (const { name, type } of source) {
		const other = target.find(column => column.name === name);
		if (!other) return { notRun: `the column "${name}" is only in its source query; give both the same columns` };
		const common = commonType(type, other.type);
		columns.push({
			name,
			type: common,
			origin: 'query',
			isKey: pair.key.some(key => key.text === name),
			...toleranceOf(pair, name, common),
		});
	}
	const onlyTarget = target.find(({ name }) => !source.some(column => column.name === name));
	if (onlyTarget) return { notRun: `the column "${onlyTarget.name}" is only in its target query; give both the same columns` };
	const unknown = pair.key.find(key => !columns.some(column => column.name === key.text));
	if (unknown) return { notRun: `its key "${unknown.text}" is no column of its queries` };
	const own = columns.find(({ name }) => isOwnName(name));
	if (own) return { notRun: `its column "${own.name}" has a name that the comparison itself uses; give it another` };
	const nothing = pair.tolerance.find(({ column }) => !columns.some(({ name }) => name === column.text));
	if (nothing) return { notRun: `its tolerance names "${nothing.column.text}", which is no column of its queries` };
	const invalid = columns.find(column => column.notCompared !== undefined);
	if (invalid) return { notRun: invalid.notCompared ?? '' };
	const options = optionsOf(facts, answers);
	const about = [ABOUT.rejected, ABOUT.value, ABOUT.code].map(name => `null::text as ${quoteIdentifier(name)}`);
	const select = (piece: SqlPiece, own: readonly string[]) => selectFrom([...items(columns), ...own].join(', '), piece, facts, options);
	return {
		relation: {
			columns,
			hasKey: true,
			members: [{ mapping: pair.name.text, spans: new Map(columns.map(({ name }) => [name, pair.source?.span])) }],
			source: select(pieces.source, [...about, `0 as ${quoteIdentifier(ABOUT.member)}`]),
			target: select(pieces.target, [`null::text as ${quoteIdentifier(DANGLING)}`]),
		},
		balance: { notRun: 'a pair of queries has no balance' },
	};
}

function items(columns: readonly RelationColumn[]): readonly string[] {
	return columns.map(({ name, type }) => `q.${quoteIdentifier(name)}::${type} as ${quoteIdentifier(name)}`);
}

function duplicateOf(columns: readonly { readonly name: string }[], side: string): string | undefined {
	const twice = columns.find(({ name }, index) => columns.findIndex(one => one.name === name) < index);
	return twice && `two columns of its ${side} query are called "${twice.name}"; give each a name of its own`;
}

const numbers = new Set(['integer', 'numeric', 'float', 'money']);
const times = new Set(['date', 'timestamp', 'timestamptz']);
const documents = new Set(['json', 'jsonb']);

/** Sums, counts and days of one thing have many types: what matters is the number, or the moment. */
function commonType(source: string, target: string): string {
	const [sourceFamily, targetFamily] = [familyOf(source), familyOf(target)];
	const both = (families: ReadonlySet<string>) => families.has(sourceFamily) && families.has(targetFamily);
	if (both(numbers)) {
		if (sourceFamily === 'integer' && targetFamily === 'integer') return 'bigint';
		return sourceFamily === 'float' && targetFamily === 'float' ? 'double precision' : 'numeric';
	}
	if (both(documents)) return 'jsonb';
	if (both(times)) {
		if (sourceFamily === 'timestamptz' || targetFamily === 'timestamptz') return 'timestamp with time zone';
		return sourceFamily === 'date' && targetFamily === 'date' ? 'date' : 'timestamp without time zone';
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
