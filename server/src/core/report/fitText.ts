/** The data fit of a spec in lines: what was looked at, what is in trouble, what is left out, and what could not be told. */

import type { FitFinding, FitNotRun, FitResult } from '../fit/fit';
import { validatedAt } from '../fit/tell';
import { thousands } from './numbers';
import { plural } from './style';

/** Of one spec. */
export interface FitOfReport {
	readonly results: readonly FitResult[];
	readonly notRun: readonly FitNotRun[];
	/** Mappings that were looked at when they, or the catalogs, were others: what was found then is not used. */
	readonly stale: readonly string[];
}

/** A mapping and what there is to say of it. */
export interface FitLine {
	readonly mapping: string;
	readonly verdict: 'fits' | 'trouble' | 'not-run';
	readonly text: string;
	/** What belongs to it, each a sentence. */
	readonly notes: readonly string[];
}

/** Of mappings that were looked at together, when and where. */
export function fitHead({ results }: FitOfReport): string {
	const all = [...new Set(results.map(validatedAt))];
	return all.length <= 1 ? `Data fit${all.length === 1 ? `, ${all[0]}` : ''}` : 'Data fit';
}

export function fitLines({ results, notRun, stale }: FitOfReport): readonly FitLine[] {
	const isOne = new Set(results.map(validatedAt)).size <= 1;
	return [
		...results.map(result => lineOf(result, isOne)),
		...notRun.map(({ mapping, reason }): FitLine => ({ mapping, verdict: 'not-run', text: `not looked at: ${reason}`, notes: [] })),
		...stale.map(
			(mapping): FitLine => ({
				mapping,
				verdict: 'not-run',
				text: 'the spec or a catalog is another since the data was looked at; run crosswalk validate --live',
				notes: [],
			}),
		),
	];
}

function lineOf(result: FitResult, isOne: boolean): FitLine {
	const { mapping, rows, rejected, findings, skipped, masked } = result;
	const found = troubles(findings);
	const refused = rejected > 0 ? `, ${thousands(rejected)} rejected` : '';
	const at = isOne ? '' : ` (${validatedAt(result)})`;
	const words = found.length === 0 ? 'all fit' : plural(found.length, 'finding');
	return {
		mapping,
		verdict: found.length === 0 ? 'fits' : 'trouble',
		text: `${thousands(rows)} ${rows === 1 ? 'row' : 'rows'}${refused}: ${words}${at}`,
		notes: [
			...findings.filter(one => one.kind === 'left-out' && one.rows > 0).map(one => one.message),
			...skipped.map(({ about, reason }) => `not looked at: ${about}, as ${reason}`),
			...(masked !== undefined && found.length > 0 ? [masked] : []),
		],
	};
}

/** What is no fault is only counted. */
export function troubles(findings: readonly FitFinding[]): readonly FitFinding[] {
	return findings.filter(({ kind, code, rows }) => kind !== 'replaced' && code !== undefined && rows > 0);
}
