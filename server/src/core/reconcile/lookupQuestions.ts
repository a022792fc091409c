/** The rows of query lookups: asked of the side that has them, and sent to the other as values. */

import type { CompileOptions, LookupRows } from '../mapping/compileOptions';
import { ownNamesOf } from '../mapping/compileUserSql';
import { withClause } from '../mapping/compileWith';
import type { LookupFacts, MappingFacts, SpecFacts, SqlPiece } from '../mapping/facts';
import { compose, inParentheses } from '../sql/composed';
import type { Answers, Question } from './plan';

/** Of the format: more rows than this do not travel. One more is asked for, so that a cut is noticed. */
export const MOST_LOOKUP_ROWS = 1_000_000;

/** What may use lookups: whole mappings, or pieces of SQL of their own. */
export interface LookupUsers {
	readonly mappings?: readonly MappingFacts[];
	readonly pieces?: readonly SqlPiece[];
}

/** One for each query lookup that `users` need. */
export function lookupQuestions(
	users: LookupUsers,
	facts: SpecFacts,
	want: Question['want'],
	options: CompileOptions,
): readonly Question[] {
	return usedLookups(users, facts).flatMap(({ lookup: { name, content }, piece }) => {
		if (content.kind !== 'query' || !piece) return [];
		const clause = withClause(facts, options);
		const rows = inParentheses(clause.user(piece));
		const sql = compose([clause.render(), 'select * from ', rows, ` as q limit ${MOST_LOOKUP_ROWS + 1}`]);
		return [{ id: questionId(want, name.text), side: content.on, want, sql }];
	});
}

/** What is known so far, by the name of the lookup. */
export function lookupRowsOf(facts: SpecFacts, answers: Answers): ReadonlyMap<string, LookupRows> {
	return new Map(
		facts.lookups.flatMap(({ lookup: { name } }) => {
			const columns = answers.columns(questionId('columns', name.text));
			return columns.length === 0 ? [] : [[name.text, { columns, rows: answers.rows(questionId('rows', name.text)) }] as const];
		}),
	);
}

function questionId(want: Question['want'], name: string): string {
	return `${want} of lookup ${name}`;
}

function usedLookups({ mappings = [], pieces: own = [] }: LookupUsers, facts: SpecFacts): readonly LookupFacts[] {
	const used = new Set<LookupFacts>();
	const add = (name: string | undefined) => {
		const lookup = facts.lookups.find(one => one.lookup.name.text === name);
		if (!lookup || used.has(lookup)) return;
		used.add(lookup);
		if (lookup.piece) read(lookup.piece);
	};
	const read = (piece: SqlPiece) => {
		for (const { kind, name } of ownNamesOf(piece)) {
			if (kind === 'lookup') add(name);
			else for (const { view, piece: query } of facts.views) if (view.name.text === name) read(query);
		}
	};
	own.forEach(read);
	for (const { pieces, columns } of mappings) {
		pieces.forEach(read);
		for (const { written, origin } of columns) {
			const maps = [written?.map, ...(origin?.kind === 'lookup' ? origin.by.map(by => by.written.map) : [])];
			for (const map of maps) if (map?.kind === 'named') add(map.name.text);
		}
	}
	return [...used];
}
