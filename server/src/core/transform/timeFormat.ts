/**
 * Formats of dates and times: `YYYYMMDD`, `DD.MM.YYYY HH24:MI`. A format becomes a regular expression that only real days and times match,
 * and what PostgreSQL needs to read what matched; so its own leniency (the 30th of February as the 2nd of March) never comes into play.
 */

import { datePattern } from '../sql/dialects/datePattern';

export interface TimeFormat {
	/** The whole text must match it. */
	readonly expression: string;
	/** How many characters a text of this format has. */
	readonly length: number;
	/** The template for `to_date`. */
	readonly dateTemplate: string;
	/** For `regexp_replace`: what cuts the time out of the text; undefined when there is no time in it. */
	readonly time?: { readonly expression: string; readonly replacement: string };
}

const DATE_TOKENS = ['YYYY', 'YY', 'MM', 'MON', 'DD'];
const TIME_TOKENS: Readonly<Record<string, string>> = {
	HH24: '([01][0-9]|2[0-3])',
	HH12: '(0[1-9]|1[0-2])',
	MI: '[0-5][0-9]',
	SS: '[0-5][0-9]',
	MS: '[0-9]{3}',
	US: '[0-9]{6}',
	AM: '[AP]M',
};
const LENGTHS: Readonly<Record<string, number>> = { YYYY: 4, MON: 3, MS: 3, US: 6 };
const TOKEN = /YYYY|YY|MM|MON|DD|HH24|HH12|MI|SS|MS|US|AM|PM|T(?=HH)|"([^"]*)"|[A-Za-z]+|./gsu;

/** The format, or what is wrong with it. */
export function parseTimeFormat(text: string): TimeFormat | { readonly problem: string } {
	const tokens: string[] = [];
	for (const found of text.matchAll(TOKEN)) {
		const [token, quoted] = found;
		const name = token === 'PM' ? 'AM' : token;
		if (quoted !== undefined) tokens.push(...[...quoted].map(literal));
		else if (isToken(name)) tokens.push(name);
		else if (/^[A-Za-z]/.test(token) && !/^[TZ]$/.test(token))
			return { problem: `"${token}" is no part of a date format; write letters in quotes` };
		else tokens.push(...[...token].map(literal));
	}
	const repeated = tokens.find((token, index) => isToken(token) && tokens.indexOf(token) !== index);
	if (repeated !== undefined) return { problem: `"${repeated}" stands twice in the format` };
	if (!tokens.some(token => token === 'YYYY' || token === 'YY')) return { problem: 'the format has no year (YYYY or YY)' };
	const hours = tokens.includes('HH24') || tokens.includes('HH12');
	if (!hours && tokens.some(token => token in TIME_TOKENS)) return { problem: 'the format has a time without hours (HH24 or HH12)' };
	if (tokens.includes('HH12') !== tokens.includes('AM')) return { problem: 'HH12 and AM go together' };
	return {
		expression: `${tokens.includes('MON') || tokens.includes('AM') ? '(?i)' : ''}^${datePattern(tokens.map(token => TIME_TOKENS[token] ?? token))}$`,
		length: tokens.reduce((sum, token) => sum + lengthOf(token), 0),
		dateTemplate: tokens.map(dateTemplatePart).join(''),
		time: hours ? timePart(tokens) : undefined,
	};
}

function isToken(token: string): boolean {
	return DATE_TOKENS.includes(token) || token in TIME_TOKENS;
}

function literal(character: string): string {
	return /[A-Za-z0-9 ]/.test(character) ? character : /[\\^$.|?*+()[\]{}]/.test(character) ? `\\${character}` : character;
}

function lengthOf(token: string): number {
	return token.length === 4 && token.startsWith('HH') ? 2 : (LENGTHS[token] ?? (isToken(token) ? 2 : 1));
}

/**
 * Everything but the parts of the date is quoted text, whose characters are skipped (PostgreSQL 18 manual, 9.8). A digit stands for them,
 * as a field before anything else takes all the digits that follow.
 */
function dateTemplatePart(token: string): string {
	return DATE_TOKENS.includes(token) ? token : `"${'0'.repeat(lengthOf(token))}"`;
}

function timePart(tokens: readonly string[]): { expression: string; replacement: string } {
	const groups = tokens.filter(token => token in TIME_TOKENS);
	const reference = (token: string) => `\\${groups.indexOf(token) + 1}`;
	const optional = (before: string, token: string, absent = '') => (groups.includes(token) ? `${before}${reference(token)}` : absent);
	const expression = `^${tokens.map(token => (token in TIME_TOKENS ? `(.{${lengthOf(token)}})` : `.{${lengthOf(token)}}`)).join('')}$`;
	const fraction = `${optional('.', 'MS')}${optional(groups.includes('MS') ? '' : '.', 'US')}`;
	const hours = groups.includes('HH24') ? reference('HH24') : reference('HH12');
	return { expression, replacement: `${hours}${optional(':', 'MI', ':00')}${optional(':', 'SS', ':00')}${fraction}${optional(' ', 'AM')}` };
}
