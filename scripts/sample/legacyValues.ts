/** How the ERP writes dates, times and numbers. Knows no table. */

/** A row of a table as text, as COPY wants it; null is NULL. */
export type Row = readonly (string | null)[];

/** Rows of one table, in the order of `columns`. */
export interface Batch {
	readonly table: string;
	readonly columns: readonly string[];
	readonly rows: readonly Row[];
}

const dayMs = 86_400_000;

/** Days since 1970 of a calendar day. */
export function dayNumber(year: number, month: number, day: number): number {
	return Math.floor(Date.UTC(year, month - 1, day) / dayMs);
}

/** YYYYMMDD. */
export function legacyDate(day: number): string {
	return isoDate(day).replaceAll('-', '');
}

/** `YYYY-MM-DD HH:MM:SS`, for the columns that are real timestamps. */
export function timestamp(day: number, second: number): string {
	return `${isoDate(day)} ${clock(second, ':')}`;
}

/** HHMMSS without leading zeros, because it is an integer there. */
export function legacyTime(second: number): string {
	return String(Number(clock(second, '')));
}

function isoDate(day: number): string {
	return new Date(day * dayMs).toISOString().slice(0, 10);
}

function clock(second: number, separator: string): string {
	return [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60].map(part => String(part).padStart(2, '0')).join(separator);
}
