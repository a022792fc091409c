/**
 * Texts put together by `||` of which one may be NULL.
 *
 * **Why it matters.** NULL swallows the others: a customer without a first name gets no name at all.
 *
 * **What to do.** Write `concat_ws(' ', …)`, which leaves NULL out, or `coalesce(…, '')` around the part. Where the whole is meant to be
 * NULL, say so with a comment that silences this. Nothing is said where `coalesce`, `null_to` or a condition deals with it.
 */

import type { MappingFacts } from '../mapping/facts';
import { isKeptFromNull } from './keptFromNull';
import type { MappingRule } from './rule';

export const nullConcatenation: MappingRule = {
	code: 'null-concatenation',
	group: 'SQL',
	severity: 'hint',
	title: 'A NULL that swallows a text',
	needs: ['source'],
	scope: 'mapping',
	message: ({ columns }) =>
		`Where ${columns} is NULL, all that "||" puts together is NULL too; write concat_ws(' ', …), which leaves NULL out, or coalesce(…, '')`,
	check(mapping, _surroundings, report) {
		for (const piece of piecesOf(mapping)) {
			for (const columns of piece.analysis.nullConcatenations ?? []) {
				const open = columns.filter(read => !isKeptFromNull(mapping, read));
				const [first] = open;
				if (first) report(first.span, { columns: open.map(({ alias, column }) => `"${alias}.${column}"`).join(' or ') });
			}
		}
	},
};

/** The expressions of columns for which nothing else says what becomes of NULL. */
function piecesOf({ columns }: MappingFacts) {
	return columns.flatMap(({ origin, written }) => {
		const isSaid = written?.nullTo !== undefined || written?.transforms.some(call => call.name.text === 'coalesce') === true;
		return origin?.kind === 'sql' && origin.piece.analysis.findings.length === 0 && !isSaid ? [origin.piece] : [];
	});
}
