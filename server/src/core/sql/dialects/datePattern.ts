/** A regular expression of PostgreSQL that only days of the calendar match, whatever order year, month and day stand in. */

const YEAR = '(?!0000)[0-9]{4}';
const LEAP_YEAR = '(?!0000)([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)';
const SHORT_YEAR = '[0-9]{2}';
const SHORT_LEAP_YEAR = '([02468][048]|[13579][26])';
const ANY_DAY = '(0[1-9]|[12][0-9]|3[01])';

interface Months {
	readonly number: string;
	readonly name: string;
	readonly days: string;
	readonly leap?: true;
}

const MONTHS: readonly Months[] = [
	{ number: '(0[13578]|1[02])', name: '(JAN|MAR|MAY|JUL|AUG|OCT|DEC)', days: ANY_DAY },
	{ number: '(0[469]|11)', name: '(APR|JUN|SEP|NOV)', days: '(0[1-9]|[12][0-9]|30)' },
	{ number: '02', name: 'FEB', days: '(0[1-9]|1[0-9]|2[0-8])' },
	{ number: '02', name: 'FEB', days: '29', leap: true },
];

/** `parts` are `YYYY`, `YY`, `MM`, `MON`, `DD`; everything else is taken as a piece of a regular expression. */
export function datePattern(parts: readonly string[]): string {
	const has = (...names: readonly string[]) => names.some(name => parts.includes(name));
	// A day is only bound to a calendar by a month, and the 29th of February only by a year.
	if (!has('MM', 'MON') || !has('DD')) return parts.map(part => partPattern(part)).join('');
	const kinds = has('YYYY', 'YY') ? MONTHS : MONTHS.map(month => ({ ...month, leap: undefined }));
	return `(${kinds.map(months => parts.map(part => partPattern(part, months)).join('')).join('|')})`;
}

function partPattern(part: string, months?: Months): string {
	switch (part) {
		case 'YYYY':
			return months?.leap ? LEAP_YEAR : YEAR;
		case 'YY':
			return months?.leap ? SHORT_LEAP_YEAR : SHORT_YEAR;
		case 'MM':
			return months?.number ?? '(0[1-9]|1[0-2])';
		case 'MON':
			return months?.name ?? '(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)';
		case 'DD':
			return months?.days ?? ANY_DAY;
		default:
			return part;
	}
}
