/** Profiles for tests of what reads them: a few words for each column in, whole profiles out. */

import type { ColumnProfile, ProfileOf, TableProfile } from '../../server/src/core/profile/profile';

/** What a test says of a column; the rest is nothing remarkable. */
export type ToldColumn = Pick<ColumnProfile, 'name' | 'type'> & Partial<ColumnProfile>;

export function tableProfile(table: string, rows: number, columns: readonly ToldColumn[]): TableProfile {
	return {
		connection: 'source',
		table,
		fingerprint: 'test',
		profiledAt: '2026-11-22T20:15:30.5Z',
		elapsedMs: 1,
		read: { kind: 'whole', rows },
		atLeast: 5,
		withValues: true,
		columns: columns.map(column => ({ nulls: 0, ...column })),
	};
}

export function profilesOf(...tables: readonly TableProfile[]): ProfileOf {
	return name => tables.find(({ table }) => table === name);
}

/** All values of a column, each with its rows. */
export function allValues(values: Readonly<Record<string, number>>): NonNullable<ColumnProfile['values']> {
	const items = Object.entries(values).map(([text, rows]) => ({ text, rows }));
	return { items, rows: items.reduce((sum, { rows }) => sum + rows, 0), isExact: true, isComplete: true };
}
