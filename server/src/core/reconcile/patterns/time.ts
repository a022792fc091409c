/** Dates and times as PostgreSQL writes them in the ISO style and in UTC, for explanations of times. */

export interface Time {
	/** `2024-02-29`; empty for a time of day alone. */
	readonly day: string;
	/** `10:00:00.25`; empty for a date. */
	readonly clock: string;
	readonly microseconds: bigint;
}

/** Undefined for infinity, years before Christ or beyond 9999, and what is no time. */
export function parseTime(text: string): Time | undefined {
	const match = /^(?:(\d{4})-(\d\d)-(\d\d))?(?:(?:^|(?<!^) )(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:\+00)?)?$/.exec(text);
	if (!match || text === '') return undefined;
	const [, year, month, day, hour, minute, second, fraction = ''] = match;
	const ms = Date.UTC(2000, 0, 1, Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)) - Date.UTC(2000, 0, 1);
	const date = new Date(0);
	if (year !== undefined) date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
	return {
		day: year === undefined ? '' : `${year}-${month}-${day}`,
		clock: hour === undefined ? '' : `${hour}:${minute}:${second}${fraction === '' ? '' : `.${fraction}`}`,
		microseconds: BigInt(date.getTime() + ms) * 1000n + BigInt(fraction.padEnd(6, '0')),
	};
}

const units: readonly (readonly [bigint, string])[] = [
	[86_400_000_000n, 'day'],
	[3_600_000_000n, 'hour'],
	[60_000_000n, 'minute'],
	[1_000_000n, 'second'],
	[1000n, 'ms'],
	[1n, 'µs'],
];

/** `2 hours`, `1 day and 30 minutes`, of a positive distance; at most two units, so that what is not exact is undefined. */
export function distanceText(microseconds: bigint): string | undefined {
	const parts: string[] = [];
	let left = microseconds;
	for (const [size, name] of units) {
		const count = left / size;
		left %= size;
		if (count > 0n) parts.push(`${count} ${count === 1n || name.length === 2 ? name : `${name}s`}`);
	}
	return parts.length > 0 && parts.length <= 3 ? listed(parts) : undefined;
}

function listed(parts: readonly string[]): string {
	return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
