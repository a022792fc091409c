/**
 * What the data of each mapping is like, as far as somebody has looked: what would not fit at the target, by the newest look at the rows, and
 * blanks, empty texts and orphans of the profile. Tells counts, never a value of a row. Judges nothing, and asks no database.
 */

import type { FitKind, FitResult } from '../fit/fit';
import { validatedAt } from '../fit/tell';
import type { MappingFacts, SpecFacts } from '../mapping/facts';
import { tiesOf } from '../mapping/ties';
import type { ProfileOf, TableProfile } from '../profile/profile';

export interface DataKnown {
	/** By mapping, of the mappings as they are. */
	readonly fit?: ReadonlyMap<string, FitResult>;
	readonly profiles?: ProfileOf;
}

export interface DataQuality {
	readonly mapping: string;
	/** Rows that would be refused or lose a part, of each finding. Undefined when nobody looked. */
	readonly unfit?: number;
	/** A phrase each. */
	readonly notes: readonly string[];
}

/** Rows that are meant to be left out or replaced are no fault. */
export const harmless: ReadonlySet<FitKind> = new Set(['left-out', 'replaced', 'not-joined']);

/** Of mappings of which something is known. */
export function dataQualityOf(facts: SpecFacts, { fit, profiles }: DataKnown): readonly DataQuality[] {
	return facts.mappings.flatMap(mapping => {
		const result = fit?.get(mapping.name);
		const notes = [...(result ? fitNotes(result) : []), ...(profiles ? profileNotes(mapping, profiles) : [])];
		if (notes.length === 0) return [];
		return [{ mapping: mapping.name, ...(result ? { unfit: unfitRows(result) } : {}), notes }];
	});
}

/** Rows that would not fit, of all mappings that were looked at. Undefined when nobody looked at any. */
export function unfitIn(fit: DataKnown['fit']): number | undefined {
	if (!fit || fit.size === 0) return undefined;
	return [...fit.values()].reduce((sum, result) => sum + unfitRows(result), 0);
}

function unfitRows({ findings }: FitResult): number {
	return findings.reduce((sum, { kind, rows }) => (harmless.has(kind) ? sum : sum + rows), 0);
}

function fitNotes(result: FitResult): readonly string[] {
	const found = result.findings.filter(({ kind, rows }) => rows > 0 && !harmless.has(kind));
	if (found.length > 0) return found.map(({ about, message }) => `${about}: ${message} (${validatedAt(result)})`);
	const sample = result.sample === undefined ? '' : ' that was looked at';
	return [`every row${sample} fits (${validatedAt(result)})`];
}

function profileNotes(mapping: MappingFacts, profiles: ProfileOf): readonly string[] {
	const { named, behind } = tiesOf(mapping);
	return [...new Set([...named, ...behind])].flatMap(table => {
		const profile = profiles(table);
		return profile ? tableNotes(profile, mapping.name) : [];
	});
}

function tableNotes({ table, read, columns }: TableProfile, mapping: string): readonly string[] {
	const sampled = read.kind === 'sample' ? ', of a sample' : '';
	const counted = (what: string, rowsOf: (column: TableProfile['columns'][number]) => number) => {
		const found = columns.map(column => ({ name: column.name, rows: rowsOf(column) })).filter(({ rows }) => rows > 0);
		if (found.length === 0) return [];
		const shown = found.slice(0, mostColumns).map(({ name, rows }) => `${name} (${rowsWords(rows)})`);
		const more = found.length > mostColumns ? ` and ${found.length - mostColumns} more columns` : '';
		return [`${table}: ${what} in ${shown.join(', ')}${more}${sampled}`];
	};
	const orphans = columns.flatMap(column => (column.orphans ?? []).filter(one => one.mapping === mapping && one.rows > 0));
	return [
		...counted('blanks around values', ({ text }) => Math.max(text?.leadingBlanks ?? 0, text?.trailingBlanks ?? 0)),
		...counted('empty texts', ({ text }) => text?.empty ?? 0),
		...orphans.map(
			({ lookup, targetColumn, rows }) => `${table}: ${rowsWords(rows)} for ${targetColumn} find no partner in "${lookup}"${sampled}`,
		),
	];
}

const mostColumns = 3;

function rowsWords(rows: number): string {
	return rows === 1 ? '1 row' : `${String(rows).replace(/\B(?=(\d{3})+$)/g, ',')} rows`;
}
