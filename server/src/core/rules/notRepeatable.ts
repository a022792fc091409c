/**
 * An expression of a mapping that gives another value whenever it runs: the time of day, a random number, a made-up id.
 *
 * **Why it matters.** Reconciliation computes what should be in the target a second time, and finds a difference in every row.
 *
 * **What to do.** Take the value from the source or a parameter, let the target make it (`{ generated: default }`), or leave the column
 * out of the comparison (`reconcile: { compare: { except: [column] } }`).
 */

import { lexSql } from '../sql/lexer';
import type { MappingRule } from './rule';

export const notRepeatable: MappingRule = {
	code: 'not-repeatable',
	group: 'SQL',
	severity: 'warning',
	title: 'A value that differs each time',
	scope: 'mapping',
	message: ({ name }) =>
		`"${name}" gives another value each time, so that reconciliation finds a difference in every row; use a parameter, { generated: default }, or leave the column out of the comparison`,
	check({ mapping, columns }, _surroundings, report) {
		const excepted = new Set(mapping.reconcile?.except.map(column => column.text) ?? []);
		const compared = columns.flatMap(({ name, origin }) => (origin?.kind === 'sql' && !excepted.has(name) ? [origin.piece] : []));
		for (const piece of compared) {
			if (!piece.analysis.ok || piece.analysis.findings.length > 0) continue;
			for (const { span, name } of piece.analysis.functions) if (changing.has(name)) report(span, { name });
			// Hardly any piece has one, and reading the tokens of tens of thousands takes time.
			if (!mayHoldKeyword.test(piece.sql.text)) continue;
			for (const token of lexSql(piece.sql.text)) {
				const word = token.kind === 'word' ? piece.sql.text.slice(token.start, token.end).toLowerCase() : '';
				if (keywords.has(word)) report(piece.sql.spanAt(token.start, token.end), { name: word });
			}
		}
	},
};

const changing = new Set(
	'now clock_timestamp statement_timestamp transaction_timestamp timeofday random random_normal gen_random_uuid uuidv4 uuidv7 uuid_generate_v1 uuid_generate_v4'.split(
		' ',
	),
);

/** Reserved: no column can have such a name without quotes. */
const keywords = new Set(['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp']);
const mayHoldKeyword = /current_|localtime/i;
