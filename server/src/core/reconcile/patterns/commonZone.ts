/**
 * One time zone that all rows of a column are off by, one hour more in summer than in winter: local time on one side and UTC on the other.
 * Zones of the same rules are told apart by nothing, so one that is well known stands for them.
 */

import type { Time } from './time';

export interface CommonZone {
	add(source: Time, target: Time, rows: number): void;
	/** Undefined: rows are off by one distance, or by more than summer time explains. */
	zone(): ZoneShift | undefined;
	readonly rows: number;
}

export interface ZoneShift {
	/** Target minus source, in microseconds: the one nearer to nothing first. */
	readonly shifts: readonly [bigint, bigint];
	/** Undefined when none of the known ones fits. */
	readonly name?: string;
}

const zones = [
	...['Europe/Berlin', 'Europe/London', 'Europe/Athens', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles'],
	...['America/Halifax', 'America/St_Johns', 'America/Santiago', 'Asia/Jerusalem', 'Africa/Cairo'],
	...['Australia/Sydney', 'Australia/Adelaide', 'Pacific/Auckland'],
];

const hour = 3_600_000_000n;
const quarterHour = hour / 4n;
const fewestRows = 3;
/** Days that were looked at already are not looked at again, so many of them. */
const mostDays = 5000;

export function commonZone(): CommonZone {
	const shifts = new Set<bigint>();
	const days = new Set<string>();
	/** Whether the source holds local time, or the target. */
	let fitting = zones.flatMap(name => [true, false].map(isSourceLocal => ({ name, isSourceLocal })));
	let rows = 0;
	return {
		add(source, target, more) {
			rows += more;
			const shift = target.microseconds - source.microseconds;
			if (shifts.size < 3) shifts.add(shift);
			if (shifts.size > 2 || source.day === '') return;
			const day = `${source.day} ${shift}`;
			if (days.has(day) || days.size >= mostDays) return;
			days.add(day);
			fitting = fitting.filter(({ name, isSourceLocal }) =>
				isSourceLocal ? offsetOf(name, target) === -shift : offsetOf(name, source) === shift,
			);
		},
		zone() {
			const [one, other] = [...shifts].sort((a, b) => Number(size(a) - size(b)));
			if (rows < fewestRows || shifts.size !== 2 || one === undefined || other === undefined) return undefined;
			const isSummer = size(other - one) === hour && one % quarterHour === 0n && one * other >= 0n;
			if (!isSummer) return undefined;
			return { shifts: [one, other], ...(fitting[0] ? { name: fitting[0].name } : {}) };
		},
		get rows() {
			return rows;
		},
	};
}

function size(value: bigint): bigint {
	return value < 0n ? -value : value;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far a zone is ahead of UTC at an instant, in microseconds. */
function offsetOf(zone: string, { microseconds }: Time): bigint {
	const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
	formats.set(zone, format);
	const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(Number(microseconds / 1000n))) ?? [];
	return BigInt(Number(hours) * 60 + Number(minutes)) * 60_000_000n * (sign === '-' ? -1n : 1n);
}
