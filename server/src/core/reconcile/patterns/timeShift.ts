/** Times that are earlier or later: by one distance in all rows, or by different ones up to a bound. */

import type { Detector } from './detector';
import { distanceText } from './time';

const dayLength = 86_400_000_000n;
const quarterHour = 900_000_000n;
const farthestZone = 14n * 3_600_000_000n;

export const timeShift: Detector = {
	kind: 'time-shift',
	detect({ times }) {
		if (!times) return undefined;
		const { source: one, target: other } = times;
		const years = Number(other.day.slice(0, 4)) - Number(one.day.slice(0, 4));
		if (years !== 0 && one.clock === other.clock && one.day.slice(4) === other.day.slice(4)) return `years ${years}`;
		return String(other.microseconds - one.microseconds);
	},
	phrase(detail) {
		const text = shiftText(detail);
		return text === undefined ? 'is earlier or later' : `is ${text}`;
	},
	minimum: detail => (isRound(detail) ? 1 : 2),
	suggest(detail, { name, family }) {
		if (!detail || detail.startsWith('years')) return undefined;
		const distance = BigInt(detail);
		const magnitude = distance < 0n ? -distance : distance;
		if (isZone(detail) && family === 'timestamptz') {
			return {
				text: 'Local time was taken for UTC, or UTC for local time. If the target is right, say in which zone the source means it.',
				yaml: `${name}: { transform: [{ at_time_zone: ZONE }] }`,
			};
		}
		if (isZone(detail)) return { text: 'One side holds local time and the other one UTC.' };
		if (magnitude === dayLength) return { text: 'A day was cut out of a time in another zone: midnight here is the day before there.' };
		if (magnitude > 10_000_000n) return undefined;
		const seconds = (magnitude + 999_999n) / 1_000_000n;
		return { text: 'If so little does not matter, allow for it under "reconcile".', yaml: `tolerance: { ${name}: ${seconds}s }` };
	},
};

/** Undefined for what has no short name. */
function shiftText(detail: string): string | undefined {
	if (detail === '') return undefined;
	const isEarlier = detail.includes('-');
	const which = isEarlier ? 'earlier' : 'later';
	if (detail.startsWith('years')) {
		const years = detail.slice(6).replace('-', '');
		return `${years} ${years === '1' ? 'year' : 'years'} ${which}`;
	}
	const distance = distanceText(BigInt(detail.replace('-', '')));
	return distance === undefined ? undefined : `${distance} ${which}`;
}

/** Nobody reads so round a distance into values by chance. */
function isRound(detail: string): boolean {
	return detail.startsWith('years') || isZone(detail) || BigInt(detail) % dayLength === 0n;
}

function isZone(detail: string): boolean {
	const distance = BigInt(detail);
	return distance % quarterHour === 0n && distance <= farthestZone && distance >= -farthestZone;
}
