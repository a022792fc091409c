/** The words of counts: `12 of 91,004 rows`. */

export function thousands(count: number | string): string {
	return String(count).replace(/^(-?\d+)/, digits => digits.replace(/\B(?=(\d{3})+$)/g, ','));
}

/** `12 of 91,004 rows`, `1 of 91,004 rows`. */
export function rowsOf(rows: number, of: number): string {
	return `${thousands(rows)} of ${thousands(of)} ${of === 1 ? 'row' : 'rows'}`;
}

/** `is` or `are`, `has` or `have`. */
export function agreeing(rows: number, one: string, more: string): string {
	return rows === 1 ? one : more;
}
