/** `accept` of a reconcile section as the ledger of a relation: entries that hold today, and the column that says which rows they mean. */

import type { SqlPiece } from '../mapping/facts';
import { parseDateMs, parseTimeMs } from '../spec/formats';
import type { AcceptedDifference } from '../spec/spec';
import { compose, inParentheses } from '../sql/composed';
import { quoteIdentifier } from '../sql/quote';
import { ACCEPTED, type LedgerEntry } from './ledger';
import { type OverColumns, pieceOver, withExpressions } from './overColumns';
import type { ComparedRelation, RelationColumn } from './relation';

const dayMs = 24 * 60 * 60 * 1000;

/** `now`: when the run reads, ISO 8601. `notes`: why an entry is not applied; its differences count then. */
export function withLedger(
	relation: ComparedRelation,
	accept: readonly AcceptedDifference[],
	over: OverColumns,
	now: string,
): { readonly relation: ComparedRelation; readonly notes: readonly string[] } {
	const notes: string[] = [];
	const entries = accept.flatMap((written, index) => {
		const name = written.name.text;
		if (hasEnded(written.until?.text ?? undefined, now)) {
			notes.push(`the accepted difference "${name}" ended with ${written.until?.text}: its rows count again`);
			return [];
		}
		const piece = written.where && pieceOver(written.where, over);
		if (piece && 'obstacle' in piece) {
			notes.push(`the accepted difference "${name}" is not applied, so its rows count: its "where" ${piece.obstacle}`);
			return [];
		}
		return [{ entry: entryOf(written, relation.columns), condition: piece && { name: `$accept${index + 1}`, piece } }];
	});
	if (entries.length === 0) return { relation, notes };
	const conditions = entries.flatMap(({ condition }) => condition ?? []);
	const answers = entries.map(({ condition }) =>
		condition ? `case when f.${quoteIdentifier(condition.name)} then '1' else '0' end` : `'1'`,
	);
	const answered = (side: 'source' | 'target') =>
		compose([
			`select f.*, concat(${answers.join(', ')}) as ${quoteIdentifier(ACCEPTED)} from `,
			inParentheses(rowsOf(relation, side, conditions, over)),
			' as f',
		]);
	return {
		relation: { ...relation, ledger: entries.map(({ entry }) => entry), source: answered('source'), target: answered('target') },
		notes,
	};
}

function rowsOf(
	relation: ComparedRelation,
	side: 'source' | 'target',
	conditions: readonly { readonly name: string; readonly piece: SqlPiece }[],
	over: OverColumns,
) {
	return conditions.length === 0 ? relation[side] : withExpressions(relation[side], conditions, over);
}

function entryOf({ name, reason, columns, atMost }: AcceptedDifference, all: readonly RelationColumn[]): LedgerEntry {
	const names = columns.flatMap(({ text }) => [text, ...all.flatMap(column => (column.column === text ? [column.name] : []))]);
	const bound = boundOf(atMost?.text ?? undefined);
	return { name: name.text, reason: reason?.text ?? '', columns: new Set(names), ...(bound ? { atMost: bound } : {}) };
}

/** What is no bound accepts nothing: the shape of the spec says what is wrong with it. */
function boundOf(text: string | undefined): LedgerEntry['atMost'] {
	if (text === undefined) return undefined;
	const number = Number(text.replace(/%$/, ''));
	if (Number.isNaN(number)) return { rows: 0 };
	return text.endsWith('%') ? { percent: number } : { rows: number };
}

/** A day counts to its end in UTC. */
function hasEnded(until: string | undefined, now: string): boolean {
	if (until === undefined) return false;
	const day = parseDateMs(until);
	const end = day === undefined ? parseTimeMs(until) : day + dayMs;
	const nowMs = Date.parse(now);
	return end === undefined || nowMs >= end;
}
