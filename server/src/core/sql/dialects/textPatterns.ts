/**
 * What text must look like to be read as a type, as regular expressions of PostgreSQL: for servers before version 16, which cannot be
 * asked. Stricter than the types' own readers: only forms that mean the same under every setting.
 */

import { datePattern } from './datePattern';
import { familyOf } from './typeFamily';

export interface TextPattern {
	readonly expression: string;
	/** Whether what matches is a number whose range is still to be checked. */
	readonly number?: true;
}

const NUMBER = '([0-9]{1,99}(\\.[0-9]{0,99})?|\\.[0-9]{1,99})([eE][-+]?[0-9]{1,2})?';
const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?';
const ZONE = ' ?([zZ]|[-+](0[0-9]|1[0-4])(:?[0-5][0-9])?)';
const DAY = datePattern(['YYYY', '-', 'MM', '-', 'DD']);
const END = '( +|$)';
const units = (names: readonly string[]) => names.map(unit => `([-+]?[0-9]{1,6} +${unit}${END})?`).join('');
/** Each unit once, the larger first, as PostgreSQL writes them. */
const DAYS = units(['years?', 'mon(th)?s?', 'weeks?', 'days?']);
const HOURS = units(['hours?', 'min(ute)?s?', 'sec(ond)?s?']);
const INTERVAL_CLOCK = `([-+]?[0-9]{1,6}:[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?${END})?`;

/** The pattern for `type`; undefined when none is known. */
export function textPattern(type: string): TextPattern | undefined {
	switch (familyOf(type)) {
		case 'integer':
			return { expression: '^\\s*[-+]?[0-9]{1,99}\\s*$', number: true };
		case 'numeric':
		case 'float':
			return { expression: `^\\s*[-+]?${NUMBER}\\s*$`, number: true };
		case 'boolean':
			return { expression: '^\\s*([tT](rue|RUE)?|[yY](es|ES)?|[oO](n|N)|1|[fF](alse|ALSE)?|[nN]([oO])?|[oO](ff|FF)|0)\\s*$' };
		case 'date':
			return { expression: `^\\s*${DAY}\\s*$` };
		case 'timestamp':
			return { expression: `^\\s*${DAY}([T ]${CLOCK})?\\s*$` };
		case 'timestamptz':
			return { expression: `^\\s*${DAY}([T ]${CLOCK}(${ZONE})?)?\\s*$` };
		case 'time':
			return { expression: `^\\s*${CLOCK}\\s*$` };
		case 'timetz':
			return { expression: `^\\s*${CLOCK}(${ZONE})?\\s*$` };
		case 'interval':
			// All parts may be absent, but not all at once: that is what the lookahead asks for.
			return { expression: `^ *(?=[-+0-9])${DAYS}(${HOURS}|${INTERVAL_CLOCK})$` };
		default:
			return otherPattern(type);
	}
}

function otherPattern(type: string): TextPattern | undefined {
	if (type === 'uuid') return { expression: '^\\s*([0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\s*$' };
	if (type === 'bytea') return { expression: '^(\\\\x([0-9a-fA-F]{2})*|[^\\\\]*)$' };
	return undefined;
}
