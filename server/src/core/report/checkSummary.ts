/** What a check found, in a phrase for people. Where it is shown is of no matter here: names are as they are. */

import type { BalanceFound, CheckResult, DifferenceCounts, RowsFound } from '../reconcile/result';
import { aggregateSummary } from './aggregateText';
import { thousands } from './numbers';
import { acceptanceSummary, exampleSummary, violationsSummary } from './trialSummary';
import { verdictWord } from './verdictWord';

/** `91,004 rows on both sides`, `not run: its target is not in the catalog`. */
export function checkSummary(check: CheckResult): string {
	const { found, reason = '' } = check;
	if (found === undefined) return `${verdictWord(check)}: ${reason}`;
	return [foundSummary(found), reason && `${verdictWord(check)}: ${reason}`].filter(Boolean).join('; ');
}

/** `3 missing`, `224 changed`: the kinds of difference that there are. */
export function differenceParts(differences: DifferenceCounts): readonly string[] {
	const { missing, extra, changed, rejected, duplicate, accepted } = differences;
	const kinds = { missing, extra, changed, rejected, accepted };
	const parts = Object.entries(kinds).flatMap(([kind, count]) => (count > 0 ? [`${thousands(count)} ${kind}`] : []));
	if (duplicate > 0) parts.push(`${thousands(duplicate)} duplicate ${duplicate === 1 ? 'key' : 'keys'}`);
	return parts;
}

export function rowsText(count: number): string {
	return `${thousands(count)} ${count === 1 ? 'row' : 'rows'}`;
}

function foundSummary(found: NonNullable<CheckResult['found']>): string {
	switch (found.kind) {
		case 'count':
			return sides(found.source, found.target);
		case 'rows':
			return rowsSummary(found);
		case 'aggregate':
			return aggregateSummary(found);
		case 'balance':
			return `${rowsText(found.rows)} of ${found.table}: ${balanceParts(found).join(', ')}`;
		case 'violations':
			return violationsSummary(found);
		case 'acceptance':
			return acceptanceSummary(found);
		case 'example':
			return exampleSummary(found);
	}
}

function sides(source: number, target: number): string {
	return source === target ? `${rowsText(source)} on both sides` : `${rowsText(source)} in the source, ${thousands(target)} in the target`;
}

function rowsSummary({ compared: { source, target }, differences }: RowsFound): string {
	const parts = differenceParts(differences);
	const rows = `${rowsText(source)} compared${source === target ? '' : ` with ${thousands(target)}`}`;
	return parts.length > 0 ? `${rows}: ${parts.join(', ')}` : `${rows}, no difference`;
}

function balanceParts(found: BalanceFound): readonly string[] {
	const parts = [`${thousands(found.mapped)} mapped`];
	if (found.rejected > 0) parts.push(`${thousands(found.rejected)} rejected`);
	for (const { reason, rows } of found.ignored) if (rows > 0) parts.push(`${thousands(rows)} ignored (${reason})`);
	if (found.filtered > 0) parts.push(`${thousands(found.filtered)} left out by where`);
	if (found.notJoined !== 0) parts.push(`${thousands(found.notJoined)} not joined`);
	if (found.mappedRows !== found.mapped) parts.push(`multiplied to ${rowsText(found.mappedRows)}`);
	parts.push(`${thousands(found.target)} in the target`);
	return parts;
}
