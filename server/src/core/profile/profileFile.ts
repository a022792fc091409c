/** The file of a table's profile: JSON with a column a line. Reads what an earlier run wrote and refuses whatever else stands there. */

import type { TableProfile } from './profile';

/** Rises when an older Crosswalk could not read the file. */
const format = 1;

export function renderProfile({ columns, ...table }: TableProfile): string {
	const head = JSON.stringify({ format, ...table }).slice(0, -1);
	return `${head},"columns":[\n${columns.map(column => JSON.stringify(column)).join(',\n')}\n]}\n`;
}

/** Undefined for what is no profile. Never throws. */
export function parseProfile(text: string): TableProfile | undefined {
	try {
		const parsed: unknown = JSON.parse(text);
		if (!isObject(parsed) || parsed.format !== format) return undefined;
		const { format: _, ...profile } = parsed;
		return isProfile(profile) ? profile : undefined;
	} catch {
		return undefined;
	}
}

/** What everything that reads profiles relies on; the rest of a column is optional. */
function isProfile(value: Record<string, unknown>): value is Record<string, unknown> & TableProfile {
	const { read, columns } = value;
	const texts = [value.connection, value.table, value.fingerprint, value.profiledAt];
	if (!texts.every(text => typeof text === 'string') || !isObject(read) || typeof read.rows !== 'number') return false;
	return Array.isArray(columns) && columns.every(isColumn);
}

function isColumn(value: unknown): boolean {
	if (!isObject(value) || typeof value.name !== 'string' || typeof value.type !== 'string' || typeof value.nulls !== 'number') return false;
	return [value.values, value.shapes].every(one => one === undefined || (isObject(one) && Array.isArray(one.items)));
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
